"""The window's colours, sizes and spacing: the roles of the look as a palette and a style sheet.

Widgets that paint themselves ask their palette, never this module: it carries every role (see
`_PALETTE`), so that a change of theme reaches them without being told.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from pollkit.resources import resource_path

# Type sizes and spacing in device-independent pixels.
SMALL, BODY, LEAD, TITLE, DISPLAY = 13, 15, 18, 24, 34
XS, S, M, L, XL, XXL, HUGE = 4, 8, 12, 16, 24, 32, 48


class Appearance(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """One theme. Text roles: ink, muted, accent, good, caution, danger; `outline` borders controls,
    `hairline` only separates."""

    paper: str
    surface: str
    sunken: str
    ink: str
    muted: str
    hairline: str
    outline: str
    accent: str
    accent_strong: str
    on_accent: str
    selected: str
    good: str
    caution: str
    danger: str


def read_colours(name: str) -> Colours:
    """One of light, dark, light-contrast and dark-contrast."""
    with resource_path("themes", f"{name}.toml").open("rb") as file:
        return Colours(**tomllib.load(file))


class Theme(QObject):
    """Dresses the application, and follows the system where the person has not chosen."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        # Held: the accessibility hints die with the wrapper of the style hints (PySide6 6.11).
        self._hints = application.styleHints()
        self._accessibility = self._hints.accessibility()
        self.appearance = Appearance.SYSTEM
        self.wants_contrast = False
        self.name = ""
        self._hints.colorSchemeChanged.connect(self._on_system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._on_system_changed)

    def choose(self, appearance: Appearance, wants_contrast: bool) -> None:
        """`wants_contrast` adds to what the system asks for; it never takes it away."""
        self.appearance, self.wants_contrast = appearance, wants_contrast
        self.dress()

    def dress(self) -> None:
        """Puts palette and style sheet on, if they differ from what is on."""
        name = self._wanted_name()
        if name == self.name:
            return
        self.name = name
        colours = read_colours(name)
        self._application.setStyle("Fusion")
        self._application.setFont(_body_font(self._application))
        self._application.setPalette(make_palette(colours))
        self._application.setStyleSheet(make_style_sheet(colours, name))
        self.changed.emit()

    @property
    def is_dark(self) -> bool:
        return self.name.startswith("dark")

    def _wanted_name(self) -> str:
        wanted_dark = {
            Appearance.LIGHT: False,
            Appearance.DARK: True,
            Appearance.SYSTEM: self._hints.colorScheme() is Qt.ColorScheme.Dark,
        }[self.appearance]
        high = self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast
        return ("dark" if wanted_dark else "light") + (
            "-contrast" if high or self.wants_contrast else ""
        )

    @Slot()
    def _on_system_changed(self) -> None:
        self.dress()


def make_palette(colours: Colours) -> QPalette:
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(colours.muted)
    )
    return palette


def make_style_sheet(colours: Colours, name: str) -> str:
    """`window.qss` with its `@roles@` filled in."""
    sheet = resource_path("themes", "window.qss").read_text(encoding="utf-8")
    for role in fields(colours):
        sheet = sheet.replace(f"@{role.name}@", getattr(colours, role.name))
    for icon in ("chevron-up", "chevron", "check"):
        sheet = sheet.replace(f"@{icon}@", resource_path("icons", f"{icon}-{name}.svg").as_posix())
    return sheet


def _body_font(application: QApplication) -> QFont:
    # The system's own face: every script that the machine can show is there.
    font = QFont(application.font())
    font.setPixelSize(BODY)
    return font


# LinkVisited, BrightText and Link carry caution, danger and good: no window of ours has links of
# the browser's kind, and Qt offers no roles of one's own.
_PALETTE = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Midlight: "hairline",
    QPalette.ColorRole.Mid: "outline",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Shadow: "hairline",
    QPalette.ColorRole.Light: "selected",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "good",
    QPalette.ColorRole.LinkVisited: "caution",
    QPalette.ColorRole.BrightText: "danger",
}
