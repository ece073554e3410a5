"""A card that is held up to the camera begins its owner's sitting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from field_samples import new_field
from filmed_cameras import FilmedCameras

from pollkit.desktop.caseworker.welcome.presenter import Newcomer, WelcomePresenter
from pollkit.desktop.caseworker.welcome.screen import WelcomeScreen
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.scanning.scan import ScanPresenter
from pollkit.desktop.scanning.scan_part import SCAN_TOPIC
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme
from pollkit.domain.codes import new_code
from pollkit.store import Role, Workspace
from pollkit.usecases.projects import add_respondents


def test_a_card_before_the_camera_begins_its_owner_s_sitting(
    tmp_path: Path, hub: ChangeHub, theme: Theme, until: Callable[[Callable[[], object]], None]
) -> None:
    code, cameras, errors = new_code(), FilmedCameras(), []
    tasks = Tasks(hub, errors.append)
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as workspace:
        field = new_field(workspace)
        add_respondents(workspace, field.project.id, [code]).result(10)
        scan = ScanPresenter(
            cameras,
            tasks,
            lambda found: screen.take_scanned(found),
            lambda: hub.announce(frozenset({SCAN_TOPIC})),
        )
        screen = WelcomeScreen(WelcomePresenter(workspace, field.before), scan, hub)
        begun: list[Newcomer] = []
        screen.begun.connect(begun.append)
        screen.show()
        cameras.holds = code
        assert screen.camera is not None
        screen.camera.turn.click()
        until(lambda: begun)
        assert begun[0].code == code
        screen.put_away()
        assert not cameras.is_open
        tasks.close()
    screen.close()
    screen.deleteLater()
    assert errors == []
