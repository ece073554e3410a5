"""Every phone of a hall, its sitting and the page that it is on. Used by one thread.

A message is {"n": its number, "do": what, ...}. The reply comes after the commit. A message that
comes twice is obeyed once: the phone counts them, and the hall remembers the last.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from pollkit.domain.codes import new_code, read_code, spaced
from pollkit.domain.instruments import Instrument
from pollkit.domain.linking.schemes import Scheme, elements_of
from pollkit.domain.logic.states import QuestionNow
from pollkit.domain.paging import is_counted
from pollkit.domain.waves import Mode, ResponseState
from pollkit.errors import NotAllowedNow, PollKitError
from pollkit.i18n import _, speaking
from pollkit.live.hall.seal import KEY_BYTES, HallKey
from pollkit.live.hall.showing import PhoneNow, Showing
from pollkit.live.hall.views import HallView, Stage
from pollkit.store import Workspace
from pollkit.store.repositories.hall_phones import HallPhone
from pollkit.usecases.collect import AnswerOutcome, Sitting, resume, start
from pollkit.usecases.linking import check_link_key, keep_code
from pollkit.usecases.linking_schemes import standard_scheme
from pollkit.usecases.ports import HallCount

log = logging.getLogger(__name__)

# A hall is a room: more phones than this are no people.
MOST_PHONES = 2_000
_LONGEST_TEXT = 20_000
_MOST_WORDS = 500
_LARGEST_NUMBER = 2**53 - 1  # of JavaScript
_COMMIT_WITHIN_S = 20.0
# Codes that one phone may try: nobody goes through other people's.
_MOST_TRIES = 10


class HallDesk:
    """`render` makes the page of a view."""

    def __init__(
        self, workspace: Workspace, wave_id: UUID, key: HallKey, render: Callable[[HallView], str]
    ) -> None:
        self._workspace = workspace
        self._key = key
        self._render = render
        with workspace.read() as repos:
            self._wave = repos.waves.get(wave_id)
            self._instrument: Instrument = repos.instruments.get(self._wave.instrument_version)
            kept = repos.hall_phones.all(wave_id)
        self._scheme = _scheme_here(workspace, self._wave.project_id)
        self._showing = Showing(self._instrument, self._scheme)
        self._phones: dict[bytes, PhoneNow] = {}
        for one in kept:
            self._take_up(one)

    def receive(self, body: bytes) -> bytes:
        """Obeys a sealed message and answers with a sealed page.

        Raises:
            BoxDamaged: it was not sealed for this hall.
        """
        key, said = self._key.open(body)
        name = hashlib.sha256(key).digest()
        phone = self._phones.get(name)
        if phone is None:
            if len(self._phones) >= MOST_PHONES:
                return self._key.close(key, {"state": "full"})
            phone = self._phones[name] = PhoneNow(self._language_of(said))
        number = said.get("n")
        # A message that was obeyed already is answered with the page as it stands.
        if isinstance(number, int) and phone.count < number <= _LARGEST_NUMBER:
            phone.count = number
            with speaking(phone.language):
                self._obey(phone, said)
            self._remember(name, phone)
        with speaking(phone.language):
            html = self._render(self._showing.view(phone))
        state = "refused" if phone.trouble else "saved"
        return self._key.close(key, {"n": phone.count, "state": state, "html": html})

    def knows(self, body: bytes) -> bool:
        """Whether the phone that says it sends this has been here before. From any thread."""
        return hashlib.sha256(body[:KEY_BYTES]).digest() in self._phones

    @property
    def count(self) -> HallCount:
        # Asked from other threads, while phones come in.
        stages = [phone.stage for phone in tuple(self._phones.values())]
        answering = sum(stage in (Stage.CONSENT, Stage.STEP, Stage.REVIEW) for stage in stages)
        return HallCount(len(stages), answering, stages.count(Stage.THANKS))

    def close(self) -> None:
        """Parts the phones from their responses; drafts stay drafts."""
        self._workspace.write(lambda repos: repos.hall_phones.forget(self._wave.id)).result()
        self._phones.clear()

    def _obey(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        phone.trouble = ""
        does = self._DEEDS.get(str(said.get("do")))
        if does is None:
            return
        try:
            does(self, phone, said)
        except PollKitError as wrong:
            phone.trouble = str(wrong)

    def _speak(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        language = self._language_of(said)
        phone.language = language
        if phone.sitting is not None:
            phone.sitting.speak(language)

    def _begin(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        """With the code of a card, or with a new one."""
        if phone.stage is not Stage.WELCOME:
            return
        typed = _text(said.get("code"))
        if typed:
            phone.tries += 1
            if phone.tries > _MOST_TRIES:
                phone.trouble = _("Too many tries. Please ask the person who gave you the card.")
                return
            code = read_code(typed)
        else:
            with self._workspace.read() as repos:
                people = repos.respondents.list(self._wave.project_id)
            code = new_code(frozenset(one.code for one in people if one.code))
            phone.new_code = spaced(code)
        try:
            phone.sitting = start(
                self._workspace, self._wave.id, Mode.PHONE, phone.language, code=code
            )
        except NotAllowedNow as ended:
            phone.new_code = ""
            raise NotAllowedNow(
                _("This code has been used already. Please ask the people who invited you.")
            ) from ended
        self._part_others(phone)
        self._go_in(phone)

    def _show_own(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        if self._scheme is not None and phone.stage is Stage.WELCOME:
            phone.stage = Stage.OWN_CODE

    def _begin_with_own(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        """A few questions stand for a card. What is answered is kept unreadable, and only so."""
        if self._scheme is None or phone.stage is not Stage.OWN_CODE:
            return
        chosen = {item.name: _text(said.get(item.name)) for item in self._scheme.elements}
        if not all(chosen.values()):
            phone.trouble = _("Please choose an answer to each question.")
            return
        elements_of(self._scheme, chosen)  # refuses what is in no list before anything is kept
        phone.sitting = start(self._workspace, self._wave.id, Mode.PHONE, phone.language)
        respondent = phone.sitting.respondent.id
        keep_code(self._workspace, self._wave.id, respondent, chosen).result(_COMMIT_WITHIN_S)
        self._go_in(phone)

    def _part_others(self, phone: PhoneNow) -> None:
        """Whoever goes on on another phone leaves the first: one response has one sitting."""
        assert phone.sitting is not None
        for other in self._phones.values():
            is_same = other.sitting and other.sitting.response.id == phone.sitting.response.id
            if other is not phone and is_same:
                self._end(other, Stage.WELCOME)

    def _consent(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        sitting = phone.sitting
        if sitting is None or phone.stage is not Stage.CONSENT:
            return
        is_given = said.get("yes") is True
        sitting.record_consent(is_given)
        if is_given:
            self._go_in(phone)
        else:
            self._end(phone, Stage.REFUSED)

    def _answer(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        """Keeps the answer to the question that is shown, and goes on."""
        sitting, words = self._asked(phone, said), said.get("words")
        if sitting is None or not isinstance(words, list) or len(words) > _MOST_WORDS:
            return
        took = said.get("ms")
        took = took if isinstance(took, int) and 0 < took < 3_600_000 else None
        given = [_text(word) for word in words]
        outcome = sitting.answer(phone.at, given, took) if given else sitting.clear(phone.at)
        _saved(outcome)
        self._go_on(phone)

    def _leave_unsaid(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        sitting = self._asked(phone, said)
        if sitting is not None:
            _saved(sitting.would_rather_not_say(phone.at))
            self._go_on(phone)

    def _pass_over(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        """On without an answer, where none is needed."""
        sitting = self._asked(phone, said)
        if sitting is None:
            return
        step = next((one for one in self._showing.steps(sitting) if one.path == phone.at), None)
        if isinstance(step, QuestionNow) and step.is_required and is_counted(step.item):
            settled = sitting.response.answers.keys() | sitting.response.unsaid
            if step.path not in settled:
                phone.trouble = _(
                    "Please answer this question, or choose “I would rather not say”."
                )
                return
        self._go_on(phone)

    def _add_row(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        sitting = self._asked(phone, said)
        if sitting is None:
            return
        outcome = sitting.add_repeat(phone.at)
        _saved(outcome)
        inside = (
            s.path for s in self._showing.steps(sitting) if s.path.startswith(f"{outcome.address}/")
        )
        phone.at = next(inside, phone.at)

    def _go_back(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        if phone.stage is Stage.OWN_CODE:
            phone.stage = Stage.WELCOME
        if phone.sitting is None:
            return
        if phone.stage is Stage.REVIEW:
            phone.stage = Stage.STEP
            return
        paths = [step.path for step in self._showing.steps(phone.sitting)]
        place = paths.index(phone.at) if phone.at in paths else 0
        phone.at = paths[max(0, place - 1)] if paths else ""

    def _go_to(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        if phone.sitting is not None:
            wanted = _text(said.get("at"))
            if any(step.path == wanted for step in self._showing.steps(phone.sitting)):
                phone.stage, phone.at = Stage.STEP, wanted

    def _refuse(self, phone: PhoneNow, said: Mapping[str, Any]) -> None:
        if phone.sitting is not None:
            phone.sitting.refuse()
            self._end(phone, Stage.REFUSED)

    _DEEDS: Mapping[str, Callable[[HallDesk, PhoneNow, Mapping[str, Any]], None]] = {
        "language": _speak,
        "begin": _begin,
        "own": _show_own,
        "make": _begin_with_own,
        "consent": _consent,
        "answer": _answer,
        "unsaid": _leave_unsaid,
        "next": _pass_over,
        "add": _add_row,
        "back": _go_back,
        "to": _go_to,
        "refuse": _refuse,
    }

    def _asked(self, phone: PhoneNow, said: Mapping[str, Any]) -> Sitting | None:
        """The sitting, if the message is about the page that the phone is on."""
        is_here = phone.stage is Stage.STEP and said.get("at") == phone.at
        return phone.sitting if is_here else None

    def _go_in(self, phone: PhoneNow) -> None:
        sitting = phone.sitting
        assert sitting is not None
        if sitting.needs_consent:
            phone.stage = Stage.CONSENT
            return
        steps = self._showing.steps(sitting)
        settled = sitting.response.answers.keys() | sitting.response.unsaid
        first = (s.path for s in steps if isinstance(s, QuestionNow) and s.path not in settled)
        begun = next(first, "") if settled else ""
        phone.stage, phone.at = Stage.STEP, begun or (steps[0].path if steps else "")
        if not steps:
            self._finish(phone)

    def _go_on(self, phone: PhoneNow) -> None:
        assert phone.sitting is not None
        paths = [step.path for step in self._showing.steps(phone.sitting)]
        place = paths.index(phone.at) if phone.at in paths else -1
        if place + 1 < len(paths):
            phone.at = paths[place + 1]
        else:
            self._finish(phone)

    def _finish(self, phone: PhoneNow) -> None:
        assert phone.sitting is not None
        if phone.sitting.finish():
            phone.stage = Stage.REVIEW
        else:
            self._end(phone, Stage.THANKS)

    def _end(self, phone: PhoneNow, stage: Stage) -> None:
        """From here on nothing that was answered can be reached from this phone."""
        phone.stage, phone.sitting, phone.at = stage, None, ""

    def _remember(self, name: bytes, phone: PhoneNow) -> None:
        if phone.sitting is None:
            return
        kept = HallPhone(
            name, phone.sitting.response.id, phone.language, phone.count, phone.new_code
        )
        self._workspace.write(lambda repos: repos.hall_phones.keep(self._wave.id, kept)).result()

    def _take_up(self, kept: HallPhone) -> None:
        """A phone that was here before the hall was started again."""
        phone = PhoneNow(kept.language, count=kept.count, new_code=kept.new_code)
        try:
            with self._workspace.read() as repos:
                state = repos.responses.get(kept.response_id).state
            if state is ResponseState.DRAFT:
                phone.sitting = resume(self._workspace, kept.response_id)
                phone.sitting.speak(kept.language)
                self._go_in(phone)
            else:
                is_done = state is ResponseState.FINISHED
                phone.stage = Stage.THANKS if is_done else Stage.REFUSED
        except PollKitError:
            log.info("a phone's response is not there any more")
        self._phones[kept.phone] = phone

    def _language_of(self, said: Mapping[str, Any]) -> str:
        wanted, offered = _text(said.get("language")), self._instrument.languages
        close = [tag for tag in offered if tag.split("-")[0] == wanted.split("-")[0]]
        return wanted if wanted in offered else (*close, offered[0])[0]


def _scheme_here(workspace: Workspace, project_id: UUID) -> Scheme | None:
    """None where the key of the project's codes is on another laptop."""
    try:
        check_link_key(workspace, project_id)
    except NotAllowedNow:
        return None
    return standard_scheme()


def _saved(outcome: AnswerOutcome) -> None:
    outcome.saved.result(_COMMIT_WITHIN_S)


def _text(sent: object) -> str:
    return sent[:_LONGEST_TEXT] if isinstance(sent, str) else ""
