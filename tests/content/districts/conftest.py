"""A campaign with tables of districts, and a folder for what was read of them."""

import pytest


@pytest.fixture
def cache(tmp_path):
    """Return the folder that stands for the user's own; it is made where it is first used."""
    return tmp_path / "cache"


@pytest.fixture
def campaign(tmp_path):
    """Return the folder of a campaign that has no tables yet."""
    folder = tmp_path / "campaign"
    (folder / "districts").mkdir(parents=True)
    return folder
