"""What one phone of a hall is at, and the page that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.linking.schemes import Scheme
from pollkit.domain.logic.states import QuestionNow, RepeatNow
from pollkit.domain.paging import Paging
from pollkit.domain.texts import in_language
from pollkit.live.hall.views import HallView, Stage
from pollkit.usecases.collect import Sitting

Step = QuestionNow | RepeatNow


@dataclass
class PhoneNow:
    """
    Attributes:
        at: the address of the page; count: the number of the last message that was obeyed.
        tries: codes that were typed.
    """

    language: str
    stage: Stage = Stage.WELCOME
    sitting: Sitting | None = None
    at: str = ""
    count: int = 0
    trouble: str = ""
    new_code: str = ""
    tries: int = 0


class Showing:
    def __init__(self, instrument: Instrument, scheme: Scheme | None) -> None:
        """`scheme`: of codes that people make themselves; None = none can be made here."""
        self._instrument = instrument
        self._scheme = scheme
        self._pagings: dict[str, Paging] = {}

    def steps(self, sitting: Sitting) -> list[Step]:
        pages = self._paging(sitting).pages(sitting.filling.walk())
        return [one for page in pages for one in page.standing if isinstance(one, Step)]

    def view(self, phone: PhoneNow) -> HallView:
        languages = self._instrument.languages
        view = HallView(
            stage=phone.stage,
            language=phone.language,
            languages=languages,
            title=in_language(self._instrument.title, phone.language, languages),
            is_sensitive=self._instrument.is_sensitive,
            trouble=phone.trouble,
            new_code=phone.new_code,
        )
        sitting = phone.sitting
        if sitting is None:
            return self._way_in(view, phone)
        view = replace(view, has_code=sitting.respondent.code is not None)
        if phone.stage is Stage.CONSENT:
            text = sitting.consent_text
            says = "" if text is None else in_language(text.texts, phone.language, languages)
            return replace(view, says=says)
        if phone.stage is Stage.REVIEW:
            return replace(view, open_points=self._open_points(sitting, phone.language))
        return self._step_view(view, phone, sitting)

    def _paging(self, sitting: Sitting) -> Paging:
        """A draft may be of another version of the questionnaire than the wave asks now."""
        version = sitting.response.instrument_version
        if version not in self._pagings:
            self._pagings[version] = Paging(sitting.instrument)
        return self._pagings[version]

    def _way_in(self, view: HallView, phone: PhoneNow) -> HallView:
        scheme = self._scheme
        if scheme is None or phone.stage is not Stage.OWN_CODE:
            return replace(view, may_own=scheme is not None)
        return replace(
            view,
            heading=in_language(scheme.title, phone.language),
            says=in_language(scheme.intro, phone.language),
            picks=scheme.elements,
        )

    def _step_view(self, view: HallView, phone: PhoneNow, sitting: Sitting) -> HallView:
        steps = self.steps(sitting)
        paths = [step.path for step in steps]
        place = paths.index(phone.at) if phone.at in paths else 0
        if not steps:
            return view
        step, language = steps[place], phone.language
        phone.at = step.path
        heading = self._paging(sitting).heading(step.path.rpartition("/")[0], language)
        view = replace(view, heading=heading, address=step.path, place=place + 1, count=len(steps))
        if isinstance(step, RepeatNow):
            return replace(view, more=self._paging(sitting).heading(step.path, language))
        item = self._offered(sitting, step)
        return replace(
            view,
            item=item,
            text=self._said(sitting, step, item.texts, language) or item.leaf,
            hint=self._said(sitting, step, item.hint, language),
            mine=step.choice,
            is_unsaid=step.path in sitting.response.unsaid,
            is_read_only=step.is_read_only,
            is_required=step.is_required,
        )

    def _offered(self, sitting: Sitting, step: QuestionNow) -> Item:
        # A questionnaire keeps no sureness: what would not be kept is not asked.
        item = replace(step.item, asks_sureness=False)
        if not item.options:
            return item
        return replace(item, options=sitting.filling.options(step.path))

    def _said(
        self, sitting: Sitting, step: QuestionNow, texts: Mapping[str, str], language: str
    ) -> str:
        words = in_language(texts, language, self._instrument.languages)
        return sitting.filling.words(step.path, words)

    def _open_points(self, sitting: Sitting, language: str) -> tuple[tuple[str, str], ...]:
        wanted = {one.address for one in sitting.missing()}
        return tuple(
            (step.path, self._said(sitting, step, step.item.texts, language) or step.item.leaf)
            for step in self.steps(sitting)
            if isinstance(step, QuestionNow) and step.path in wanted
        )
