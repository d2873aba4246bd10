"""Where the published schemes lie: in the installed package, or in the repository beside it."""

from __future__ import annotations

from pathlib import Path

import kaohe


def published() -> list[Path]:
    """The folders of the published schemes, by name."""
    package = Path(kaohe.__file__).parent
    for folder in (package / "schemes", package.parents[1] / "schemes"):
        found = sorted(path.parent for path in folder.glob("*/scheme.yaml"))
        if found:
            return found
    return []
