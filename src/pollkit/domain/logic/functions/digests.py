"""Functions that hash, decode and verify."""

from __future__ import annotations

import base64
import binascii
import hashlib

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import between, fixed
from pollkit.domain.logic.values import Value, to_text
from pollkit.errors import ExpressionProblem
from pollkit.i18n import _

ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def _digest(here: Here, text: Value, algorithm: Value, encoding: Value = "base64") -> str:
    name = ALGORITHMS.get(to_text(algorithm).upper())
    if name is None:
        raise ExpressionProblem(
            _("digest() knows {known}, not “{name}”.").format(
                known=", ".join(ALGORITHMS), name=to_text(algorithm)
            )
        )
    found = hashlib.new(name, to_text(text).encode(), usedforsecurity=False).digest()
    if to_text(encoding).lower() == "hex":
        return found.hex()
    if to_text(encoding).lower() == "base64":
        return base64.b64encode(found).decode()
    raise ExpressionProblem(_("digest() writes its result as “base64” or “hex”."))


def _base64_decode(here: Here, text: Value) -> str:
    """ "" where it is not base64, or not that of a text."""
    try:
        return _decoded(to_text(text)).decode()
    except ValueError:
        return ""


def _extract_signed(here: Here, text: Value, key: Value) -> str:
    """What was signed by Ed25519, after its 64 bytes of signature; "" where that is not right."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        signed = VerifyKey(_decoded(to_text(key))).verify(_decoded(to_text(text)))
        return signed.decode()
    except (BadSignatureError, ValueError, TypeError):
        return ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as wrong:
        raise ValueError from wrong


FUNCTIONS = {
    "digest": between(_digest, 2, 3),
    "base64-decode": fixed(_base64_decode, 1),
    "extract-signed": fixed(_extract_signed, 2, on_the_web=False),
}
