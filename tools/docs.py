"""Writes the reference pages that are made from the code, so that they cannot tell something else.

`make docs` writes them; `make check` runs `--check`, which writes nothing and fails when a page is not what
the code would write today. To add a page, write a function that returns its whole text and list it in PAGES. The curve of
each rule is a page of its own (`tools.curves`).
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from kaohe.engine.scheme.json_schema import Schema, fragment_schema, scheme_schema
from kaohe.engine.scheme.reference_page import scheme_language_page
from tools.curves import FOLDER, curves

ROOT = Path(__file__).resolve().parent.parent


def as_json(schema: Callable[[], Schema]) -> Callable[[], str]:
    return lambda: json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


PAGES: list[tuple[str, Callable[[], str]]] = [
    ("docs/reference/scheme-language.md", scheme_language_page),
    ("docs/reference/scheme.schema.json", as_json(scheme_schema)),
    ("docs/reference/fragment.schema.json", as_json(fragment_schema)),
]
"""Path from the root of the repository, and the function that gives the text of the page."""


def stale_pages() -> dict[Path, str]:
    """The pages that differ from what the code gives, with the text they should have."""
    pages = {ROOT / path: text() for path, text in PAGES} | {ROOT / path: text for path, text in curves().items()}
    return {page: text for page, text in pages.items() if not page.exists() or page.read_bytes() != text.encode()}


def left_over() -> list[Path]:
    """Curves of rules that are no more."""
    return sorted(set((ROOT / FOLDER).glob("*")) - {ROOT / path for path in curves()})


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the generated reference pages.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")
    check = parser.parse_args().check

    stale = stale_pages()
    for page, text in stale.items():
        name = page.relative_to(ROOT)
        if check:
            print(f"{name} is out of date: run `make docs`", file=sys.stderr)
        else:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    idle = left_over()
    for page in idle:
        if check:
            print(f"{page.relative_to(ROOT)} belongs to no rule: run `make docs`", file=sys.stderr)
        else:
            page.unlink()
            print(f"removed {page.relative_to(ROOT)}")
    return 1 if check and (stale or idle) else 0


if __name__ == "__main__":
    sys.exit(main())
