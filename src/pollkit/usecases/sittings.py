"""One respondent before the questions of one wave."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.changes import count_choice, difference, with_changes, without_row
from pollkit.domain.consent import Consent, ConsentText, GivenBy
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.row_paths import without_rows
from pollkit.domain.logic.states import Fault, QuestionNow
from pollkit.domain.texts import in_language
from pollkit.domain.versions.moving import is_aside
from pollkit.domain.waves import Changes, Respondent, Response, ResponseState, Wave
from pollkit.errors import AnswerNotAccepted, ConsentMissing, NotAllowedNow
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.answer_writer import AnswerWriter


@dataclass(frozen=True)
class AnswerOutcome:
    """What an answer did.

    Attributes:
        address: where it stands; of a row that was added, the row's.
        changed: addresses of everything on the form that is not as it was: asked or not, its
            value, its options, its words.
        saved: done once the answer is on disk; fails where it could not be written, and then it is
            written with the next answer or at the end.
    """

    address: str
    changed: frozenset[str]
    saved: Future[None]


@dataclass(frozen=True)
class Missing:
    """What is in the way of finishing: not answered, or not as the form allows it."""

    address: str
    message: str
    fault: Fault


class Sitting:
    """Made by `collect.start` and `collect.resume`.

    Attributes:
        filling: what is asked now, offered and worked out; it is changed through the sitting only.
        consent_text: None = the project asks for no consent.
        needs_consent: nothing may be answered yet.
    """

    def __init__(
        self,
        workspace: Workspace,
        wave: Wave,
        respondent: Respondent,
        response: Response,
        filling: Filling,
        consent_text: ConsentText | None,
        needs_consent: bool,
    ) -> None:
        self.wave = wave
        self.respondent = respondent
        self.filling = filling
        self.consent_text = consent_text
        self.needs_consent = needs_consent
        self._workspace = workspace
        self._response = response
        self._spoken = response.language
        self._writer = AnswerWriter(workspace, response.id, response.instrument_version)
        # How sure somebody is stands beside the answer: no expression sees it.
        self._sure = {
            address: sure
            for address, choice in response.answers.items()
            if (sure := choice.value(SURE)) is not None
        }

    @property
    def instrument(self) -> Instrument:
        return self.filling.form.instrument

    @property
    def response(self) -> Response:
        """The response as it stands, with what is still on its way to the disk."""
        return self._response

    @property
    def language(self) -> str:
        """That the questions are put in now."""
        return self._spoken

    def asked(self) -> tuple[str, ...]:
        """Addresses of what is on the form now, in order; notes too."""
        return tuple(
            one.path for one in self.filling.questions() if one.item.kind is not ItemKind.HIDDEN
        )

    def item(self, address: str) -> Item:
        return self.instrument.item(without_rows(address))

    def answer(
        self, address: str, words: Sequence[str], took_ms: int | None = None
    ) -> AnswerOutcome:
        """Takes an answer and has it written.

        Args:
            words: codes, texts, or values as "part=value", as phones send them.
            took_ms: how long the person took; None = not known.
        Raises:
            AnswerNotAccepted: it does not fit the question, or what else was answered; nothing was
                changed.
            ConsentMissing: the person was not asked yet, or said no.
            NotAllowedNow: the response has ended.
        """
        self._check_can_answer()
        choice = read_choice(self.item(address), words)
        changed = self._fill(address, choice)
        self._note_sureness(address, choice)
        return self._keep(address, changed, took_ms=took_ms)

    def clear(self, address: str) -> AnswerOutcome:
        """Takes an answer away, and a "would rather not say"."""
        self._check_can_answer()
        changed = self.filling.answer(address, None)
        return self._keep(address, changed, is_unsaid=False)

    def would_rather_not_say(self, address: str) -> AnswerOutcome:
        """Leaves a question out on purpose, a required one too."""
        self._check_can_answer()
        changed = self.filling.answer(address, None)
        return self._keep(address, changed, is_unsaid=True)

    def add_repeat(self, address: str) -> AnswerOutcome:
        """One more row of a repeated section: "household/member".

        Raises:
            IllegalMove: the form itself says how many there are.
        """
        self._check_can_answer()
        row = self.filling.add_row(address)
        return self._keep(row, self.filling.changed | {row, address})

    def remove_repeat(self, address: str) -> AnswerOutcome:
        """Takes a row away: "household/member[2]"; those after it move up."""
        self._check_can_answer()
        changed = self.filling.remove_row(address)
        took = without_row(address, self._response.took_ms)
        self._sure = without_row(address, self._sure)
        unsaid = frozenset(without_row(address, dict.fromkeys(self._response.unsaid, True)))
        changes = self._difference(unsaid)
        gone = self._response.unsaid - unsaid - changes.addresses
        moved = {a: ms for a, ms in took.items() if self._response.took_ms.get(a) != ms}
        return self._write(
            address,
            changed,
            replace(
                changes,
                unsaid=unsaid - self._response.unsaid,
                cleared=changes.cleared | gone,
                took_ms=moved,
            ),
        )

    def save_again(self) -> Future[None]:
        """Writes what could not be written before, without a new answer."""
        return self._writer.write(Changes())

    def speak(self, language: str) -> None:
        """Messages come in this language from here on; the response keeps the one it began in."""
        self._spoken = language

    def record_consent(self, given: bool, given_by: GivenBy = GivenBy.SELF) -> None:
        """Keeps what the person said to the consent text; a no ends the response as refused."""
        if self.consent_text is None:
            raise NotAllowedNow(_("This project asks for no consent."))
        said = Consent(
            self.respondent.id,
            self.wave.id,
            self.consent_text.version,
            self.language,
            given,
            given_by,
            self._workspace.today(),
        )
        self._workspace.write(lambda repos: repos.consents.save(said)).result()
        self.needs_consent = not given
        if not given:
            self.refuse("consent")

    def missing(self) -> tuple[Missing, ...]:
        """What is in the way of finishing now, in order; what somebody would rather not say is
        not."""
        in_the_way = (one for one in self.filling.questions() if one.fault is not None)
        return tuple(
            _missing(self.filling, one, self.language)
            for one in in_the_way
            if one.fault is not Fault.MISSING or one.path not in self._response.unsaid
        )

    def finish(self, *, leaving_open: bool = False) -> tuple[Missing, ...]:
        """Ends the response if nothing is in the way; answers to what is not asked any more go.

        Args:
            leaving_open: what was not answered is not in the way: nobody can ask paper again.
        Raises:
            ConsentMissing, NotAllowedNow
        """
        self._check_can_answer()
        missing = self.missing()
        if leaving_open:
            missing = tuple(one for one in missing if one.fault is not Fault.MISSING)
        if not missing:
            self.filling.finish()
            changes, today = self._final_changes(), self._workspace.today()
            self._writer.finish(changes, today)
            ended = with_changes(self._response, changes)
            self._response = replace(ended, state=ResponseState.FINISHED, ended_on=today)
        return missing

    def refuse(self, reason: str = "") -> None:
        """Ends the response: the person does not want to answer. What was said until then is
        erased."""
        if self._response.state is not ResponseState.DRAFT:
            raise NotAllowedNow(_("This response has ended already."))
        today = self._workspace.today()
        self._writer.refuse(today, reason)
        self._response = replace(
            self._response,
            state=ResponseState.REFUSED,
            answers={},
            unsaid=frozenset(),
            took_ms={},
            ended_on=today,
            reason=reason,
        )

    def amend(self, address: str, words: Sequence[str], reason: str) -> Future[None]:
        """See `collect.edit`."""
        if words:
            choice = read_choice(self.item(address), words)
            self._fill(address, choice)
            self._note_sureness(address, choice)
        else:
            self.filling.answer(address, None)
        changes = self._final_changes(frozenset(self._response.unsaid - {address}))
        self._response = with_changes(self._response, changes)
        return self._writer.write(changes, reason)

    def _check_can_answer(self) -> None:
        if self._response.state is not ResponseState.DRAFT:
            raise NotAllowedNow(_("This response has ended already."))
        if self.needs_consent:
            raise ConsentMissing(_("Please read the consent text and ask for consent first."))

    def _fill(self, address: str, choice: Choice) -> frozenset[str]:
        before = self.filling.question(address)
        if before is None:
            raise AnswerNotAccepted(_("This question is not asked now."))
        if before.is_read_only:
            raise AnswerNotAccepted(_("This is filled in by itself."))
        changed = self.filling.answer(address, choice)
        after = self.filling.question(address)
        if after is not None and after.fault in (Fault.NOT_ALLOWED, Fault.NOT_OFFERED):
            message = _missing(self.filling, after, self.language).message
            self.filling.answer(address, before.choice)
            raise AnswerNotAccepted(message)
        return changed

    def _keep(
        self,
        address: str,
        changed: frozenset[str],
        *,
        is_unsaid: bool | None = None,
        took_ms: int | None = None,
    ) -> AnswerOutcome:
        here = frozenset({address})
        unsaid = self._response.unsaid | here if is_unsaid else self._response.unsaid - here
        changes = self._difference(unsaid)
        if is_unsaid:
            changes = replace(changes, unsaid=here, cleared=changes.cleared - here)
        elif is_unsaid is False:
            changes = replace(changes, cleared=changes.cleared | here)
        took = {} if took_ms is None else {address: took_ms}
        return self._write(address, changed | here, replace(changes, took_ms=took))

    def _difference(self, unsaid: frozenset[str]) -> Changes:
        return difference(self._response.answers, self._answers(), unsaid)

    def _final_changes(self, unsaid: frozenset[str] | None = None) -> Changes:
        """With only what is asked: nothing else of the draft stays."""
        kept = self._answers(only_relevant=True)
        asked = {one.path for one in self.filling.questions()}
        unsaid = (self._response.unsaid if unsaid is None else unsaid) & asked - kept.keys()
        changes = difference(self._response.answers, kept, unsaid)
        gone = self._response.unsaid - unsaid - kept.keys()
        return replace(changes, cleared=changes.cleared | gone)

    def _answers(self, *, only_relevant: bool = False) -> dict[str, Choice]:
        """With the number of rows as the answer of each repeated section, and with what an earlier
        version asked and this one has no place for."""
        answers = {
            address: self._with_sureness(address, choice)
            for address, choice in self.filling.answers(only_relevant=only_relevant).items()
        }
        rows = {path: count_choice(count) for path, count in self.filling.rows().items()}
        aside = {a: choice for a, choice in self._response.answers.items() if is_aside(a)}
        return {**answers, **rows, **aside}

    def _note_sureness(self, address: str, choice: Choice) -> None:
        sure = choice.value(SURE)
        if sure is None:
            self._sure.pop(address, None)
        else:
            self._sure[address] = sure

    def _with_sureness(self, address: str, choice: Choice) -> Choice:
        sure = self._sure.get(address)
        return choice if sure is None else replace(choice, values=(*choice.values, (SURE, sure)))

    def _write(self, address: str, changed: frozenset[str], changes: Changes) -> AnswerOutcome:
        self._response = with_changes(self._response, changes)
        return AnswerOutcome(address, changed, self._writer.write(changes))


def _missing(filling: Filling, question: QuestionNow, language: str) -> Missing:
    fault, rules = question.fault, question.item.rules
    assert fault is not None
    own = rules.constraint_message if fault is Fault.NOT_ALLOWED else rules.required_message
    words = (
        filling.words(question.path, in_language(own, language))
        or {
            Fault.MISSING: _("Please answer this question."),
            Fault.NOT_ALLOWED: _("This answer does not fit. Please look at it again."),
            Fault.NOT_OFFERED: _("This answer is not offered any more. Please choose another."),
            Fault.NOT_WORKED_OUT: _("This cannot be worked out: {why}").format(why=question.why),
        }[fault]
    )
    return Missing(question.path, words, fault)
