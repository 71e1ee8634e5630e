"""A real browser without a screen, and what axe-core finds on a page in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests.support.checkout import AXE

# Flags for a browser without a screen that asks nothing of any network.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Findings(NamedTuple):
    """What axe-core finds on a page.

    Attributes:
        violations: Each rule that is broken, with the elements that break it.
        kept: How many rules hold.
    """

    violations: list[tuple[str, list[str]]]
    kept: int


@contextmanager
def started_chromium() -> Iterator[Any]:
    """Start the system's Chromium, and end it with the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS.split())
        yield running
        running.close()


def axe_findings(tab: Any) -> Findings:
    """Return what axe-core finds on the page of a tab, as it is shown now."""
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run({ resultTypes: ['violations'] })")
    broken = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    return Findings(broken, len(found["passes"]))
