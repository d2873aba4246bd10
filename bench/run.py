"""`make bench`: measures speed, memory and exactness, prints a table and writes it to docs/benchmarks.md.

Each ratio is taken side by side in one run: the two are measured in turn, several times, and the medians are compared.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.assessment import write_figures, write_scheme  # noqa: E402
from bench.exactness import node_disagreements, rounding_disagreements  # noqa: E402
from bench.peers import SUBJECTS, peer_lines  # noqa: E402
from bench.spreadsheet import spreadsheet  # noqa: E402
from bench.workbooks import ROWS, workbook_lines  # noqa: E402

PAGE = ROOT / "docs" / "benchmarks.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2600,100000,1000000,7000000", help="numbers of subjects")
    parser.add_argument("--quick", action="store_true", help="small sizes, and nothing is written")
    options = parser.parse_args()
    sizes = [2600, 20000] if options.quick else [int(size) for size in options.sizes.split(",")]
    sections: list[Callable[[], list[str]]] = [
        _head,
        lambda: _scale(sizes),
        _commands,
        lambda: ["", *workbook_lines(2000 if options.quick else ROWS)],
        spreadsheet,
        lambda: peer_lines(2000 if options.quick else SUBJECTS),
        lambda: _exactness(10**5 if options.quick else 10**7),
    ]
    lines: list[str] = []
    for section in sections:
        found = section()
        print("\n".join(found), flush=True)
        lines += found
    page = "\n".join(lines) + "\n"
    if not options.quick:
        PAGE.write_text(page, encoding="utf-8")


def _head() -> list[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {today}: {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}. Ratios are medians of runs side by side on the same machine.",
        "",
    ]


def _scale(sizes: list[int]) -> list[str]:
    lines = [
        "## Subjects",
        "",
        "60 indicators with every kind of rule, 20 groups, quotas, 68 scores a subject; wide Parquet in, all scores and "
        "grades out as Parquet. Against DuckDB reading the same Parquet columns and summing them. Beyond a million subjects "
        "they are scored in parts.",
        "",
        "| subjects | Kaohe, files to files | DuckDB read + sum | ratio | peak memory |",
        "|---:|---:|---:|---:|---:|",
    ]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            scheme = Path(folder) / "scheme"
            write_scheme(scheme)
            write_figures(scheme / "data", size)
            ours, peers, peak = [], [], 0.0
            for i in range(3):
                seconds, memory = _child("score", scheme, Path(folder) / f"out{i}")
                ours.append(seconds)
                peak = max(peak, memory)
                peers.append(_child("sum", scheme, Path(folder))[0])
        ratio = median(ours) / median(peers)
        lines.append(f"| {size:,} | {median(ours):.2f} s | {median(peers):.3f} s | {ratio:.1f} | {peak:.2f} GB |")
    return [*lines, ""]


def _child(what: str, scheme: Path, out: Path) -> tuple[float, float]:
    """Seconds from the first byte read to the last one written (imports left aside), and peak memory in GB."""
    script = ROOT / "bench" / "child.py"
    done = subprocess.run([sys.executable, script, what, scheme, out], capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def _commands() -> list[str]:
    sichuan = ROOT / "schemes" / "sichuan-2019"
    kaohe = Path(sys.executable).parent / "kaohe"
    with tempfile.TemporaryDirectory() as folder:
        ours, peers = [], []
        for i in range(5):
            ours.append(_timed([kaohe, "score", sichuan, "--formats", "csv", "--out", Path(folder) / str(i)]))
            peers.append(_timed([sys.executable, "-c", "import polars"]))
        large = Path(folder) / "large"
        write_scheme(large, indicators=500)
        checks = [_timed([kaohe, "check", large]) for _ in range(3)]
    return [
        "## Commands",
        "",
        "| command, whole process | time | against |",
        "|---|---:|---:|",
        f"| `kaohe score schemes/sichuan-2019 --formats csv` | {median(ours):.2f} s | "
        f"{median(ours) / median(peers):.1f} × `python -c 'import polars'` ({median(peers):.2f} s) |",
        f"| `kaohe check` of a scheme with 500 indicators | {median(checks):.2f} s | at most 2 s |",
        "",
    ]


def _timed(command: list[object]) -> float:
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return time.perf_counter() - start


def _exactness(roundings: int) -> list[str]:
    wrong, nodes, differing = rounding_disagreements(roundings), *node_disagreements(roundings // 10)
    return [
        "## Exactness",
        "",
        "| what | cases | disagreements |",
        "|---|---:|---:|",
        f"| roundings on columns, five modes, checked by integer inequalities | {roundings:,} | {wrong} |",
        f"| node scores, columnar against reference, schemes drawn at random | {nodes:,} | {differing} |",
        "",
    ]


if __name__ == "__main__":
    main()
