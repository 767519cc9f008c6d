"""A skip counts as a failure, whichever way it is asked for."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.house

CONFTEST = """
from support.noskip import make_collect_report, make_runtest_report
pytest_make_collect_report = make_collect_report
pytest_runtest_makereport = make_runtest_report
"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("@pytest.mark.skip\ndef test_it(): pass", id="mark"),
        pytest.param("def test_it(): pytest.skip('later')", id="call"),
        pytest.param("@pytest.mark.xfail\ndef test_it(): assert False", id="xfail"),
        pytest.param("@pytest.mark.xfail\ndef test_it(): pass", id="xpass"),
        pytest.param("def test_it(): pytest.xfail('later')", id="xfail-call"),
    ],
)
def test_a_test_that_skips_itself_fails(pytester: pytest.Pytester, body: str) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(f"import pytest\n{body}")
    result = pytester.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*is skipped or expected to fail*"])


def test_a_module_that_skips_itself_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("import pytest\npytest.importorskip('no_such_module')")
    result = pytester.runpytest_inprocess()
    assert result.ret != pytest.ExitCode.OK
    result.assert_outcomes(errors=1)


def test_an_ordinary_test_still_passes_or_fails_by_itself(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("def test_good(): pass\n\n\ndef test_bad(): assert False")
    pytester.runpytest_inprocess().assert_outcomes(passed=1, failed=1)
