"""An XML document as the nodes that expressions look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree


class XmlNode:
    """`repeating`: names of those that are rows of a repeat."""

    is_relevant = True

    def __init__(
        self, element: ElementTree.Element, parent: XmlNode | None, repeating: frozenset[str]
    ) -> None:
        self.name = element.tag
        self.parent = parent
        self.repeats = element.tag in repeating
        self._attributes = dict(element.attrib)
        self._children = [XmlNode(child, self, repeating) for child in element]
        self._text = "" if self._children else element.text or ""

    def value(self) -> str:
        return self._text

    def stored(self) -> str:
        return self._text

    def children(self, name: str) -> Sequence[XmlNode]:
        return [child for child in self._children if child.name == name]

    def all_children(self) -> Iterable[XmlNode]:
        return self._children

    def attribute(self, name: str) -> str | None:
        return self._attributes.get(name)


def xml_nodes(text: str, *repeating: str) -> XmlNode:
    return XmlNode(ElementTree.fromstring(text), None, frozenset(repeating))
