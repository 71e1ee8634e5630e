"""What tests of finished letters share: what takes long to start."""

from collections.abc import Iterator

import pytest

from entreaty.output.pdf.typesetter import Typesetter
from tests.support.pdfs import shipped_typesetter
from tests.support.validators import VeraPdf, started_verapdf


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """The typesetter of the shipped look."""
    return shipped_typesetter()


@pytest.fixture(scope="session")
def verapdf() -> Iterator[VeraPdf]:
    """The engine of veraPDF, started once for all tests that ask it."""
    with started_verapdf() as engine:
        yield engine
