"""The attendee's page as it is sent: what is in it, and what must not be."""

import base64
import gzip
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from uuid import UUID

import pytest
from every_kind import ANSWERS, EVERY_KIND

from pollkit.domain.analysis.counts import OptionCount, Tally, tally
from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import Choice
from pollkit.domain.board_views import Aside
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_ROOMS, Instrument, Item, ItemKind, Option
from pollkit.domain.people import AsksFor
from pollkit.domain.views import PhoneScene, PhoneStep, PhoneView
from pollkit.live.page import (
    CONTENT_SECURITY_POLICY,
    Trouble,
    render_error_page,
    render_page,
    render_pin_page,
    render_screen,
)

PIN = "123456"
MARKUP = "<img src=x onerror=alert(1)>\"'&</textarea></main><script>alert(2)</script>"
FIRST_FLIGHT = 14_000  # what one round trip of a fresh TCP connection carries (performance.md)
# What the room says before the page, its cookie included.
HEADERS = 500 + len(CONTENT_SECURITY_POLICY)

EVALUATES = Item(
    "evaluates",
    ItemKind.SINGLE,
    {
        "en": "Does your city evaluate its programmes?",
        "fr": "Votre ville évalue-t-elle ses programmes ?",
        "de": "Wertet Ihre Stadt ihre Programme aus?",
        "ar": "هل تُقيّم مدينتكم برامجها؟",
    },
    (
        Option("yes", {"en": "Yes", "fr": "Oui", "de": "Ja", "ar": "نعم"}),
        Option("no", {"en": "No", "fr": "Non", "de": "Nein", "ar": "لا"}),
        Option("dont_know", {"en": "I do not know", "fr": "Je ne sais pas", "de": "Weiß nicht"}),
    ),
)
HOW = Item("how", ItemKind.TEXT, {"en": "How do you evaluate?"}, longest_text=280)
PRIORITY = Item(
    "priority",
    ItemKind.MULTIPLE,
    {"en": "What would help?"},
    tuple(Option(code, {"en": code.title()}) for code in ("money", "people", "training")),
    most_choices=2,
)
CONFIDENCE = Item(
    "confidence",
    ItemKind.SCALE,
    {"en": "How sure are you?"},
    low_label={"en": "not at all"},
    high_label={"en": "completely"},
)


def event_of(*items: Item, is_tied: bool = False) -> Event:
    instrument = Instrument({"en": "City day"}, ("en", "fr", "de", "ar"), items)
    starts_at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    return Event(UUID(int=7), "City day", "Paris", starts_at, instrument, is_tied)


def view_of(item: Item, scene: PhoneScene = PhoneScene.ANSWER, **more: object) -> PhoneView:
    told = {"event": event_of(item), "language": "en", "version": 3, "item": item, **more}
    return PhoneView(scene=scene, **told)


def tally_of(item: Item, counts: list[int], asked: int, **more: object) -> Tally:
    answered = sum(counts)
    options = tuple(
        OptionCount(code, count, count / answered if answered else None)
        for code, count in zip(item.codes, counts, strict=True)
    )
    return Tally(item.name, item.kind, asked, answered, options, **more)


class Tags(HTMLParser):
    """Every element with its attributes, and all the words outside style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._is_code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._is_code = tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self._is_code = False

    def handle_data(self, data: str) -> None:
        if not self._is_code:
            self.words += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.found
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


def words_of(html: str) -> str:
    return " ".join(Tags(html).words.split())


@pytest.mark.parametrize("language", ["en", "fr", "de", "ar"])
@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.kind.value)
def test_all_that_is_needed_to_answer_fits_the_first_flight(language: str, item: Item) -> None:
    step = PhoneStep(2, 5, 1, previous="before", next="after")
    board = Item("ask", ItemKind.QUESTIONS, {"en": "Questions?"}, stays_open=True)
    view = view_of(item, language=language, seconds_left=90, can_have_more=True, step=step)
    view = replace(view, event=event_of(item, board), aside=Aside("ask"))

    assert len(gzip.compress(render_page(view, PIN).encode(), 9)) <= FIRST_FLIGHT - HEADERS


def test_the_page_fetches_nothing() -> None:
    page = Tags(render_page(view_of(EVALUATES), PIN))

    fetched = [value for _tag, a in page.found for key, value in a.items() if key == "src"]
    links = [a["href"] for a in page.all("link")]
    assert (fetched, links) == ([], ["data:,"])


def test_style_and_script_are_allowed_by_their_hash_alone() -> None:
    page = render_page(view_of(EVALUATES), PIN)

    for tag in ("style", "script"):
        (source,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    "view",
    [
        view_of(EVALUATES),
        view_of(CONFIDENCE, mine=Choice(("2",))),
        view_of(EVALUATES, PhoneScene.RESULT, result=tally_of(EVALUATES, [29, 9, 3], 42)),
    ],
)
def test_nothing_in_the_page_needs_what_the_policy_forbids(view: PhoneView) -> None:
    for tag, attributes in Tags(render_page(view, PIN)).found:
        assert not {name for name in attributes if name == "style" or name.startswith("on")}, tag


@pytest.mark.parametrize("kind", list(OF_ROOMS))
def test_markup_that_a_person_typed_stays_text(kind: ItemKind) -> None:
    options = (Option("a", {"en": MARKUP}), Option(MARKUP, {"en": "b"}))
    ends = {"low_label": {"en": MARKUP}, "high_label": {"en": MARKUP}}
    item = Item(
        "x", kind, {"en": MARKUP}, options if kind in ("single", "multiple") else (), **ends
    )
    event = replace(event_of(item), title=MARKUP)
    event = replace(event, instrument=replace(event.instrument, title={"en": MARKUP}))
    mine = Choice(text=MARKUP) if kind is ItemKind.TEXT else Choice((MARKUP,))
    for scene in (PhoneScene.ANSWER, PhoneScene.CLOSED, PhoneScene.READING):
        view = view_of(item, scene, event=event, mine=mine, notice=MARKUP)
        html = render_page(view, PIN)
        page = Tags(html)

        assert page.all("img") == []
        assert "alert" not in "".join(re.findall("<script>(.*?)</script>", html, re.DOTALL))
        assert "alert(1)" in page.words  # shown, as the text that it is
    assert Tags(render_pin_page("en", MARKUP)).all("img") == []


def test_without_a_script_the_form_says_all_that_a_vote_needs() -> None:
    page = Tags(render_page(view_of(EVALUATES, round=2), PIN))

    (form,) = page.all("form", action="/123456/vote")
    assert form["method"] == "post"
    assert page.all("input", name="item")[0]["value"] == "evaluates"
    assert page.all("input", name="round")[0]["value"] == "2"
    answers = page.all("input", name="answer", type="radio")
    assert [answer["value"] for answer in answers] == ["yes", "no", "dont_know"]
    assert {answer["id"] for answer in answers} == {a["for"] for a in page.all("label")}


def test_several_answers_are_boxes_and_a_text_is_an_area() -> None:
    boxes = Tags(render_screen(view_of(PRIORITY), PIN))
    text = Tags(render_screen(view_of(HOW, mine=Choice(text="By hand")), PIN))

    assert len(boxes.all("input", name="answer", type="checkbox")) == 3
    assert "Choose up to 2 answers" in boxes.words
    assert text.all("textarea")[0]["maxlength"] == "280"
    assert "By hand" in text.words


def test_the_points_of_a_scale_are_named_by_number_and_the_ends_by_their_words() -> None:
    screen = render_screen(view_of(CONFIDENCE), PIN)

    labels = [
        " ".join(Tags(label).words.split()) for label in re.findall("<label.*?</label>", screen)
    ]
    assert labels == ["1 not at all", "2", "3", "4", "5 completely"]


def test_the_own_answer_is_ticked_and_said_to_be_saved() -> None:
    page = Tags(render_page(view_of(EVALUATES, mine=Choice(("no",))), PIN))

    assert [a["value"] for a in page.all("input", name="answer") if "checked" in a] == ["no"]
    assert "Saved on the laptop" in page.words


def test_an_answer_that_is_not_stored_is_not_said_to_be_saved() -> None:
    assert "Saved on the laptop" not in words_of(render_page(view_of(EVALUATES), PIN))


def test_an_answer_in_the_ballot_box_cannot_be_changed() -> None:
    page = Tags(render_page(view_of(EVALUATES, is_in_box=True), PIN))

    assert page.all("input", name="answer") == []
    assert "ballot box" in page.words
    assert "Saved on the laptop" in page.words


@pytest.mark.parametrize("scene", [s for s in PhoneScene if s is not PhoneScene.RESULT])
def test_no_number_of_a_result_is_in_a_screen_before_its_time(scene: PhoneScene) -> None:
    view = view_of(EVALUATES, scene, result=tally_of(EVALUATES, [291, 92, 33], 420))

    page = render_page(view, PIN)
    assert [
        number for number in ("291", "92", "33", "420", "416") if number in words_of(page)
    ] == []
    assert "<rect" not in page


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.kind.value)
@pytest.mark.parametrize("scene", [s for s in PhoneScene if s is not PhoneScene.RESULT])
def test_before_the_reveal_a_screen_is_the_same_whatever_the_result_and_the_right_answer(
    scene: PhoneScene, item: Item
) -> None:
    choice = read_choice(item, ANSWERS[item.name])
    blind = view_of(replace(item, right=(), score=0), scene, mine=choice)
    seeing = view_of(item, scene, mine=choice, result=tally(item, [choice] * 23, 42))

    assert render_screen(seeing, PIN) == render_screen(blind, PIN)
    revealed = replace(seeing, scene=PhoneScene.RESULT)
    assert "23 of 42 answered" in words_of(render_screen(revealed, PIN))


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.kind.value)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_push_and_an_own_screen_of_every_kind_name_the_same_fields(
    item: Item, language: str
) -> None:
    choice = read_choice(item, ANSWERS[item.name])
    pushed, own = (
        Tags(render_screen(view_of(item, language=language, mine=mine), PIN))
        for mine in (None, choice)
    )

    fields = [
        [(tag, a["name"], a.get("id")) for tag, a in screen.found if a.get("name")]
        for screen in (pushed, own)
    ]
    assert fields[0] == fields[1]
    ids = [place for _tag, _name, place in fields[0] if place]
    assert len(ids) == len(set(ids))


def test_a_receipt_is_on_the_page_of_a_phone_without_scripts_alone() -> None:
    mine = Choice(("yes",))
    told = render_page(view_of(EVALUATES, mine=mine, receipt="7F3C9-4D10A"), PIN)

    assert "7F3C9-4D10A" in words_of(told)
    assert "7F3C9" not in render_page(view_of(EVALUATES, mine=mine), PIN)


def test_a_result_has_counts_percent_and_its_base_in_words() -> None:
    view = view_of(EVALUATES, PhoneScene.RESULT, result=tally_of(EVALUATES, [29, 9, 4], 43))

    # 29, 9 and 4 of 42 are 69.05, 21.43 and 9.52 %.
    assert re.findall(r"\d+ \d+%", words_of(render_screen(view, PIN))) == [
        "29 69%",
        "9 21%",
        "4 10%",
    ]
    assert "42 of 43 answered" in words_of(render_screen(view, PIN))


def test_the_base_is_counted_in_the_words_of_the_language() -> None:
    counted = tally_of(EVALUATES, [1, 0, 0], 42)
    said = {
        language: words_of(
            render_screen(
                view_of(EVALUATES, PhoneScene.RESULT, result=counted, language=language), PIN
            )
        )
        for language in ("fr", "de", "ar")
    }

    assert "1 personne sur 42 a répondu" in said["fr"]
    assert "1 von 42 hat geantwortet" in said["de"]
    assert "أجاب شخص واحد من أصل 42" in said["ar"]


@pytest.mark.parametrize(("answered", "has_percent"), [(9, False), (10, True)])
def test_below_ten_answers_a_result_has_counts_only(answered: int, has_percent: bool) -> None:
    counted = tally_of(CONFIDENCE, [answered, 0, 0, 0, 0], 12, mean=1.0)
    words = words_of(render_screen(view_of(CONFIDENCE, PhoneScene.RESULT, result=counted), PIN))

    assert ("%" in words, "average" in words) == (has_percent, has_percent)


def test_texts_of_others_never_reach_a_phone() -> None:
    counted = Tally("how", ItemKind.TEXT, 5, 2, texts=("secret one", "secret two"))
    screen = render_screen(view_of(HOW, PhoneScene.RESULT, result=counted), PIN)

    assert "secret" not in screen
    assert "on the wall" in screen


@pytest.mark.parametrize(("language", "expected"), [("ar", "rtl"), ("de", "ltr")])
def test_the_page_says_its_language_and_direction(language: str, expected: str) -> None:
    (html,) = Tags(render_page(view_of(EVALUATES, language=language), PIN)).all("html")

    assert (html["lang"], html["dir"]) == (language, expected)


def test_words_that_lack_a_translation_say_which_language_they_are() -> None:
    page = Tags(render_page(view_of(EVALUATES, language="ar"), PIN))

    # The third option has no Arabic words: its English ones are shown as English.
    assert [a.get("lang") for a in page.all("span", dir="auto")] == [None, None, None, "en"]


def test_tied_and_untied_events_say_different_things_about_what_is_stored() -> None:
    tied = replace(view_of(EVALUATES), event=event_of(EVALUATES, is_tied=True))
    words = {
        True: words_of(render_page(tied, PIN)),
        False: words_of(render_page(view_of(EVALUATES), PIN)),
    }

    assert "kept together under a random number" in words[True]
    assert "the laptop forgets which phone has which number" in words[True]
    assert "the answers are shuffled" in words[False]
    assert "Until the poll ends, the laptop still knows that your phone" in words[False]
    for said in words.values():
        assert "People on the same Wi-Fi with the right tools could see" in said


def test_an_event_that_asks_for_names_does_not_say_that_it_keeps_none() -> None:
    named = replace(event_of(EVALUATES, is_tied=True), asks_for=AsksFor.NAME)
    told = words_of(render_page(replace(view_of(EVALUATES), event=named), PIN))
    assert "without your name" not in told
    assert "Do not use this poll for names" not in told
    assert "nothing on the laptop leads from an answer to a name" in told


@pytest.mark.parametrize("is_tied", [True, False], ids=["tied", "untied"])
def test_what_is_stored_is_told_in_every_language(is_tied: bool) -> None:
    event = event_of(EVALUATES, is_tied=is_tied)
    told = {
        language: words_of(
            render_page(replace(view_of(EVALUATES, language=language), event=event), PIN)
        )
        for language in ("fr", "de", "ar")
    }

    assert not [language for language, words in told.items() if "without your name" in words]


def test_a_phone_without_scripts_follows_the_room_but_is_never_interrupted() -> None:
    def refreshes(view: PhoneView) -> bool:
        return 'http-equiv="refresh"' in render_page(view, PIN)

    assert refreshes(view_of(EVALUATES, PhoneScene.WELCOME))
    assert refreshes(view_of(EVALUATES, mine=Choice(("yes",))))
    assert not refreshes(view_of(EVALUATES))
    assert not refreshes(view_of(HOW, mine=Choice(text="half of it")))
    assert not refreshes(view_of(EVALUATES, PhoneScene.END))


def test_names_of_questions_stay_hidden_from_those_who_wait() -> None:
    for scene in (PhoneScene.WELCOME, PhoneScene.NOT_ASKED, PhoneScene.END):
        assert "evaluates" not in render_screen(view_of(EVALUATES, scene), PIN)


def test_equal_views_give_equal_bytes() -> None:
    assert render_page(view_of(EVALUATES), PIN) == render_page(view_of(EVALUATES), PIN)


@pytest.mark.parametrize("what", list(Trouble))
def test_every_trouble_says_what_to_do_in_each_language(what: Trouble) -> None:
    pages = {
        words_of(render_error_page(language, what, "/")) for language in ("en", "fr", "de", "ar")
    }

    assert len(pages) == 4  # translated, each


def test_the_pin_page_asks_for_digits() -> None:
    page = Tags(render_pin_page("fr", "Non"))

    assert page.all("form", action="/")[0]["method"] == "post"
    assert page.all("input", name="pin")[0]["inputmode"] == "numeric"
    assert "Non" in page.words
