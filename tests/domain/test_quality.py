"""Doubts about responses: each rule on a few made-up people."""

from __future__ import annotations

from uuid import uuid4

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.quality import Doubt, ItemGaps, flags, gaps
from pollkit.domain.rules import Scale
from pollkit.domain.waves import Mode, Response, ResponseState

STATEMENTS = tuple(Option(code, {"en": code}) for code in "abcde")
INSTRUMENT = Instrument(
    {"en": "Quality"},
    ("en",),
    (
        Item("matrix", ItemKind.MATRIX, {"en": "How far do you agree?"}, STATEMENTS),
        *(Item(f"s{n}", ItemKind.SCALE, {"en": "?"}) for n in range(1, 10)),
        Item("age", ItemKind.NUMBER, {"en": "Age"}, smallest="11", largest="25"),
        Item("seen", ItemKind.HIDDEN, {}),
    ),
    scales=(Scale("trust", {"en": "Trust"}, ("s1", "s2", "s3", "s4"), reverse_keyed=("s4",)),),
)


def response(
    answers: dict[str, Choice],
    mode: Mode = Mode.KIOSK,
    took_ms: dict[str, int] | None = None,
    unsaid: frozenset[str] = frozenset(),
) -> Response:
    return Response(
        uuid4(),
        uuid4(),
        uuid4(),
        INSTRUMENT.version_id,
        mode,
        ResponseState.FINISHED,
        answers,
        unsaid=unsaid,
        took_ms=took_ms or {},
    )


def points(text: str, first: int = 1) -> dict[str, Choice]:
    return {f"s{n}": Choice((point,)) for n, point in enumerate(text, start=first)}


def rated(text: str) -> Choice:
    return Choice(values=tuple((s, p) for s, p in zip("abcde", text, strict=True) if p != "-"))


def number(text: str) -> Choice:
    return Choice(values=(("number", text),))


def test_ten_equal_answers_are_a_duplicate_and_nine_are_not() -> None:
    ten = {**points("123451234"), "age": number("14")}
    one, two, other = response(ten), response(ten), response({**ten, "age": number("15")})
    (flag,) = flags(INSTRUMENT, [one, other, two])
    assert (flag.response_id, flag.doubt, flag.other) == (two.id, Doubt.DUPLICATE, one.id)
    nine = points("123451234")
    assert flags(INSTRUMENT, [response(nine), response(nine)]) == ()


def test_what_is_calculated_makes_nobody_different() -> None:
    ten = {**points("123451234"), "age": number("14")}
    twins = [response({**ten, "seen": Choice(text=str(n))}) for n in range(2)]
    assert [flag.doubt for flag in flags(INSTRUMENT, twins)] == [Doubt.DUPLICATE]


def test_one_point_all_down_a_matrix_is_a_straight_line() -> None:
    lines = [response({"matrix": rated(text)}) for text in ("33333", "3333-", "333--", "33343")]
    found = flags(INSTRUMENT, lines)
    assert [flag.response_id for flag in found] == [lines[0].id, lines[1].id]
    assert found[0].items == ("matrix",)


def test_one_point_on_a_scale_is_a_straight_line_as_it_was_ticked() -> None:
    line, turned, short = (response(points(text)) for text in ("5555", "5551", "555"))
    (flag,) = flags(INSTRUMENT, [line, turned, short])
    assert (flag.response_id, flag.items) == (line.id, ("s1", "s2", "s3", "s4"))


def test_less_than_a_second_a_question_is_too_fast() -> None:
    fast = {f"s{n}": 900 for n in range(1, 6)}
    slow = {**fast, "s1": 1500}
    (flag,) = flags(INSTRUMENT, [response({}, took_ms=fast), response({}, took_ms=slow)])
    assert (flag.doubt, flag.mean_ms) == (Doubt.TOO_FAST, 900.0)
    typed_in = response({}, mode=Mode.PAPER, took_ms=fast)
    few = response({}, took_ms={"s1": 10, "s2": 10})
    assert flags(INSTRUMENT, [typed_in, few]) == ()


def test_what_the_question_does_not_take_is_out_of_range() -> None:
    odd = response({"s1": Choice(("6",)), "age": number("26"), "s2": Choice(("5",))})
    (flag,) = flags(INSTRUMENT, [odd, response({"age": number("25")})])
    assert (flag.doubt, flag.items) == (Doubt.OUT_OF_RANGE, ("s1", "age"))


def test_missing_answers_are_counted_of_those_who_were_asked() -> None:
    people = [
        (response({"s1": Choice(("1",))}), ["s1", "s2"]),
        (response({"s1": Choice(("2",))}, unsaid=frozenset({"s2"})), ["s1", "s2"]),
        (response({}), ["s1"]),
    ]
    found = {one.item: one for one in gaps(INSTRUMENT, people)}
    assert found["s1"] == ItemGaps("s1", asked=3, answered=2, unsaid=0)
    assert found["s2"] == ItemGaps("s2", asked=2, answered=0, unsaid=1)
    assert (found["s1"].skipped, found["s2"].skipped) == (1, 1)
    assert found["s2"].missing_share == 1.0
    assert found["s3"].missing_share is None
    assert "seen" not in found
