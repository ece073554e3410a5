"""Pictures from a person's computer, as they are kept for phones."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image as Pillow

from pollkit.desktop.picture_files import BESIDE_OPTION, UNDER_PIN, fit_for_phones
from pollkit.errors import PictureNotAccepted
from pollkit.store.attachments import MOST_BYTES, examine


def photograph(form: str, size: tuple[int, int], **how: object) -> bytes:
    """Noise is the hardest picture to make small."""
    noise = random.Random(7).randbytes(3 * 300 * 200)
    written = io.BytesIO()
    Pillow.frombytes("RGB", (300, 200), noise).resize(size).save(written, form, **how)
    return written.getvalue()


@pytest.mark.parametrize("longest", [BESIDE_OPTION, UNDER_PIN])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_large_photograph_becomes_small_and_keeps_its_shape(
    application: object, form: str, longest: int
) -> None:
    fitted = fit_for_phones(photograph(form, (2400, 1600)), longest)

    kept = examine(fitted)
    assert len(fitted) <= MOST_BYTES
    assert max(kept.width, kept.height) <= longest
    assert kept.width / kept.height == pytest.approx(1.5, abs=0.02)


def test_a_drawing_stays_a_sharp_png_of_its_own_size(application: object) -> None:
    written = io.BytesIO()
    Pillow.new("RGB", (640, 480), "navy").save(written, "PNG")

    kept = examine(fit_for_phones(written.getvalue(), UNDER_PIN))
    assert (kept.suffix, kept.width, kept.height) == (".png", 640, 480)


def test_what_a_camera_wrote_into_a_picture_is_left_out_and_it_stands_upright(
    application: object,
) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010E] = "the garden of my house"
    turned = fit_for_phones(photograph("JPEG", (300, 200), exif=exif), UNDER_PIN)

    with Pillow.open(io.BytesIO(turned)) as seen:
        assert seen.size == (200, 300)
        assert not seen.getexif()
    assert b"garden" not in turned


def test_a_transparent_ground_becomes_white(application: object) -> None:
    written = io.BytesIO()
    Pillow.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")

    with Pillow.open(io.BytesIO(fit_for_phones(written.getvalue(), 480))) as seen:
        assert seen.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xd8\xff\xe0" + b"\0" * 99])
def test_what_is_no_picture_is_said_to_be_none(application: object, content: bytes) -> None:
    with pytest.raises(PictureNotAccepted):
        fit_for_phones(content, 480)
