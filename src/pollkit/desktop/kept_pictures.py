"""Pictures that the editor takes in and shows: made small in the pool, kept by the workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pollkit.desktop.tasks import Tasks
from pollkit.domain.instruments import Image
from pollkit.errors import NotFound, PictureNotAccepted, PollKitError
from pollkit.i18n import _
from pollkit.store.attachments import Attachments

# A camera's largest files; more is a film or a mistake.
_MOST_BYTES = 100_000_000


class WorkspacePictures:
    """Implements `PictureShelf`."""

    def __init__(self, attachments: Attachments, tasks: Tasks) -> None:
        self._attachments = attachments
        self._tasks = tasks

    def keep(
        self,
        source: Path | bytes,
        part: str,
        on_kept: Callable[[Image], None],
        on_failed: Callable[[str], None],
    ) -> None:
        def tell(error: BaseException) -> None:
            if isinstance(error, PollKitError):
                on_failed(str(error))
            else:
                on_failed(_("This picture cannot be used."))
                raise error

        self._tasks.run(lambda _task: self._keep(source, part), on_kept, tell)

    def path(self, sha256: str) -> Path | None:
        try:
            return self._attachments.path(sha256)
        except NotFound:
            return None

    def _keep(self, source: Path | bytes, part: str) -> Image:
        from pollkit.desktop import picture_files

        content = source if isinstance(source, bytes) else _content(source)
        if part == "image":
            small = picture_files.fit_for_phones(content, picture_files.UNDER_PIN)
        else:
            small = picture_files.fit_for_phones(
                content, picture_files.BESIDE_OPTION, picture_files.BESIDE_OPTION_BYTES
            )
        kept = self._attachments.add(small)
        return Image(kept.sha256, kept.width, kept.height)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PictureNotAccepted(_("This file is too large for a picture."))
        return path.read_bytes()
    except OSError as error:
        raise PictureNotAccepted(
            _("“{name}” cannot be read. Choose another picture.").format(name=path.name)
        ) from error
