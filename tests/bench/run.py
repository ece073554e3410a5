"""Measures PollKit against its targets, each beside its floor from the same run.

    python tests/bench/run.py [NAME ...] [--json] [--list]

A bench is a module in this folder with `measure() -> list of rows`; NAME is the module's. A row has
name, value, unit, floor, ratio, target, holds. With `--json` each row is an object on a line of its
own. What could not be measured is said so, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_COLUMNS = ("name", "value", "unit", "floor", "ratio", "target", "holds")

Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="all benches if none is given")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--list", action="store_true", help="print the names and end")
    wanted = parser.parse_args()
    known = _benches()
    if wanted.list:
        print("\n".join(known))
        return 0
    unknown = set(wanted.names) - set(known)
    if unknown:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}; see --list")
    missed = 0
    if not wanted.json:
        print(_line({column: column for column in _COLUMNS}))
    for name in wanted.names or known:
        try:
            rows = importlib.import_module(name).measure()
        except Exception:
            traceback.print_exc()
            rows = [{"name": name, "value": None, "target": "could not be measured"}]
            missed = 1
        for row in rows:
            print(json.dumps(row) if wanted.json else _line(row), flush=True)
    return missed


def _benches() -> list[str]:
    """Modules here that define `measure`, found without importing them."""
    sys.path.insert(0, str(HERE))
    sys.path.insert(0, str(HERE.parent / "support"))
    return sorted(
        path.stem
        for path in HERE.glob("*.py")
        if path.stem != "run" and "\ndef measure(" in path.read_text("utf-8")
    )


def _line(row: Row) -> str:
    told = [str(row.get(column, "")) for column in _COLUMNS]
    return "{:<52}{:>12} {:<8}{:>10}{:>8}  {:<30}{}".format(*told)


if __name__ == "__main__":
    sys.exit(main())
