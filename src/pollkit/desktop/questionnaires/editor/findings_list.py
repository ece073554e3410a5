"""What the check says, each line a way to the field where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.findings import Finding, Weight
from pollkit.i18n import _

_MOST_LINES = 200


class FindingsList(QWidget):
    finding_chosen = Signal(object)  # Finding

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Finding, ...] | None = None
        self.lines: list[FindingLine] = []
        self._lines = column(gap=0)
        self.setLayout(self._lines)

    def show_findings(self, findings: Sequence[Finding], places: dict[str | None, str]) -> None:
        """`places` are the words before each line, by the name that a finding has."""
        found = tuple(findings[:_MOST_LINES])
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for finding in found:
            line = FindingLine(finding, places.get(finding.name, ""))
            line.clicked.connect(
                lambda _checked, finding=finding: self.finding_chosen.emit(finding)
            )
            self.lines.append(line)
            self._lines.addWidget(line)


class FindingLine(Button):
    """A sign and a sentence of as many lines as it needs; the sign says in words how much it
    matters, to those who do not see it."""

    def __init__(self, finding: Finding, place: str) -> None:
        super().__init__("", "finding")
        sign, tone, weight = _SIGNS[finding.weight]
        words = f"{place}: {finding.message}" if place else finding.message
        self.setAccessibleName(f"{weight()}. {words}")
        mark = label(sign, tone)
        mark.setFixedWidth(18)
        said = label(words, wraps=True)
        self.words = words
        line = row(mark, said, gap=theme.S)
        line.setContentsMargins(theme.S, theme.XS, theme.S, theme.XS)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        for part in (mark, said):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self.layout().heightForWidth(width)  # type: ignore[union-attr]


_SIGNS: Mapping[Weight, tuple[str, str, Callable[[], str]]] = {
    Weight.STOPS: ("✕", "danger", lambda: _("Must be mended")),
    Weight.DOUBTFUL: ("⚠", "caution", lambda: _("Doubtful")),
    Weight.HINT: ("✎", "muted", lambda: _("Hint")),
}
