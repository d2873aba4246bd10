"""`python -m tools.generate [SCHEME …]`: writes schemes/SCHEME/data again."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.generate.schemes import GENERATED

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(GENERATED))
    if unknown:
        print(f"No generator for {', '.join(unknown)}; there are {', '.join(GENERATED)}.", file=sys.stderr)
        return 2
    for name in names or GENERATED:
        tables = GENERATED[name]()
        tables.write(SCHEMES / name / "data")
        print(f"{name}: {', '.join(tables.texts())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
