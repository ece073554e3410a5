"""The questions of a self-generated code: stable, harmless, answered from lists.

Nothing is typed, so nothing is misspelt; "I would rather not say" and "there is none" are answers
like any other, which a person will give again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.problems import missing_translations
from pollkit.domain.texts import Texts
from pollkit.errors import AnswerNotAccepted, InstrumentProblem
from pollkit.i18n import _

# The code of the option "I would rather not say", in every question of a scheme.
UNSAID = "unsaid"
# A code with fewer answers is matched with nobody: too many people would share it.
FEWEST_SAID = 5
# With two left out, at least five must stay: see `sealing`.
FEWEST_ELEMENTS, MOST_ELEMENTS = 6, 10


@dataclass(frozen=True)
class Scheme:
    """The elements of a code, as items of one choice each."""

    title: Texts
    intro: Texts
    languages: tuple[str, ...]
    elements: tuple[Item, ...]

    @property
    def id(self) -> str:
        """Of what is compared: the elements, their order and their options, not their words."""
        compared = [(item.name, item.codes) for item in self.elements]
        return hashlib.sha256(json.dumps(compared).encode()).hexdigest()[:16]

    @property
    def instrument(self) -> Instrument:
        """The same questions for phone, kiosk, interview and paper."""
        return Instrument(self.title, self.languages, self.elements)


def check_scheme(scheme: Scheme) -> None:
    """Raises:
    InstrumentProblem: codes of it could not be compared, or not kept safe.
    """
    if not FEWEST_ELEMENTS <= len(scheme.elements) <= MOST_ELEMENTS:
        raise InstrumentProblem(
            _("A code is made of {least} to {most} questions.").format(
                least=FEWEST_ELEMENTS, most=MOST_ELEMENTS
            )
        )
    if len({item.name for item in scheme.elements}) < len(scheme.elements):
        raise InstrumentProblem(_("Two questions have the same name."))
    for item in scheme.elements:
        if item.kind is not ItemKind.SINGLE or UNSAID not in item.codes:
            raise InstrumentProblem(
                _("“{item}” must offer one choice, and to rather not say.").format(item=item.name)
            )
    for name, language in missing_translations(scheme.instrument):
        raise InstrumentProblem(
            _("The question “{item}” lacks words in “{language}”.").format(
                item=name, language=language
            )
        )


def elements_of(scheme: Scheme, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The option chosen for each element, in their order; what was skipped is unsaid.

    Raises:
        AnswerNotAccepted: an option that is not in the list.
    """
    chosen = tuple(answers.get(item.name, UNSAID) for item in scheme.elements)
    for item, code in zip(scheme.elements, chosen, strict=True):
        if code not in item.codes:
            raise AnswerNotAccepted(_("This answer does not belong to the question."))
    return chosen
