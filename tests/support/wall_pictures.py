"""Pictures of a wall, made from the made-up meeting and from texts that are hard to place."""

from __future__ import annotations

from dataclasses import replace

from meeting import COUNTRY, ITEMS, meeting, question, texts
from PySide6.QtGui import QColor, QImage, QPainter

from pollkit.desktop.facilitator.wall.look import Colours, colours_of
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.theme import make_palette, read_colours
from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.analysis.splits import Split
from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import HeadCount, JoinAddress, Scene, WallPicture

URL = "http://192.168.178.120:8123/483920"
ADDRESSES = (JoinAddress(URL, "192.168.178.120:8123", "wlan0"),)
HEADS = HeadCount(joined=42, connected=41, asked=42, answered=36)
SIZES = ((1920, 1080), (1366, 768), (1280, 720), (1024, 768))

LONG = Item(
    "long",
    ItemKind.MULTIPLE,
    texts(
        "Which of these would help your city most to learn from what it funds in two years?",
        "Laquelle de ces aides permettrait à votre ville de tirer des leçons de ses financements ?",
        "Welche Unterstützungsmaßnahmen würden Ihrer Stadtverwaltung in den kommenden zwei Jahren "
        "am meisten helfen, aus den geförderten Projekten zu lernen?",
        "أي مما يلي سيساعد مدينتك أكثر على التعلم مما تموّله خلال العامين المقبلين؟",
    ),
    options=tuple(
        Option(str(place), texts(*words))
        for place, words in enumerate(
            (
                ("An evaluator from outside", "Un tiers", "Eine unabhängige Stelle", "مقيّم مستقل"),
                (
                    "Training for our own staff in monitoring and evaluation",
                    "Former le personnel",
                    "Fortbildungen für die eigenen Mitarbeiterinnen und Mitarbeiter",
                    "تدريب موظفينا على المتابعة والتقييم",
                ),
                ("Questionnaires", "Questionnaires", "Fragebögen", "استبيانات جاهزة بلغة بسيطة"),
                ("More time", "Du temps", "Mehr Zeit", "مزيد من الوقت"),
                (
                    "Legal advice",
                    "Un conseil juridique",
                    "Rechtsschutzversicherungsgesellschaftenverbandsvorsitzende",
                    "مشورة قانونية",
                ),
                (
                    "Visits",
                    "Des visites",
                    "Gegenseitige Besuche",
                    "زيارات متبادلة بين المدن الشريكة",
                ),
                ("Nothing", "Rien", "Nichts davon", "لا شيء"),
            )
        )
    ),
)


def event_in(*languages: str, item: Item | None = None) -> Event:
    event = meeting()
    items = ITEMS if item is None or item in ITEMS else (*ITEMS, item)
    return replace(event, instrument=Instrument(texts("Demo"), languages, items))


def asking(item: Item, state: QuestionState = QuestionState.OPEN) -> WallPicture:
    return WallPicture(Scene.QUESTION, item, state, HEADS, ADDRESSES, "483920")


def revealed(item: Item, result: Tally | None = None, split: Split | None = None) -> WallPicture:
    result = result or question(item.name).tally
    return WallPicture(
        Scene.RESULT, item, QuestionState.REVEALED, HEADS, ADDRESSES, "483920", result, split
    )


def plain(scene: Scene) -> WallPicture:
    return WallPicture(scene, None, None, HEADS, ADDRESSES, "483920")


def votes(item: Item, *counts: int) -> Tally:
    """So many for each option in turn."""
    pairs = zip(item.codes, counts, strict=True)
    return tally(item, [Choice((code,)) for code, n in pairs for _ in range(n)], sum(counts))


def colours(theme: str = "light") -> Colours:
    return colours_of(make_palette(read_colours(theme)))


def sheet_of(
    picture: WallPicture,
    event: Event,
    size: tuple[int, int] = (1280, 720),
    is_card_large: bool = True,
    theme: str = "light",
) -> Sheet:
    return lay_out_wall(picture, event, *size, colours(theme), is_card_large)


def painted(sheet: Sheet, shown: float = 1.0) -> QImage:
    image = QImage(int(sheet.width), int(sheet.height), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    sheet.paint(painter, shown)
    painter.end()
    return image


PICTURES = {
    "join": plain(Scene.JOIN),
    "seven": asking(COUNTRY),
    "long": asking(LONG),
    "seven revealed": revealed(COUNTRY),
    "long revealed": revealed(LONG, votes(LONG, 16, 11, 17, 21, 24, 20, 18)),
    "thanks": plain(Scene.END),
}
for _name in ("evaluates", "how", "priority", "confidence"):
    _question = question(_name)
    PICTURES[_name] = asking(_question.item)
    PICTURES[f"{_name} revealed"] = revealed(_question.item)
    if _question.split is not None:
        PICTURES[f"{_name} split"] = revealed(_question.item, split=_question.split)
