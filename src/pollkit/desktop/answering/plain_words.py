"""The words of a form without the marks that some programs would show as bold or coloured.

XLSForm lets texts carry a little Markdown and HTML; here they are shown as plain text.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?(?:span|b|i|u|strong|em|font|p|br|h[1-6]|center|big|small)\b[^<>]*>", re.I)
_BREAK = re.compile(r"<br\s*/?>|</p>", re.I)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S)
_LEANING = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+", re.M)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")


def plain_words(text: str) -> str:
    """Such as "Your age" for "**Your age**"; what only looks like a mark stays."""
    if not any(sign in text for sign in "<*_#[&"):
        return text
    plain = _BREAK.sub("\n", text)
    plain = _TAG.sub("", plain)
    plain = _HEADING.sub("", plain)
    plain = _BOLD.sub(r"\2", plain)
    plain = _LEANING.sub(r"\1", plain)
    plain = _LINK.sub(r"\1 (\2)", plain)
    return html.unescape(plain).strip()
