"""A condition in words, for paper and for those who do not read expressions."""

from __future__ import annotations

from pollkit.domain.editing.conditions import Relation, Test, as_choices, picked_from
from pollkit.domain.instruments import OF_CODES, Instrument
from pollkit.domain.texts import in_language
from pollkit.i18n import _, speaking


def condition_in_words(written: str, instrument: Instrument, language: str) -> str:
    """Such as "Only if “Did you come?” was answered with: Yes"; "" where it says more than that.

    The program's words are in the same language as the questionnaire's.
    """
    picked = picked_from(written)
    if picked is None or not picked.tests:
        return ""
    with speaking(language):
        tests = [
            _test_in_words(test, instrument, language)
            for test in as_choices(picked, instrument).tests
        ]
        joined = (_(" and ") if picked.needs_all else _(" or ")).join(tests)
        return _("Only if {condition}").format(condition=joined)


def _test_in_words(test: Test, instrument: Instrument, language: str) -> str:
    item = next((item for item in instrument.items if item.leaf == test.item), None)
    question = test.item
    values = list(test.values)
    if item is not None:
        question = in_language(item.texts, language) or item.leaf
        if item.kind in OF_CODES:
            known = set(item.codes)
            values = [item.label(v, language) if v in known else v for v in values]
    pattern = {
        Relation.ANY_OF: _("“{question}” was answered with: {values}"),
        Relation.NONE_OF: _("“{question}” was not answered with: {values}"),
        Relation.EQUAL: _("“{question}” is {values}"),
        Relation.UNEQUAL: _("“{question}” is not {values}"),
        Relation.AT_LEAST: _("“{question}” is {values} or more"),
        Relation.AT_MOST: _("“{question}” is {values} or less"),
        Relation.MORE: _("“{question}” is more than {values}"),
        Relation.LESS: _("“{question}” is less than {values}"),
        Relation.ANSWERED: _("“{question}” was answered"),
        Relation.UNANSWERED: _("“{question}” was not answered"),
    }[test.relation]
    return pattern.replace("{question}", question).replace("{values}", ", ".join(values))
