"""PollKit gathers answers where there is no internet and turns them into evidence."""

__version__ = "0.1.0"
