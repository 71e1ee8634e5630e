"""Names as people bear them: a table written by hand, from title, country and language to envelope and salutation."""

import re
from collections import Counter
from pathlib import Path

import pytest

from entreaty.content.shipped.forms_of_address import FormsFile
from entreaty.content.shipped.titles import Known, load_titles, titles_in
from entreaty.content.validation import validated
from entreaty.storage.yaml.file import read_yaml
from entreaty.writing.composing.courtesies import courtesies_of
from tests.support.checkout import ROOT
from tests.support.sample_content import make_recipient, posted_from

pytestmark = pytest.mark.no_cover

ROWS = read_yaml(Path(__file__).parent / "titles.yaml").root["cases"]
CASES = [tuple(row) for row in ROWS if isinstance(row, list)]
SOURCES = {row["source"] for row in ROWS if not isinstance(row, list)}
OFFICES = {"person": None, "mayor": "Mayor", "mep": "Member of the European Parliament"}


def _recipient(case):
    form, title, name, letters, gender, home, *_ = case
    given, _, family = name.rpartition(" | ")
    person = {"family": family, "given": given or None, "title": title or None}
    if letters.startswith(", "):
        person["suffix"] = letters.removeprefix(", ")
    elif letters:
        person["post_nominals"] = letters.split()
    office = OFFICES.get(form, "Head of Examples")
    profile = make_recipient(
        office=office or "Nobody",
        form_of_address=form,
        name=person,
        gender=None if gender == "-" else gender,
        state=home,
        address={"lines": ["1 Example Road"], "country": home},
        organisation="Example House",
    )
    return profile if office else profile.model_copy(update={"office": None})


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case[:8]))
def test_name_is_written_as_it_is_borne(case):
    """The line of the envelope that holds the name, and the salutation, are those of the table."""
    *_, language, sender, line, salutation = case
    found = courtesies_of(_recipient(case), language, posted_from(sender))

    assert (line in found.envelope, found.salutation) == (True, salutation), found.envelope


def test_table_has_two_hundred_cases_of_titles_countries_and_languages():
    """Five languages, twenty countries, forty titles; each case stands below the source of its words."""
    languages = Counter(case[6] for case in CASES)

    assert len(CASES) >= 200
    assert len(set(CASES)) == len(CASES)
    assert {one for one, often in languages.items() if often >= 6} >= {"en", "de", "fr", "es", "ru"}
    assert len({case[5] for case in CASES}) >= 20
    assert len({case[1] for case in CASES}) >= 40
    forms = validated(FormsFile, read_yaml(ROOT / "entreaty" / "data" / "forms_of_address.yaml"))
    assert SOURCES - {"memory"} <= {*load_titles().sources, *forms.sources}


def test_every_title_says_where_it_was_seen():
    """Each source is in the list of the file, or says that it is from memory; each in the list is used."""
    titles = load_titles()
    named = {one.source for one in titles.titles}
    named |= {
        getattr(titles.names, key).source
        for key in type(titles.names).model_fields
        if key not in {"particles", "patronymics"}
    }

    assert named - {"memory"} <= set(titles.sources)
    assert set(titles.sources) - named <= {"debrett_old"}


def test_every_spelling_is_found():
    """Each spelling of the table is read as its title, with points and capitals too."""
    for title in load_titles().titles:
        for words in title.words:
            found = titles_in(words.upper(), *title.where)
            assert [one.title.words for one in found if isinstance(one, Known)] == [title.words], words


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Rt Hon Sir", 2),
        ("H.E. Mr.", 2),
        ("Prof. Dr. Dr. h. c.", 3),
        ("Dr.h.c.", 1),
        ("The Right Honourable Dame", 2),
    ],
)
def test_several_titles_are_told_apart(written, known):
    """The longest words that are a title are one."""
    assert [type(one) for one in titles_in(written)] == [Known] * known


def test_no_gender_is_guessed_from_a_title_for_all():
    """Only titles that women or men alone bear state a gender."""
    stated = {title.words[0]: title.gender for title in load_titles().titles if title.gender}

    assert stated["sir"] == "m"
    assert stated["dame"] == "f"
    assert not re.search("dr|prof|rev|general", " ".join(stated))
