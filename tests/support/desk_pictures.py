"""Pictures of the guide that show the desk: a wave, paper, another version, files, withdrawal.

Made by field_pictures.py, in its made-up project.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from facilitator import Facilitator, until
from life_here import said
from PIL import Image
from PySide6.QtWidgets import QWidget

from pollkit.desktop.caseworker.files.save_screen import SaveScreen
from pollkit.desktop.caseworker.files.take_screen import TakeScreen
from pollkit.desktop.caseworker.paper.screen import PaperEntryScreen
from pollkit.desktop.caseworker.printing.presenter import What
from pollkit.desktop.caseworker.printing.screen import PrintScreen
from pollkit.desktop.caseworker.set_up.screen import SetUpScreen
from pollkit.desktop.caseworker.versions.screen import VersionsScreen
from pollkit.desktop.caseworker.withdraw.screen import WithdrawScreen
from pollkit.domain.instruments import Instrument, Option
from pollkit.domain.waves import Mode, Wave
from pollkit.usecases.paper import print_code_cards, print_forms
from pollkit.usecases.questionnaires import from_instrument, save_version

Save = Callable[[QWidget, Path], None]

TOLD = (
    "The neighbourhood centre asks how life here is. No name is stored. You may leave out any "
    "question and stop at any moment; with your card you can take everything back."
)
SHEET = {"here/years": "12", "here/safe": "2", "you/born": "04051983", "you/more": "More benches"}
EARLIER = """person,when,How many years have you lived here?,safe,shoes
P1,before,3,Very safe,38
P2,before,11,Rather unsafe,44
P3,before,7,Rather safe,41
"""


def make_desk_pictures(
    caseworker: Facilitator, before: Wave, codes: Sequence[str], folder: Path, save: Save
) -> None:
    """The codes are of people who have not answered yet."""
    door = caseworker.window.collect_door
    projects = door.projects
    projects.new_wanted.emit()
    begun = _page(door.page, SetUpScreen)._presenter
    begun.write_title("Good neighbours")
    begun.add_language("ar")
    begun.write_consent("en", TOLD)
    save(caseworker.window, folder / "collect-new-project.png")
    projects.wave_wanted.emit(before.project_id, before.id)
    save(caseworker.window, folder / "collect-wave.png")
    projects.print_wanted.emit(before.project_id)
    page = _page(door.page, PrintScreen)
    page._presenter.choose_what(What.CODED)
    save(caseworker.window, folder / "collect-print.png")
    _paper(caseworker, before, codes, folder)
    _type_in(caseworker, before, codes[0], folder, save)
    _take_back(caseworker, before, codes[0], folder, save)
    _another_version(caseworker, before, folder, save)
    projects.save_wanted.emit(before.project_id)
    _page(door.page, SaveScreen)._presenter.choose_folder("Documents/Neighbours")
    save(caseworker.window, folder / "collect-save.png")
    _take_in(caseworker, before, folder, save)
    door.leave()


def _page(page: QWidget | None, kind: type[Any]) -> Any:
    assert isinstance(page, kind)
    return page


def _paper(caseworker: Facilitator, before: Wave, codes: Sequence[str], folder: Path) -> None:
    """A form and the cards, as they come out of the printer."""
    workspace = caseworker.desktop._workspace
    assert workspace is not None
    sheets = folder / "sheets"
    with workspace.read() as repos:
        print_forms(repos, before.id, "en", sheets, codes[:1])
        cards = print_code_cards(repos, before.project_id, codes, "en", sheets / "cards.pdf")
    pages = []
    for pdf in (sheets / f"{codes[0]}.pdf", cards):
        made = pdf.with_suffix("")
        subprocess.run(
            ["pdftoppm", "-r", "96", "-singlefile", "-png", pdf, made], check=True, timeout=60
        )
        with Image.open(made.with_suffix(".png")) as page:
            pages.append(page.convert("RGB"))
    both = Image.new("RGB", (sum(page.width for page in pages) + 12, pages[0].height), "#d0d0d0")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (pages[0].width + 12, 0))
    both.quantize(64, dither=Image.Dither.NONE).save(folder / "collect-paper.png", optimize=True)
    for file in sheets.iterdir():
        file.unlink()
    sheets.rmdir()


def _type_in(caseworker: Facilitator, before: Wave, code: str, folder: Path, save: Save) -> None:
    """One sheet, kept; then the same a second time, with a slip."""
    door = caseworker.window.collect_door
    door.collect(before.id, Mode.PAPER)
    presenter = _page(door.page, PaperEntryScreen)._presenter
    presenter.type_code(code)
    presenter.say_consent(True)
    for address, typed in {**SHEET, "here/safe": "7"}.items():
        presenter.type_field((address, ""), typed)
    save(caseworker.window, folder / "collect-type-in.png")
    presenter.type_field(("here/safe", ""), SHEET["here/safe"])
    presenter.keep()
    presenter.begin_again()
    for address, typed in {**SHEET, "here/years": "21"}.items():
        presenter.type_field((address, ""), typed)
    presenter.keep()
    save(caseworker.window, folder / "collect-type-again.png")
    door.leave()


def _take_back(caseworker: Facilitator, before: Wave, code: str, folder: Path, save: Save) -> None:
    door = caseworker.window.collect_door
    door.projects.withdraw_wanted.emit(before.project_id)
    page = _page(door.page, WithdrawScreen)
    page.code.setText(code)
    page.look_up.click()
    until(page.erase.isVisible, "what was found")
    save(caseworker.window, folder / "collect-withdraw.png")


def _another_version(caseworker: Facilitator, before: Wave, folder: Path, save: Save) -> None:
    workspace = caseworker.desktop._workspace
    assert workspace is not None
    with workspace.read() as repos:
        changed = _changed(repos.instruments.get(before.instrument_version))
    save_version(workspace, from_instrument(changed)).result()
    door = caseworker.window.collect_door
    door.projects.version_wanted.emit(before.id)
    page = _page(door.page, VersionsScreen)
    page._presenter.choose(changed.version_id)
    save(caseworker.window, folder / "collect-version.png")


def _changed(asked: Instrument) -> Instrument:
    """A comma mended, an option more, a question in new words, and one more question."""
    years, safe, others, *rest = asked.items
    safe = replace(
        safe,
        texts={**safe.texts, "en": "In general, how safe is your street after dark?"},
        options=(*safe.options, Option("unknown", said("I do not know"))),
    )
    added = replace(rest[-1], name="you/next", texts=said("What should we ask next time?"))
    return replace(asked, items=(years, safe, others, *rest, added))


def _take_in(caseworker: Facilitator, before: Wave, folder: Path, save: Save) -> None:
    file = folder / "Earlier answers.csv"
    file.write_text(EARLIER, "utf-8")
    door = caseworker.window.collect_door
    door.projects.take_wanted.emit(before.project_id)
    page = _page(door.page, TakeScreen)
    page._presenter.open_file(str(file))
    until(lambda: page._presenter.state.columns, "the columns")
    page._presenter.use_column("when", "wave")
    page._presenter.use_column("person", "person")
    save(caseworker.window, folder / "collect-take-in.png")
    file.unlink()
