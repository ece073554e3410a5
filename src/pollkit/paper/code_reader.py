"""Finds QR codes in one picture, with OpenCV's own detector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pollkit.paper.card_reader import load_opencv

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Full HD has nothing that this width has not, for a code that is held up, and takes twice as long.
_WIDEST = 1280


def read_codes(picture: NDArray[np.uint8]) -> tuple[str, ...]:
    """What the codes of a picture hold, each once.

    Some drivers give pictures as in a mirror, where no code can be read: then it is turned back.

    Raises:
        CardsNotInstalled: OpenCV is not there.
    """
    cv2 = load_opencv()
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, _WIDEST / grey.shape[1])
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # Of 60 rendered cards the first reads all and the second 48, which reads smaller ones besides
    # (OpenCV 4.14).
    for reader, seen in (
        (cv2.QRCodeDetectorAruco(), grey),
        (cv2.QRCodeDetector(), grey),
        (cv2.QRCodeDetectorAruco(), cv2.flip(grey, 1)),
    ):
        if codes := _decoded(cv2, reader, seen):
            return codes
    return ()


def _decoded(cv2: Any, reader: Any, grey: NDArray[np.uint8]) -> tuple[str, ...]:
    try:
        is_found, texts, _corners, _straight = reader.detectAndDecodeMulti(grey)
    except cv2.error:  # some shapes that are no code throw instead of being none
        return ()
    return tuple(dict.fromkeys(text for text in texts if text)) if is_found else ()
