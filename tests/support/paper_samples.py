"""A questionnaire with everything that paper can ask, in a language of each direction."""

from __future__ import annotations

from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Section

OFTEN = (
    Option("never", {"en": "Never", "de": "Nie", "ar": "أبدًا"}),
    Option("some", {"en": "Sometimes", "de": "Manchmal", "ar": "أحيانًا"}),
    Option("often", {"en": "Often", "de": "Oft", "ar": "غالبًا"}),
)
HELP = (
    Option("home", {"en": "At home", "de": "Zu Hause", "ar": "في البيت"}),
    Option(
        "school",
        {
            "en": "At school or at work",
            "de": "In der Schule, in der Berufsausbildung oder am Arbeitsplatz",
            "ar": "في المدرسة أو في العمل",
        },
    ),
    Option("street", {"en": "In the street", "de": "Auf der Straße", "ar": "في الشارع"}),
)

FORM = Instrument(
    {
        "en": "How are things in our street?",
        "de": "Wie läuft es in unserer Nachbarschaft?",
        "ar": "كيف الأحوال في شارعنا؟",
    },
    ("en", "de", "ar"),
    (
        Item(
            "hello",
            ItemKind.NOTE,
            {
                "en": "There are no right or wrong answers. Nobody here will know who wrote this.",
                "de": "Es gibt keine richtigen oder falschen Antworten. Niemand hier erfährt, wer"
                " das geschrieben hat.",
                "ar": "لا توجد إجابات صحيحة أو خاطئة. لن يعرف أحد من كتب هذا.",
            },
        ),
        Item(
            "talked",
            ItemKind.SINGLE,
            {
                "en": "How often do you talk to a neighbour?",
                "de": "Wie oft sprechen Sie mit jemandem aus der Nachbarschaft?",
                "ar": "كم مرة تتحدث مع أحد الجيران؟",
            },
            OFTEN,
        ),
        Item(
            "about",
            ItemKind.TEXT,
            {"en": "What about?", "de": "Worüber?", "ar": "عن ماذا؟"},
            asked_if=Condition("talked", ("some", "often")),
        ),
        Item(
            "safe",
            ItemKind.MULTIPLE,
            {
                "en": "Where do you feel safe?",
                "de": "Wo fühlen Sie sich sicher?",
                "ar": "أين تشعر بالأمان؟",
            },
            HELP,
        ),
        Item(
            "trust",
            ItemKind.SCALE,
            {
                "en": "Most people here can be trusted.",
                "de": "Den meisten Menschen hier kann man vertrauen.",
                "ar": "يمكن الوثوق بمعظم الناس هنا.",
            },
            points=11,
            lowest=0,
            low_label={"en": "not at all", "de": "überhaupt nicht", "ar": "أبدًا"},
            high_label={"en": "completely", "de": "voll und ganz", "ar": "تمامًا"},
            asks_sureness=True,
        ),
        Item(
            "places",
            ItemKind.MATRIX,
            {
                "en": "How welcome do you feel there?",
                "de": "Wie willkommen fühlen Sie sich dort?",
                "ar": "إلى أي مدى تشعر بالترحيب هناك؟",
            },
            HELP,
            points=5,
            low_label={"en": "not at all", "de": "gar nicht", "ar": "أبدًا"},
            high_label={"en": "very", "de": "sehr", "ar": "جدًا"},
        ),
        Item(
            "first",
            ItemKind.RANKING,
            {
                "en": "Where should we begin?",
                "de": "Wo sollen wir beginnen?",
                "ar": "من أين نبدأ؟",
            },
            HELP,
        ),
        Item(
            "age",
            ItemKind.NUMBER,
            {"en": "How old are you?", "de": "Wie alt sind Sie?", "ar": "كم عمرك؟"},
            whole=True,
            largest="120",
            unit={"en": "years", "de": "Jahre", "ar": "سنة"},
        ),
        Item(
            "since",
            ItemKind.DATE,
            {
                "en": "Since when do you live here?",
                "de": "Seit wann wohnen Sie hier?",
                "ar": "منذ متى تسكن هنا؟",
            },
            rules=Rules(relevant="${age} >= 18 and not(selected(${safe}, 'street'))"),
        ),
        Item(
            "home/child/name",
            ItemKind.TEXT,
            {"en": "A nickname", "de": "Ein Spitzname", "ar": "لقب"},
            longest_text=40,
        ),
        Item(
            "home/child/up",
            ItemKind.TIME,
            {
                "en": "When does ${name} get up?",
                "de": "Wann steht ${name} auf?",
                "ar": "متى يستيقظ ${name}؟",
            },
        ),
        Item("home/child/place", ItemKind.OTHER, {"en": "Where is the school?"}),
        Item("score", ItemKind.HIDDEN, {}, rules=Rules(calculation="${age} + 1")),
    ),
    sections=(
        Section("home"),
        Section(
            "home/child",
            {"en": "Child", "de": "Kind", "ar": "طفل"},
            repeats=True,
            repeat_count="2",
            relevant="${age} > 15",
        ),
    ),
)
