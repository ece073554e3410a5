"""Boards: what people in the room write for one another, and how many stand behind it.

Questions to the speaker are posted and supported at the same time. Ideas are gathered first; then
posting ends and each person has a few votes for the ideas of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Question, QuestionState
from pollkit.domain.texts import clean_text, on_one_line
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _

# Posts of one phone to one board: enough for anyone, too few to bury the others' (with 200 phones).
MOST_POSTS = 10
# Votes that each person has for ideas, unless the question says otherwise.
VOTES_FOR_IDEAS = 3


class PostState(StrEnum):
    HELD = "held"  # waits for the facilitator; only its author and the console see it
    SHOWN = "shown"
    ANSWERED = "answered"  # a question that was dealt with; still shown, below the others
    HIDDEN = "hidden"  # put away by the facilitator
    MERGED = "merged"  # says the same as another, which has its supporters now


# What phones, the wall and every export may show.
PUBLIC = frozenset({PostState.SHOWN, PostState.ANSWERED})


@dataclass(frozen=True)
class Post:
    """`id` is made by the phone. `category` is an option of the question, None without one.
    `supports` counts people, the author not among them."""

    id: UUID
    text: str
    category: str | None = None
    state: PostState = PostState.HELD
    supports: int = 0


@dataclass(frozen=True)
class OwnPart:
    """A phone's own posts and those it supports, while the board still knows whose they are."""

    posts: frozenset[UUID] = frozenset()
    supported: frozenset[UUID] = frozenset()
    is_in_box: bool = False  # it supported something before the board was closed: no more votes


@dataclass(frozen=True)
class NewPost:
    text: str
    category: str | None = None


@dataclass(frozen=True)
class Support:
    """`is_given` is False where it is taken back."""

    post: UUID
    is_given: bool


class PostVerb(StrEnum):
    """What a facilitator does with posts."""

    RELEASE = "release"  # phones and wall show it; a question that was answered is asked again
    ANSWER = "answer"
    HIDE = "hide"
    MERGE = "merge"
    ENLARGE = "enlarge"  # it stands large on the wall; none = no more


@dataclass(frozen=True)
class PostEdit:
    """To release none in particular means all that wait. `into` is what the posts are merged
    into, `item` the board; None = the one on the wall."""

    verb: PostVerb
    posts: tuple[UUID, ...] = ()
    into: UUID | None = None
    item: str | None = None


STATE_AFTER = {
    PostVerb.RELEASE: PostState.SHOWN,
    PostVerb.ANSWER: PostState.ANSWERED,
    PostVerb.HIDE: PostState.HIDDEN,
}


def read_contribution(item: Item, words: Sequence[str]) -> NewPost | Support:
    """What a phone sent: "post=text" and perhaps "category=code", or "for=post id" or "off=post
    id" to give or take back support.

    Raises:
        AnswerNotAccepted: empty, too long, or of no known form.
    """
    sent: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name in sent:
            raise _does_not_belong()
        sent[name] = value
    if sent.keys() <= {"post", "category"} and "post" in sent:
        return NewPost(_text(item, sent["post"]), _category(item, sent.get("category", "")))
    if sent.keys() == {"for"} or sent.keys() == {"off"}:
        (name,) = sent
        try:
            return Support(UUID(sent[name]), name == "for")
        except ValueError:
            raise _does_not_belong() from None
    raise _does_not_belong()


def part_in_words(own: OwnPart) -> list[str]:
    """A phone's part as it is told: "own=post id" and "for=post id"."""
    posts = [f"own={post}" for post in sorted(own.posts)]
    return [*posts, *(f"for={post}" for post in sorted(own.supported))]


def most_supports(item: Item) -> int | None:
    """How many posts each person may stand behind; None = any number."""
    if item.kind is ItemKind.IDEAS:
        return item.most_choices or VOTES_FOR_IDEAS
    return item.most_choices


def in_order(posts: Iterable[Post]) -> tuple[Post, ...]:
    """As a board shows them: what is still to be answered first, then by support, then by text, so
    that the order does not tell who came when."""
    return tuple(
        sorted(posts, key=lambda p: (p.state is PostState.ANSWERED, -p.supports, p.text, p.id))
    )


def public_posts(posts: Iterable[Post]) -> tuple[Post, ...]:
    return in_order(post for post in posts if post.state in PUBLIC)


def takes_posts(item: Item, question: Question) -> bool:
    """Whether something new can be written; ideas are gathered before they are voted on."""
    is_open = question.state is QuestionState.OPEN
    return is_open and not (item.kind is ItemKind.IDEAS and question.is_voting)


def takes_supports(item: Item, question: Question) -> bool:
    is_open = question.state is QuestionState.OPEN
    return is_open and (item.kind is ItemKind.QUESTIONS or question.is_voting)


def shows_numbers(item: Item, question: Question) -> bool:
    """Whether the room may see how many stand behind each post: of ideas only with the result, so
    that early votes sway nobody."""
    if item.kind is ItemKind.QUESTIONS:
        return True
    if question.state is QuestionState.REVEALED:
        return True
    return question.shows_live and question.is_voting


def for_room(item: Item, question: Question, posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts as phones and wall may see them now. Without their numbers they stand in an order
    that tells nothing: by their random ids."""
    public = public_posts(posts)
    if shows_numbers(item, question):
        return public
    return tuple(replace(post, supports=0) for post in sorted(public, key=lambda p: p.id))


def _text(item: Item, typed: str) -> str:
    text = on_one_line(clean_text(typed, longest=item.longest_text + 1))
    if not text:
        raise AnswerNotAccepted(_("Please write something first."))
    if len(text) > item.longest_text:
        raise AnswerNotAccepted(_("Please use at most {n} characters.").format(n=item.longest_text))
    return text


def _category(item: Item, code: str) -> str | None:
    if not code:
        return None
    if code not in item.codes:
        raise _does_not_belong()
    return code


def _does_not_belong() -> AnswerNotAccepted:
    return AnswerNotAccepted(_("This answer does not belong to the question."))
