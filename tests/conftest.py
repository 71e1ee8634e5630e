"""Rules that every test is under: no network, and on CI nothing is skipped."""

import gc
import ipaddress
import os
import sys
from collections import Counter
from collections.abc import Generator
from typing import Any, TypeVar

import pytest

from tests.support.tiers import register_profiles
from tests.support.tools import TOOLS, missing

register_profiles()

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_configure() -> None:
    """Refuse the network from here on, for imports as well as tests.

    Why an audit hook: it sees every socket of this process, those made in C and by other libraries too.
    """
    sys.addaudithook(_refuse_network)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to `make test-all` what `one_in(5)` leaves out: all cases of the test but the first of each five.

    Of `one_in(6, thorough=2)` it takes the first of each two cases, and `make soak` the others. What is left to either,
    and what makes up its examples, is not noted line by line: that takes more than twice the time.
    """
    seen: Counter[str] = Counter()
    for item in items:
        if mark := item.get_closest_marker("one_in"):
            test = item.nodeid.partition("[")[0]
            for tier, number in (("thorough", *mark.args), ("soak", mark.kwargs.get("thorough", 1))):
                if seen[test] % number:
                    item.add_marker(tier)
            seen[test] += 1
        if any(map(item.get_closest_marker, ("thorough", "soak", "hypothesis"))):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Have Python look for garbage only among what tests make: thousands of tests and their libraries stay."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is missing, and say how to get the tool."""
    for mark in item.iter_markers("tool"):
        (tool,) = mark.args
        if reason := missing(TOOLS[tool]):
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that is skipped on CI."""
    return _not_skipped_on_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a module that is skipped on CI."""
    return _not_skipped_on_ci((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: each `record_property("counted", …)`."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    for report in reports:
        for name, value in getattr(report, "user_properties", ()):
            if name == "counted" and report.when == "call":
                terminalreporter.write_line(f"{report.nodeid}: {value}")


def _not_skipped_on_ci(report: Report) -> Report:
    if "CI" in os.environ and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped on CI, where nothing may be: {report.longrepr}"
    return report


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"} and isinstance(args[1], tuple):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not _is_here(host):
        pytest.fail(f"tests do not use the network, and this one asks for {host}")


def _is_here(host: str | bytes | None) -> bool:
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False
