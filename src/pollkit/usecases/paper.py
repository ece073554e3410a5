"""A wave on paper: forms to fill in, and cards with the codes that people keep."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from pollkit.domain.codes import spaced
from pollkit.domain.paper_forms.sheets import PaperForm, paper_form
from pollkit.domain.texts import in_language
from pollkit.i18n import _, speaking
from pollkit.reports.code_cards import CodeCard, write_code_cards
from pollkit.reports.paper_form import SheetLabel, write_paper_form
from pollkit.store import Repositories
from pollkit.usecases.export_results import faults_of


def form_of(repos: Repositories, wave_id: UUID, language: str) -> PaperForm:
    wave = repos.waves.get(wave_id)
    return paper_form(repos.instruments.get(wave.instrument_version), language)


def print_forms(
    repos: Repositories, wave_id: UUID, language: str, path: Path, codes: Sequence[str] = ()
) -> Path:
    """Writes a form with boxes for the code, to be copied; or with codes, one form for each in a
    folder of that name: a form that carries its code cannot be mixed up.

    Raises:
        DiskFull, FolderNotWritable: nothing was changed.
    """
    wave = repos.waves.get(wave_id)
    project = repos.programmes.get_project(wave.project_id)
    form = form_of(repos, wave_id, language)
    says, asks_consent = "", project.consent_version is not None
    if project.consent_version is not None:
        text = repos.consents.text(project.id, project.consent_version)
        says = in_language(text.texts, language, project.languages or ("en",))
    subtitle = f"{project.title} · {wave.title}"
    if not codes:
        label = SheetLabel(subtitle, "", says, asks_consent)
        return _whole(path, partial(write_paper_form, form=form, label=label))
    for code in codes:
        label = SheetLabel(subtitle, spaced(code), says, asks_consent)
        _whole(path / f"{code}.pdf", partial(write_paper_form, form=form, label=label))
    return path


def print_code_cards(
    repos: Repositories, project_id: UUID, codes: Sequence[str], language: str, path: Path
) -> Path:
    """Writes cards to cut out, eight on a page: a QR code and the same code in letters."""
    project = repos.programmes.get_project(project_id)
    with speaking(language):
        says = _(
            "Keep this card and bring it next time. It has no name on it: only with it can your"
            " answers be put together, and taken back."
        )
    cards = [CodeCard(scanned=code, typed=spaced(code)) for code in codes]
    return _whole(path, lambda part: write_code_cards(part, project.title, says, cards, language))


def _whole(path: Path, write: Callable[[Path], None]) -> Path:
    """Writes the file whole or not at all; an older file of that name is replaced."""
    with faults_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=path.parent) as part:
            written = Path(part) / path.name
            write(written)
            return written.replace(path)
