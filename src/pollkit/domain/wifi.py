"""The Wi-Fi of a room, and the QR code's text by which a phone joins it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pollkit.i18n import _

# IEEE 802.11: a name has up to 32 bytes, a WPA passphrase 8 to 63 printable ASCII characters.
LONGEST_NAME_BYTES = 32
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 63

# What has a meaning of its own in the code's text.
_RESERVED = '\\;,:"'


@dataclass(frozen=True)
class Wifi:
    """`password` is "" where the network is open; it stands in no repr, and so in no log."""

    name: str
    password: str = field(default="", repr=False)
    is_hidden: bool = False
    is_on_wall: bool = True


def wifi_code(wifi: Wifi) -> str:
    """The text of the QR code that cameras of iOS and Android take for "join this network".

    The form is ZXing's (`WIFI:T:WPA;S:name;P:password;H:true;;`), the only one that both read;
    `WPA` stands for WPA2 and WPA3 as well.
    """
    kind = "WPA" if wifi.password else "nopass"
    parts = [f"T:{kind}", f"S:{_escaped(wifi.name)}"]
    if wifi.password:
        parts.append(f"P:{_escaped(wifi.password)}")
    if wifi.is_hidden:
        parts.append("H:true")
    return f"WIFI:{';'.join(parts)};;"


def wifi_trouble(wifi: Wifi) -> str | None:
    """Why no phone could join by this name and password; None if nothing is wrong with them."""
    if not wifi.name:
        return _("Type the name of the Wi-Fi, exactly as the phones list it.")
    if len(wifi.name.encode()) > LONGEST_NAME_BYTES:
        return _("This name is too long for a Wi-Fi: it has at most 32 bytes.")
    if not wifi.password:
        return None
    if not SHORTEST_PASSWORD <= len(wifi.password) <= LONGEST_PASSWORD:
        return _("A Wi-Fi password has 8 to 63 characters. Leave it empty for an open network.")
    if not (wifi.password.isascii() and wifi.password.isprintable()):
        return _("A Wi-Fi password has letters, digits and signs of the English keyboard only.")
    return None


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in _RESERVED else sign for sign in text)
