"""A question made from what the room wrote: its best ideas, to choose from or to put in order."""

from __future__ import annotations

from collections.abc import Sequence

from pollkit.domain.boards import Post
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Item, ItemKind, Option
from pollkit.domain.texts import Texts, clean_text
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _, speaking

# In the order in which they are offered.
KINDS_FROM_POSTS = (ItemKind.MULTIPLE, ItemKind.RANKING, ItemKind.POINTS)
_LONGEST_OPTION = 300


def question_from_posts(
    board: Item, posts: Sequence[Post], kind: ItemKind, languages: Sequence[str]
) -> Item:
    """The posts as options of a question of this kind; each stays in the language in which it was
    written.

    Raises:
        AnswerNotAccepted: there are fewer than two, or more than a wall can show.
    """
    if not 2 <= len(posts) <= MOST_OPTIONS_ON_A_WALL:
        raise AnswerNotAccepted(
            _("Choose two to {n} of them first.").format(n=MOST_OPTIONS_ON_A_WALL)
        )
    options = tuple(
        Option(f"o{n}", dict.fromkeys(languages, clean_text(post.text, _LONGEST_OPTION)))
        for n, post in enumerate(posts, start=1)
    )
    return Item(f"{board.name}_best", kind, _stems(kind, languages), options)


def _stems(kind: ItemKind, languages: Sequence[str]) -> Texts:
    stems = {}
    for language in languages:
        with speaking(language):
            stems[language] = {
                ItemKind.MULTIPLE: _("Which of these should we follow up?"),
                ItemKind.RANKING: _("Which of these should come first?"),
                ItemKind.POINTS: _("How much weight should each of these have?"),
            }[kind]
    return stems
