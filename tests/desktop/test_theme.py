from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QStyleOptionButton

from pollkit.desktop.theme import Appearance, Theme, make_style_sheet, read_colours

THEMES = ("light", "dark", "light-contrast", "dark-contrast")
TEXT_ROLES = ("ink", "muted", "accent", "good", "caution", "danger")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_reads_on_every_ground(name: str) -> None:
    colours = read_colours(name)
    least = 7.0 if name.endswith("contrast") else 4.5
    for role in TEXT_ROLES:
        for ground in (colours.paper, colours.surface, colours.sunken):
            assert contrast(getattr(colours, role), ground) >= least, (role, ground)
    assert contrast(colours.on_accent, colours.accent) >= least
    assert contrast(colours.on_accent, colours.accent_strong) >= least
    assert contrast(colours.ink, colours.selected) >= least


@pytest.mark.parametrize("name", THEMES)
def test_the_borders_of_controls_are_seen(name: str) -> None:
    colours = read_colours(name)
    for ground in (colours.paper, colours.surface, colours.sunken):
        assert contrast(colours.outline, ground) >= 3
        assert contrast(colours.accent, ground) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_names_no_role_that_a_theme_lacks(name: str) -> None:
    sheet = make_style_sheet(read_colours(name), name)
    assert not re.findall(r"@[a-z_-]+@", sheet)


def test_a_chosen_appearance_dresses_the_application(
    application: QApplication, theme: Theme
) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.name))
    theme.choose(Appearance.DARK, wants_contrast=False)
    assert application.palette().color(QPalette.ColorRole.Window).name() == "#14171a"
    theme.choose(Appearance.DARK, wants_contrast=True)
    assert application.palette().color(QPalette.ColorRole.Window).name() == "#000000"
    theme.choose(Appearance.LIGHT, wants_contrast=False)
    assert application.palette().color(QPalette.ColorRole.Window).name() == "#fbfaf7"
    assert told == ["dark", "dark-contrast", "light"]


def test_a_check_box_stands_under_the_first_letter_of_the_labels(theme: Theme) -> None:
    box = QCheckBox("Include answers in people's own words")
    box.ensurePolished()
    option = QStyleOptionButton()
    box.initStyleOption(option)
    indicator = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    box.deleteLater()
    assert indicator.x() == 0
