"""Filling in a questionnaire: what is asked, worked out, required and kept."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from questionnaires import (
    calculated,
    chosen,
    number,
    options,
    question,
    questionnaire,
    repeat,
    text,
)

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Condition, Instrument, ItemKind
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.states import Fault, QuestionNow, RepeatNow, SectionNow
from pollkit.domain.rules import LookupTable, Section
from pollkit.errors import IllegalMove, NotFound

NOON = datetime(2026, 8, 7, 12, tzinfo=UTC)


def begun(instrument: Instrument, **more: object) -> Filling:
    more.setdefault("chance", random.Random(1))
    return Filling(Form(instrument), lambda: NOON, **more)  # type: ignore[arg-type]


def asked(filling: Filling) -> list[str]:
    return [one.path for one in filling.questions()]


def kept(filling: Filling, path: str) -> str:
    now = filling.question(path)
    assert now is not None
    return now.text


def test_a_question_is_asked_when_its_condition_holds() -> None:
    filling = begun(
        questionnaire(
            question("smokes", "single", options=options("yes", "no")),
            question("a_day", "number", relevant="${smokes} = 'yes'"),
        )
    )
    assert asked(filling) == ["smokes"]
    assert filling.answer("smokes", chosen("yes")) == {"smokes", "a_day"}
    assert asked(filling) == ["smokes", "a_day"]
    filling.answer("smokes", chosen("no"))
    assert asked(filling) == ["smokes"]


def test_an_answer_that_is_not_relevant_is_blank_to_expressions_and_comes_back() -> None:
    filling = begun(
        questionnaire(
            question("smokes", "single", options=options("yes", "no")),
            question("a_day", "number", relevant="${smokes} = 'yes'"),
            calculated("a_week", "${a_day} * 7"),
            calculated("told", "if(${a_day} = '', 'blank', 'told')"),
        )
    )
    filling.answer("smokes", chosen("yes"))
    filling.answer("a_day", number(10))
    assert (kept(filling, "a_week"), kept(filling, "told")) == ("70", "told")
    filling.answer("smokes", chosen("no"))
    assert (kept(filling, "a_week"), kept(filling, "told")) == ("", "blank")
    assert "a_day" in filling.answers()
    assert "a_day" not in filling.answers(only_relevant=True)
    filling.answer("smokes", chosen("yes"))
    assert kept(filling, "a_week") == "70"


def test_a_group_s_condition_holds_for_all_in_it() -> None:
    filling = begun(
        questionnaire(
            question("has_job", "single", options=options("yes", "no")),
            question("job/where"),
            question("job/pay/sum", "number"),
            Section("job", relevant="${has_job} = 'yes'"),
            Section("job/pay"),
            calculated("double", "${sum} * 2"),
        )
    )
    assert asked(filling) == ["has_job", "double"]
    filling.answer("has_job", chosen("yes"))
    assert asked(filling) == ["has_job", "job/where", "job/pay/sum", "double"]
    filling.answer("job/pay/sum", number(4))
    assert kept(filling, "double") == "8"
    changed = filling.answer("has_job", chosen("no"))
    assert {"job/where", "job/pay/sum", "double"} <= changed


def test_a_live_question_s_follow_up_is_asked_by_the_same_rule() -> None:
    follow_up = question("how", "text", asked_if=Condition("evaluates", ("yes", "a_bit")))
    filling = begun(
        questionnaire(
            question("evaluates", "single", options=options("yes", "a_bit", "no")), follow_up
        )
    )
    filling.answer("evaluates", chosen("a_bit"))
    assert asked(filling) == ["evaluates", "how"]
    filling.answer("evaluates", chosen("no"))
    assert asked(filling) == ["evaluates"]


def test_a_required_question_stands_in_the_way_of_finishing_while_it_is_asked() -> None:
    filling = begun(
        questionnaire(
            question("name", required="yes"),
            question("why", relevant="${name} = 'x'", required="true()"),
            question("free", required="no"),
        )
    )
    assert [(one.path, one.fault) for one in filling.finish()] == [("name", Fault.MISSING)]
    filling.answer("name", text("x"))
    assert [one.path for one in filling.finish()] == ["why"]
    filling.answer("name", text("y"))
    assert filling.finish() == ()


def test_a_constraint_is_looked_at_only_where_there_is_an_answer() -> None:
    filling = begun(questionnaire(question("age", "number", constraint=". >= 0 and . < 120")))
    assert filling.finish() == ()
    filling.answer("age", number(130))
    assert [one.fault for one in filling.finish()] == [Fault.NOT_ALLOWED]
    filling.answer("age", number(30))
    assert filling.finish() == ()


def test_a_constraint_without_its_own_answer_in_it_counts_from_the_first_answer_on() -> None:
    filling = begun(questionnaire(question("a"), question("b", constraint="${a} = 'x'")))
    filling.answer("b", text("given"))
    assert [one.path for one in filling.finish()] == ["b"]
    filling.answer("a", text("x"))
    assert filling.finish() == ()


def test_plain_defaults_and_those_worked_out_are_given_once() -> None:
    filling = begun(
        questionnaire(
            question("country", default="de"),
            question("day", "date", default="today()"),
            question("later", default="concat(${country}, '!')"),
            question("spring", "date", default="2026-03-20"),
            question("known", default="C++"),
            question("side", default="north - east"),
        )
    )
    assert {path: choice.text for path, choice in filling.answers().items()} == {
        "country": "de",
        "day": "2026-08-07",
        "later": "de!",
        "spring": "2026-03-20",
        "known": "C++",
        "side": "north - east",
    }
    filling.answer("country", text("fr"))
    filling.answer("day", None)
    assert kept(filling, "later") == "de!"
    assert kept(filling, "day") == ""


def test_rows_are_added_and_taken_away_by_people() -> None:
    filling = begun(
        questionnaire(
            question("child/name"),
            question("child/age", "number", default="7"),
            calculated("child/place", "position(..)"),
            repeat("child"),
            calculated("children", "count(${child})"),
            calculated("names", "join(', ', ${name})"),
        )
    )
    assert asked(filling)[:3] == ["child[1]/name", "child[1]/age", "child[1]/place"]
    assert filling.add_row("child") == "child[2]"
    assert {"child[1]", "child[2]", "child[2]/name", "children"} <= filling.changed
    filling.add_row("child")
    for row, name in enumerate(["Ana", "Bo", "Cy"], start=1):
        filling.answer(f"child[{row}]/name", text(name))
    assert kept(filling, "children") == "3"
    assert kept(filling, "child[3]/age") == "7"
    changed = filling.remove_row("child[2]")
    assert kept(filling, "names") == "Ana, Cy"
    assert kept(filling, "child[2]/place") == "2"
    assert "names" in changed
    assert filling.rows() == {"child": 2}


def test_a_counted_repeat_has_the_rows_it_says_and_keeps_what_was_in_those_it_loses() -> None:
    filling = begun(
        questionnaire(
            question("many", "number"), question("child/name"), repeat("child", "${many}")
        )
    )
    assert filling.rows() == {"child": 0}
    filling.answer("many", number(3))
    filling.answer("child[3]/name", text("Cy"))
    filling.answer("many", number(1))
    assert asked(filling) == ["many", "child[1]/name"]
    filling.answer("many", number(3))
    assert kept(filling, "child[3]/name") == "Cy"
    with pytest.raises(IllegalMove):
        filling.add_row("child")
    with pytest.raises(IllegalMove):
        filling.remove_row("child[1]")


@pytest.mark.parametrize("count", ["1000000000", "1 div 0", "100000"])
def test_a_slip_of_the_keys_does_not_ask_a_million_rows(count: str) -> None:
    filling = begun(questionnaire(question("child/name"), repeat("child", count)))
    assert filling.rows() == {"child": 1000}


def test_a_repeat_in_a_repeat_is_counted_in_each_row_by_itself() -> None:
    filling = begun(
        questionnaire(
            question("house/many", "number"),
            question("house/child/name"),
            calculated("house/child/both", "concat(${many}, ${name})"),
            calculated("house/children", "count(${child})"),
            calculated("all", "count(${child})"),
            repeat("house"),
            repeat("house/child", "${many}"),
        )
    )
    filling.add_row("house")
    filling.answer("house[1]/many", number(2))
    filling.answer("house[2]/many", number(1))
    filling.answer("house[2]/child[1]/name", text("Bo"))
    assert filling.rows() == {"house": 2, "house[1]/child": 2, "house[2]/child": 1}
    assert kept(filling, "house[1]/children") == "2"
    assert kept(filling, "house[2]/child[1]/both") == "1Bo"
    assert kept(filling, "all") == "3"


def test_a_row_can_look_at_the_one_before_it() -> None:
    filling = begun(
        questionnaire(
            question("day/sold", "number"),
            calculated(
                "day/so_far",
                "coalesce(indexed-repeat(${so_far}, ${day}, position(..) - 1), 0) + ${sold}",
            ),
            repeat("day"),
        )
    )
    filling.add_row("day")
    filling.add_row("day")
    for row, sold in enumerate([5, 7, 11], start=1):
        filling.answer(f"day[{row}]/sold", number(sold))
    assert [kept(filling, f"day[{row}]/so_far") for row in (1, 2, 3)] == ["5", "12", "23"]
    filling.answer("day[1]/sold", number(1))
    assert kept(filling, "day[3]/so_far") == "19"


def test_rows_that_depend_on_one_another_in_a_circle_are_a_fault_and_not_an_endless_loop() -> None:
    filling = begun(
        questionnaire(
            question("row/a"),
            calculated("row/n", "if(../../row[1]/n = 'x', 'y', 'x')"),
            repeat("row"),
        )
    )
    filling.add_row("row")
    assert Fault.NOT_WORKED_OUT in {one.fault for one in filling.questions()}


def test_a_calculation_by_trigger_is_made_only_when_its_trigger_changes() -> None:
    filling = begun(
        questionnaire(
            question("a"),
            question("b"),
            calculated("both", "concat(${a}, ${b})", trigger=("a",)),
            calculated("again", "concat(${both}, '!')", trigger=("${both}",)),
        )
    )
    assert "both" not in filling.answers()
    filling.answer("b", text("2"))
    assert "both" not in filling.answers()
    filling.answer("a", text("1"))
    assert (kept(filling, "both"), kept(filling, "again")) == ("12", "12!")
    filling.answer("b", text("3"))
    assert kept(filling, "both") == "12"


def test_a_calculation_by_trigger_stays_in_its_row() -> None:
    filling = begun(
        questionnaire(question("row/a"), calculated("row/b", "${a}", trigger=("a",)), repeat("row"))
    )
    filling.add_row("row")
    filling.answer("row[2]/a", text("two"))
    assert "row[1]/b" not in filling.answers()
    assert kept(filling, "row[2]/b") == "two"


def test_options_are_offered_by_what_was_answered_before() -> None:
    towns = options("kyiv", "lviv", "paris", country={"kyiv": "ua", "lviv": "ua", "paris": "fr"})
    filling = begun(
        questionnaire(
            question("country", "single", options=options("ua", "fr")),
            question(
                "town",
                "single",
                options=towns,
                list_name="towns",
                choice_filter="country = ${country}",
            ),
            calculated("label", "jr:choice-name(${town}, '${town}')"),
        )
    )
    assert filling.options("town") == ()
    filling.answer("country", chosen("ua"))
    assert [one.code for one in filling.options("town")] == ["kyiv", "lviv"]
    filling.answer("town", chosen("lviv"))
    assert kept(filling, "label") == "Lviv"
    filling.answer("country", chosen("fr"))
    assert [(one.path, one.fault) for one in filling.finish()] == [("town", Fault.NOT_OFFERED)]


def test_in_a_repeat_each_row_filters_by_its_own_answers() -> None:
    towns = options("kyiv", "paris", country={"kyiv": "ua", "paris": "fr"})
    filling = begun(
        questionnaire(
            question("child/country", "single", options=options("ua", "fr")),
            question("child/town", "single", options=towns, choice_filter="country = ${country}"),
            repeat("child"),
        )
    )
    filling.add_row("child")
    filling.answer("child[1]/country", chosen("fr"))
    filling.answer("child[2]/country", chosen("ua"))
    assert [one.code for one in filling.options("child[1]/town")] == ["paris"]
    assert [one.code for one in filling.options("child[2]/town")] == ["kyiv"]


def test_options_and_answers_come_from_a_table() -> None:
    table = LookupTable(
        "towns",
        ("name", "label", "people"),
        (("kyiv", "Kyiv", "3000000"), ("lviv", "Lviv", "700000")),
    )
    filling = begun(
        questionnaire(
            table,
            question("town", "single", list_name="towns.csv", choice_filter="people > 1000000"),
            calculated("people", "pulldata('towns', 'people', 'name', ${town})"),
            calculated("same", "instance('towns')/root/item[name = ${town}]/people"),
            calculated("label", "jr:choice-name('lviv', '${town}')"),
        )
    )
    assert [one.code for one in filling.options("town")] == ["kyiv"]
    filling.answer("town", chosen("kyiv"))
    assert kept(filling, "people") == kept(filling, "same") == "3000000"
    assert kept(filling, "label") == "Lviv"


def test_options_are_shuffled_the_same_way_while_somebody_looks_at_them() -> None:
    shuffled = {"randomize": "true"}
    many = options(*"abcdefgh")
    instrument = questionnaire(
        question("a", "single", options=many, parameters=shuffled),
        question("b", "single", options=many, parameters={**shuffled, "seed": "42"}),
    )
    filling = begun(instrument)
    order = [one.code for one in filling.options("a")]
    assert sorted(order) == list("abcdefgh")
    assert [one.code for one in filling.options("a")] == order
    assert any(
        [one.code for one in begun(instrument, chance=random.Random(n)).options("a")] != order
        for n in range(2, 5)
    )
    own = [one.code for one in begun(instrument, own="response 7").options("a")]
    again = begun(instrument, own="response 7", chance=random.Random(3), answers={})
    assert [one.code for one in again.options("a")] == own
    assert filling.options("b") == begun(instrument, chance=random.Random(9)).options("b")


def test_a_label_tells_the_answers_it_names() -> None:
    filling = begun(
        questionnaire(question("child/name"), question("child/age", "number"), repeat("child"))
    )
    filling.add_row("child")
    filling.answer("child[1]/name", text("Ana"))
    filling.answer("child[2]/name", text("Bo"))
    assert filling.words("child[2]/age", "How old is ${name}?") == "How old is Bo?"


def test_a_draft_that_is_taken_up_again_is_the_same() -> None:
    instrument = questionnaire(
        question("name", default="nobody"),
        question("child/name2", default="a child"),
        calculated("drawn", "once(random())"),
        calculated("child/drawn2", "once(uuid())"),
        repeat("child"),
        calculated("count", "count(${child})"),
    )
    first = begun(instrument)
    first.answer("name", None)
    first.add_row("child")
    first.answer("child[2]/name2", None)
    again = begun(instrument, chance=random.Random(5), answers=first.answers(), rows=first.rows())
    assert again.answers() == first.answers()
    assert "name" not in again.answers()
    assert again.rows() == {"child": 2}


def test_answers_to_questions_that_are_gone_do_not_stop_a_draft() -> None:
    filling = begun(questionnaire(question("a")), answers={"a": text("1"), "gone[3]/b": text("2")})
    assert filling.answers() == {"a": text("1")}


def test_what_was_saved_last_can_be_the_first_answer() -> None:
    filling = begun(
        questionnaire(question("group/village", default="${last-saved#village}")),
        last_saved={"group/village": text("Aru"), "group/dropped": text("x")},
    )
    assert kept(filling, "group/village") == "Aru"
    assert kept(begun(filling.form.instrument), "group/village") == ""


def test_the_program_fills_in_what_it_knows_itself() -> None:
    filling = begun(
        questionnaire(
            question("began", "hidden", columns={"type": "start"}),
            question("ended", "hidden", columns={"type": "end"}),
            question("device", "hidden", columns={"type": "deviceid"}),
            question("on", "hidden", columns={"type": "today"}),
            calculated("asked_for", "property('deviceid')"),
        ),
        properties={"deviceid": "pollkit:7"},
    )
    assert kept(filling, "began") == "2026-08-07T12:00:00.000+00:00"
    assert (kept(filling, "device"), kept(filling, "asked_for")) == ("pollkit:7", "pollkit:7")
    assert kept(filling, "on") == "2026-08-07"
    assert kept(filling, "ended") == ""
    assert filling.finish() == ()
    assert kept(filling, "ended") == "2026-08-07T12:00:00.000+00:00"


def test_what_depends_on_the_time_moves_on_with_it() -> None:
    now = [NOON]
    instrument = questionnaire(
        question("a"), calculated("on", "today()"), calculated("first", "once(today())")
    )
    filling = Filling(Form(instrument), lambda: now[0])
    now[0] += timedelta(days=1)
    assert filling.refresh() == {"on"}
    assert kept(filling, "on") == "2026-08-08"
    assert kept(filling, "first") == "2026-08-07"


def test_a_question_in_parts_can_be_looked_at_part_by_part() -> None:
    matrix = question("trust", "matrix", options=options("police", "press"), required="yes")
    filling = begun(questionnaire(matrix, calculated("low", "${trust}/police < 3")))
    assert [one.fault for one in filling.finish()] == [Fault.MISSING]
    filling.answer("trust", Choice(values=(("police", "2"),)))
    assert kept(filling, "low") == "true"
    assert filling.answers()["trust"] == Choice(values=(("police", "2"),))
    assert filling.finish() == ()


@pytest.mark.parametrize(
    ("item", "calculation", "answer"),
    [
        (question("q", "date"), "today() + 1", "2026-08-08"),
        (question("q", "date"), "now()", "2026-08-07"),
        (question("q", "moment"), "now()", "2026-08-07T12:00:00.000+00:00"),
        (question("q", "number", whole=True), "7 div 2", "3"),
        (question("q", "number"), "7 div 2", "3.5"),
        (question("q", "number"), "1 div 0", ""),
        (question("q", "number"), "'' + 1", ""),
        (question("q", "text"), "1 > 2", "false"),
    ],
)
def test_a_calculation_leaves_an_answer_of_the_question_s_kind(
    item: object, calculation: str, answer: str
) -> None:
    made = question("q", item.kind, whole=item.whole, calculation=calculation)  # type: ignore[attr-defined]
    assert kept(begun(questionnaire(made)), "q") == answer


def test_a_calculation_that_fails_says_why_and_blocks_finishing() -> None:
    filling = begun(
        questionnaire(question("pattern"), calculated("fits", "regex('a', ${pattern})"))
    )
    assert filling.finish() == ()
    filling.answer("pattern", text("(a"))
    (one,) = filling.finish()
    assert (one.path, one.fault) == ("fits", Fault.NOT_WORKED_OUT)
    assert "(a" in one.why
    filling.answer("pattern", text("a"))
    assert filling.finish() == ()
    assert kept(filling, "fits") == "true"


def test_a_screen_walks_through_sections_rows_and_questions() -> None:
    filling = begun(
        questionnaire(
            question("a"),
            question("group/b"),
            question("group/child/c"),
            Section("group", {"en": "Group"}),
            repeat("group/child"),
            question("d", "note"),
        )
    )
    filling.add_row("group/child")
    walked = [(type(one), one.path) for one in filling.walk()]
    assert walked == [
        (QuestionNow, "a"),
        (SectionNow, "group"),
        (QuestionNow, "group/b"),
        (SectionNow, "group/child[1]"),
        (QuestionNow, "group/child[1]/c"),
        (SectionNow, "group/child[2]"),
        (QuestionNow, "group/child[2]/c"),
        (RepeatNow, "group/child"),
        (QuestionNow, "d"),
    ]


def test_read_only_and_calculated_questions_are_shown_and_not_asked() -> None:
    filling = begun(
        questionnaire(
            question("locked", "single", options=options("yes", "no")),
            question("a", read_only="${locked} = 'yes'"),
            question("sum", "number", calculation="1 + 1"),
        )
    )
    filling.answer("locked", chosen("yes"))
    assert [one.is_read_only for one in filling.questions()] == [False, True, True]


@pytest.mark.parametrize("path", ["nothing", "child[4]/name", "child[0]/name", "child", "a[", ""])
def test_a_question_or_row_that_is_not_there_is_said_so(path: str) -> None:
    filling = begun(questionnaire(question("child/name"), repeat("child")))
    with pytest.raises(NotFound):
        filling.answer(path, text("x"))


def test_every_kind_of_answer_goes_in_and_comes_out() -> None:
    kinds = {
        ItemKind.SINGLE: chosen("b"),
        ItemKind.MULTIPLE: chosen("a", "c"),
        ItemKind.RANKING: chosen("c", "a", "b"),
        ItemKind.SCALE: chosen("4"),
        ItemKind.TEXT: text("two\nlines"),
        ItemKind.NUMBER: number("-3.5"),
        ItemKind.DATE: text("2026-11-24"),
        ItemKind.TIME: text("14:30:00"),
        ItemKind.MATRIX: Choice(values=(("a", "1"), ("c", "5"))),
        ItemKind.POINTS: Choice(values=(("b", "60"), ("c", "40"))),
        ItemKind.GRID: Choice(values=(("a.x", "10"), ("a.y", "20"))),
        ItemKind.PIN: Choice(values=(("x", "1"), ("y", "2"))),
        ItemKind.HIDDEN: text("kept"),
    }
    items = [question(kind.value, kind, options=options("a", "b", "c")) for kind in kinds]
    filling = begun(questionnaire(*items))
    for kind, choice in kinds.items():
        filling.answer(kind.value, choice)
    assert filling.answers() == {kind.value: choice for kind, choice in kinds.items()}


def test_a_change_says_whose_options_and_words_it_changes() -> None:
    towns = options("kyiv", "paris", country={"kyiv": "ua", "paris": "fr"})
    filling = begun(
        questionnaire(
            question("country", "single", options=options("ua", "fr")),
            question("town", "single", options=towns, choice_filter="country = ${country}"),
            question("child/name"),
            question("child/age", texts={"en": "How old?", "fr": "Quel âge a ${name} ?"}),
            repeat("child", texts={"en": "Children in ${country}"}),
        )
    )
    filling.add_row("child")
    assert filling.answer("country", chosen("ua")) == {"country", "town", "child[1]", "child[2]"}
    assert filling.answer("child[2]/name", text("Bo")) == {"child[2]/name", "child[2]/age"}


def test_what_was_drawn_once_stays_while_it_is_not_asked() -> None:
    filling = begun(
        questionnaire(
            question("shown", "single", options=options("yes", "no")),
            question("drawn", calculation="once(random())", relevant="${shown} = 'yes'"),
        )
    )
    filling.answer("shown", chosen("yes"))
    drawn = kept(filling, "drawn")
    filling.answer("shown", chosen("no"))
    filling.answer("shown", chosen("yes"))
    assert kept(filling, "drawn") == drawn != ""


def test_all_who_answer_look_things_up_in_one_table() -> None:
    table = LookupTable("towns", ("name", "people"), (("a", "1"), ("b", "2")))
    form = Form(
        questionnaire(
            table, question("t"), calculated("p", "pulldata('towns', 'people', 'name', ${t})")
        )
    )
    first, second = Filling(form, lambda: NOON), Filling(form, lambda: NOON)
    first.answer("t", text("a"))
    second.answer("t", text("b"))
    assert (kept(first, "p"), kept(second, "p")) == ("1", "2")
    assert first.world.lists["towns"] is second.world.lists["towns"]
    assert Filling(form, lambda: NOON, language="fr").world.lists is not first.world.lists
