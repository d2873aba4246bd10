"""A test may be skipped where a part is missing, and nowhere else (tests/conftest.py)."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1] / "conftest.py"

NEEDS_A_MISSING_PART = """
    import pytest
    import conftest

    conftest.PARTS["abacus"] = "no-such-command"

    @pytest.mark.needs("abacus")
    def test_that_counts(): ...
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A small project with Kaohe's conftest, where parts may be missing."""
    monkeypatch.delenv("KAOHE_REQUIRE", raising=False)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    return pytester


def test_a_test_runs_when_its_part_is_there(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import pytest

        @pytest.mark.needs("git")
        def test_that_runs(monkeypatch): ...
    """)
    project.runpytest().assert_outcomes(passed=1)


def test_a_test_is_skipped_with_the_reason_when_its_part_is_missing(project: pytest.Pytester) -> None:
    project.makepyfile(NEEDS_A_MISSING_PART)
    result = project.runpytest("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*needs abacus: there is no command no-such-command here"])


def test_an_unknown_part_is_a_mistake(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import pytest

        @pytest.mark.needs("libreofice")
        def test_with_a_misspelt_part(): ...
    """)
    result = project.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['*needs("libreofice"): no such part; known are git, libreoffice, chromium'])


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["one-process", "xdist"])
@pytest.mark.parametrize(
    ("source", "reason", "outcomes"),
    [
        pytest.param(NEEDS_A_MISSING_PART, "needs abacus", {"errors": 1}, id="missing-part"),
        pytest.param(
            """
            import pytest

            def test_that_gives_up():
                pytest.skip("not today")
            """,
            "not today",
            {"failed": 1},
            id="skip-inside",
        ),
        pytest.param(
            """
            import pytest

            @pytest.mark.skip(reason="not today")
            def test_that_is_marked(): ...
            """,
            "not today",
            {"errors": 1},
            id="skip-mark",
        ),
        pytest.param(
            """
            import pytest

            pytest.importorskip("no_such_module")
            """,
            "could not import 'no_such_module'",
            {"errors": 1},
            id="whole-module",
        ),
    ],
)
def test_nothing_is_skipped_where_everything_is_required(
    project: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    reason: str,
    outcomes: dict[str, int],
    workers: list[str],
) -> None:
    monkeypatch.setenv("KAOHE_REQUIRE", "all")
    project.makepyfile(source)
    result = project.runpytest(*workers)
    assert result.ret != 0
    result.assert_outcomes(**outcomes)
    result.stdout.fnmatch_lines([f"*{reason}*", "*KAOHE_REQUIRE=all: nothing may be skipped here."])


def test_an_expected_failure_is_no_skip(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_REQUIRE", "all")
    project.makepyfile("""
        import pytest

        @pytest.mark.xfail(reason="known")
        def test_that_fails():
            assert False
    """)
    project.runpytest().assert_outcomes(xfailed=1)
