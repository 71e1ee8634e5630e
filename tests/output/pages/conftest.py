"""What tests of pages share: a browser, which takes long to start."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.browser import started_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a Chromium."""
    with started_chromium() as running:
        yield running
