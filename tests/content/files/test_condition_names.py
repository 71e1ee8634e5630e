"""Conditions in the words of profiles, or with other codes of states, are told with what is right."""

import pytest

from entreaty.content.files.appeals import load_appeal
from entreaty.planning.where import WhereError, condition_of
from entreaty.problems import ContentError
from tests.support.sample_campaigns import APPEAL, edited

CONCERN = "    - id: concern\n"
CODES = "use two capitals as in ISO 3166, such as CH, or the code of a part, such as US-CA"


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("party", "political_parties"),
        ("political_party", "political_parties"),
        ("form_of_address", "forms"),
        ("constituency", "constituencies"),
        ("roles", "committees"),
        ("state", "states"),
        ("country", "countries"),
        ("language", "languages"),
        ("tag", "tags"),
        ("position", "positions"),
        ("audience", "audiences"),
    ],
)
def test_key_of_a_profile_is_told_as_that_of_conditions(tmp_path, key, meant):
    """Conditions have the plural, or another word, for what a profile says; so have orders on the command line."""
    assert _told(tmp_path, f"{key}: [x]") == (f"unknown key '{key}'", f"did you mean '{meant}'?")

    with pytest.raises(WhereError, match=f"there is no key '{key}'; did you mean '{meant}'"):
        condition_of(f"{key}=x")


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("GER", CODES),
        ("SUI", CODES),
        ("ENG", CODES),
        ("XY", CODES),
        ("DEU", "did you mean 'DE'?"),
        ("Germany", "did you mean 'DE'?"),
        ("UK", "did you mean 'GB'?"),
        ("de", "did you mean 'DE'?"),
    ],
)
def test_no_code_is_taken_for_that_of_another_state(tmp_path, code, hint):
    """Names and codes of three letters are understood; of others, none is near enough to be meant."""
    assert _told(tmp_path, f"states: [{code}]") == (f"'{code}' is not the code of a state", hint)


def _told(folder, condition):
    """Return message and hint of the only problem of an appeal with that condition."""
    path = folder / "visits" / "appeal.yaml"
    path.parent.mkdir()
    path.write_text(edited(APPEAL, CONCERN, f"{CONCERN}      for: {{{condition}}}\n"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_appeal(path)
    (problem,) = caught.value.problems
    return problem.message, problem.hint
