"""What holds for every test: what may be missing, and what may not.

A test that uses a part from outside Python says so: `@pytest.mark.needs("libreoffice")`. On a machine
without the part it is skipped, with the reason. Where everything must be there (`KAOHE_REQUIRE=all`, as in
.ci/run), whatever would be skipped, for this reason or any other, fails: a test that never runs anywhere
proves nothing.
"""

import os
import shutil
from collections.abc import Generator

import pytest
from hypothesis import settings

PARTS = {
    "git": "git",
    "libreoffice": "soffice",
    "chromium": "chromium",
}
"""The parts a test can need, each with the command that shows it is there."""

# A busy machine is not a defect: no time limit on one example.
settings.register_profile("kaohe", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("kaohe")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(part): the test uses a part from outside Python")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        (part,) = marker.args
        if part not in PARTS:
            raise pytest.UsageError(f'needs("{part}"): no such part; known are {", ".join(PARTS)}')
        if shutil.which(PARTS[part]) is None:
            pytest.skip(f"needs {part}: there is no command {PARTS[part]} here")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure is reported as skipped too, but it ran.
    if not hasattr(report, "wasxfail"):
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get("KAOHE_REQUIRE") == "all":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{reason}\nKAOHE_REQUIRE=all: nothing may be skipped here."
