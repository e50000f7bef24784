"""``python -m bench``: all parts, or those named: page engine intake."""

from __future__ import annotations

import sys
from importlib import import_module

from bench.ratios import table

PARTS = ("engine", "intake", "page")


def main(names: list[str]) -> int:
    """Measure and print; 2 when a part is not known."""
    unknown = set(names) - set(PARTS)
    if unknown:
        sys.stderr.write(f"no such part: {', '.join(sorted(unknown))}; there are {PARTS}\n")
        return 2
    rows = []
    for name in names or PARTS:
        sys.stderr.write(f"measuring {name} ...\n")
        rows.extend(import_module(f"bench.{name}").run())
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
