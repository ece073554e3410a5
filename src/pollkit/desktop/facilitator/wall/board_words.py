"""What the wall says of a board: how much there is, and what the phones are asked to do."""

from __future__ import annotations

from pollkit.charts import numerals, wording
from pollkit.desktop.widgets.option_mark import option_letter
from pollkit.domain.board_views import BoardPicture
from pollkit.domain.boards import most_supports
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import QuestionState
from pollkit.i18n import _, ngettext, speaking


def board_count(item: Item, board: BoardPicture, language: str) -> str:
    count, votes = len(board.posts), sum(post.supports for post in board.posts)
    number = numerals.number(count, language)
    if item.kind is ItemKind.IDEAS:
        said = ngettext("{n} idea", "{n} ideas", count).format(n=number)
    else:
        said = ngettext("{n} question", "{n} questions", count).format(n=number)
    if not board.shows_numbers or not votes:
        return said
    of_all = ngettext("{n} vote", "{n} votes", votes).format(n=numerals.number(votes, language))
    return f"{said} · {of_all}"


def board_clauses(
    item: Item, board: BoardPicture, state: QuestionState | None, languages: tuple[str, ...]
) -> tuple[str, ...]:
    """What the room can do with it now, in each of the wall's languages."""
    said = []
    for language in languages:
        with speaking(language):
            said.append(_to_do(item, board, state))
    with speaking(languages[0]):
        said.append(_categories(item, languages[0]))
    return tuple(dict.fromkeys(filter(None, said)))


def board_lines(item: Item, board: BoardPicture, language: str) -> list[str]:
    """For those who hear the wall read out; call inside `speaking(language)`."""
    posts = [board.large] if board.large is not None else board.posts
    lines = []
    for post in posts:
        votes = numerals.number(post.supports, language)
        lines.append(f"{post.text}: {votes}" if board.shows_numbers else post.text)
    return [*lines, board_count(item, board, language)]


def _categories(item: Item, language: str) -> str:
    return "  ".join(
        f"{option_letter(place)} {wording.option_words(item, code, language)}"
        for place, code in enumerate(item.codes)
    )


def _to_do(item: Item, board: BoardPicture, state: QuestionState | None) -> str:
    if state is QuestionState.CLOSED:
        return _("Closed.")
    if state is not QuestionState.OPEN:
        return ""
    if item.kind is ItemKind.QUESTIONS:
        return _("Ask your question, or support those of others")
    if not board.is_voting:
        return _("Write down an idea")
    most = most_supports(item) or 1
    return ngettext("Vote for one idea", "Vote for up to {n} ideas", most).format(n=most)
