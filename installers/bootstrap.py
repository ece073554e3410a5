"""Sets PollKit up on a machine that has Python, pip and git, and starts it.

    python3 installers/bootstrap.py run       open PollKit with the demo event ready
                                    run --cards: also install what reads paper cards by webcam
    python3 installers/bootstrap.py test      run the checks and the whole test suite
    python3 installers/bootstrap.py bundle    build the program that needs no Python
    python3 installers/bootstrap.py lock      write the lock files anew from pyproject.toml

Kept in a form that Pythons from 3.6 on can read, so that they can say what is wrong.
"""

import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def main() -> int:
    if sys.version_info >= OLDEST:
        from steps.commands import main as set_up_and_start

        return set_up_and_start(sys.argv[1:])
    newer = next((found for found in map(shutil.which, NEWER_NAMES) if found), None)
    if newer is None:
        sys.stderr.write(
            f"PollKit needs Python 3.11 or newer, and this is {sys.version.split()[0]}. "
            "Install a newer Python from your system's packages or from python.org, "
            "then type this again with it.\n"
        )
        return 2
    return subprocess.call([newer, *sys.argv])


if __name__ == "__main__":
    sys.exit(main())
