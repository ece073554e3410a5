from __future__ import annotations

import re

import pytest

from pollkit.domain.wifi import Wifi, wifi_code, wifi_trouble


def read_back(code: str) -> dict[str, str]:
    """As ZXing reads such a text: fields up to a bare semicolon, a backslash before what is meant
    as it stands."""
    assert code.startswith("WIFI:") and code.endswith(";;")
    fields = re.findall(r"([TSPH]):((?:[^;\\]|\\.)*);", code[5:-1] + ";")
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in fields}


@pytest.mark.parametrize("name", ["Rathaus", 'a;b,c:d"e\\f', "قاعة 2", "Ümlaut Gäste"])
@pytest.mark.parametrize("password", ["plain-text", '\\;,:"\\;,:"', "ends with \\"])
def test_any_name_and_password_is_read_back_as_it_was_typed(name: str, password: str) -> None:
    found = read_back(wifi_code(Wifi(name, password, is_hidden=True)))
    assert found == {"T": "WPA", "S": name, "P": password, "H": "true"}


def test_an_open_network_has_no_password_in_its_code() -> None:
    assert wifi_code(Wifi("Guests")) == "WIFI:T:nopass;S:Guests;;"


def test_the_worked_example_of_the_format() -> None:
    """github.com/zxing/zxing/wiki/Barcode-Contents, with the signs that it wants escaped."""
    code = wifi_code(Wifi('"foo;bar\\baz"', "mypassword"))
    assert code == 'WIFI:T:WPA;S:\\"foo\\;bar\\\\baz\\";P:mypassword;;'


@pytest.mark.parametrize(
    ("wifi", "trouble"),
    [
        (Wifi(""), "name"),
        (Wifi("ü" * 17), "32 bytes"),
        (Wifi("Hall", "short"), "8 to 63"),
        (Wifi("Hall", "x" * 64), "8 to 63"),
        (Wifi("Hall", "pässwörter"), "English keyboard"),
    ],
)
def test_what_no_network_can_have_is_refused(wifi: Wifi, trouble: str) -> None:
    assert trouble in str(wifi_trouble(wifi))


def test_a_good_network_has_no_trouble_and_shows_no_password() -> None:
    wifi = Wifi("Hall", "long enough")
    assert wifi_trouble(wifi) is None
    assert "long enough" not in repr(wifi)
