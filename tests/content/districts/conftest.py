"""A campaign with tables of districts, and a folder for what was read of them."""

import pytest

from tests.support.sample_districts import NAMES, NAMES_ENTRY, ONSPD, ONSPD_ENTRY, add_table, name_tables


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


@pytest.fixture
def british(campaign):
    """Return a campaign with the directory of postcodes, and the names of its constituencies."""
    add_table(campaign, "codes.csv", ONSPD)
    add_table(campaign, "names.csv", NAMES)
    name_tables(campaign, ONSPD_ENTRY, NAMES_ENTRY)
    return campaign
