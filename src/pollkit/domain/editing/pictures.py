"""Pictures of an item and beside its options."""

from __future__ import annotations

from dataclasses import replace

from pollkit.domain.editing.items import with_item
from pollkit.domain.editing.lists import with_item_and_list
from pollkit.domain.instruments import Image, Instrument, Item


def with_image(instrument: Instrument, name: str, part: str, image: Image | None) -> Instrument:
    """Puts the picture in its place: "image" is the item's own, "image.CODE" an option's; None
    takes it away.

    What was written about the one before stays: a picture is more often replaced by a better one
    of the same than by another.
    """
    item = instrument.item(name)
    if part == "image":
        return with_item(instrument, replace(item, image=_described_as(image, item.image)))
    options = tuple(
        replace(option, image=_described_as(image, option.image))
        if part == f"image.{option.code}"
        else option
        for option in item.options
    )
    return with_item_and_list(instrument, replace(item, options=options))


def images_of(item: Item) -> tuple[Image, ...]:
    images = (item.image, *(option.image for option in item.options))
    return tuple(image for image in images if image is not None)


def _described_as(image: Image | None, before: Image | None) -> Image | None:
    return image if image is None or before is None else replace(image, texts=before.texts)
