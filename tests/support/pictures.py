"""Pictures made by a program that is not ours."""

from __future__ import annotations

import io

from PIL import Image as Pillow


def picture(form: str, size: tuple[int, int] = (120, 80), **how: object) -> bytes:
    written = io.BytesIO()
    mode = how.pop("mode", "RGB")
    Pillow.new(str(mode), size, "teal").save(written, form, **how)
    return written.getvalue()


TOWN = picture("PNG", (1200, 800))
