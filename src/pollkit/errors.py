"""Everything PollKit raises on purpose.

    PollKitError
    ├── UserError               the person can mend it; shown as it is, and says what to do
    │   ├── NotFound                no such event, question, version ...
    │   ├── InstrumentProblem       a question cannot be asked as it stands
    │   ├── ExpressionProblem       a condition or calculation cannot be read or worked out
    │   ├── FormUnreadable          a file that holds no form, or none that can be opened
    │   ├── AnswerNotAccepted       an answer does not fit its question
    │   ├── AnswersGiven            a change would take the meaning from answers that were given
    │   ├── NotAllowedNow           a wave or a response is not in a state that allows this
    │   ├── ConsentMissing          nothing may be answered before consent was given
    │   ├── PinRefused              not the PIN of the computer that was handed over
    │   ├── PackageRefused          a project package is damaged, hostile or of a newer PollKit
    │   ├── IllegalMove             the room is not in a state that allows this
    │   ├── CodeNotAccepted         what was typed is no code from a card, or not for this event
    │   ├── NotEstimable            these numbers do not allow the statistic that was asked for
    │   ├── CardsNotInstalled       OpenCV, which reads paper cards, was not asked for
    │   ├── PictureNotAccepted      no picture, or none that phones can load
    │   ├── CopyUnreadable          a room's copy does not open: another code, or damaged
    │   ├── WorkspaceInUse          another PollKit has this workspace open
    │   ├── WorkspaceTooNew         written by a newer PollKit; left untouched
    │   └── WorkspaceDamaged        the file is not a sound workspace; left untouched
    └── EnvironmentFault        the machine or the network; trying again may help
        ├── WorkspaceReadOnly       no right to write here
        ├── DiskFull                nothing was written; free room and try again
        ├── DiskFailed              the disk does not answer: unplugged, failing, or full after all
        ├── WorkspaceBusy           the file stayed locked by another program
        ├── PortTaken               another program listens on the wanted port
        ├── NoNetworkAddress        no address at which phones could reach this machine
        ├── RoomUnreachable         the room's process does not answer
        ├── FolderNotWritable       results cannot be written to the chosen folder
        ├── NoDisplay               no screen on which a window could open
        ├── CameraFailed            a camera does not open, or has stopped giving pictures
        └── LibraryMissing          a library of the system that the window needs is not installed

Anything else is a bug.
"""

from __future__ import annotations


class PollKitError(Exception):
    """An error whose text may be shown to the person as it is."""


class UserError(PollKitError):
    pass


class NotFound(UserError):
    pass


class InstrumentProblem(UserError):
    pass


class ExpressionProblem(UserError):
    """`at` is where in the expression, counted from 0."""

    def __init__(self, text: str, at: int = 0) -> None:
        super().__init__(text)
        self.at = at


class FormUnreadable(UserError):
    pass


class AnswerNotAccepted(UserError):
    pass


class AnswersGiven(UserError):
    pass


class NotAllowedNow(UserError):
    pass


class ConsentMissing(UserError):
    pass


class PinRefused(UserError):
    pass


class PackageRefused(UserError):
    pass


class IllegalMove(UserError):
    pass


class CodeNotAccepted(UserError):
    pass


class NotEstimable(UserError):
    pass


class CardsNotInstalled(UserError):
    pass


class PictureNotAccepted(UserError):
    pass


class CopyUnreadable(UserError):
    pass


class WorkspaceInUse(UserError):
    pass


class WorkspaceTooNew(UserError):
    pass


class WorkspaceDamaged(UserError):
    pass


class EnvironmentFault(PollKitError):
    pass


class WorkspaceReadOnly(EnvironmentFault):
    pass


class DiskFull(EnvironmentFault):
    pass


class DiskFailed(EnvironmentFault):
    pass


class WorkspaceBusy(EnvironmentFault):
    pass


class PortTaken(EnvironmentFault):
    pass


class NoNetworkAddress(EnvironmentFault):
    pass


class RoomUnreachable(EnvironmentFault):
    pass


class FolderNotWritable(EnvironmentFault):
    pass


class NoDisplay(EnvironmentFault):
    pass


class CameraFailed(EnvironmentFault):
    pass


class LibraryMissing(EnvironmentFault):
    pass
