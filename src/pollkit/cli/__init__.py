"""The command line: one module a verb, over the use cases that the window uses too."""

from pollkit.cli.front_door import main

__all__ = ["main"]
