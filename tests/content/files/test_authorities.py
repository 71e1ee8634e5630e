"""What may be cited: the forms a file can have, what they mean, and whom a treaty binds when."""

from datetime import date

import pytest

from entreaty.content.files.authorities import Authority, load_authorities
from entreaty.content.validation import Checked
from entreaty.problems import ContentError
from tests.support.sample_campaigns import AUTHORITIES, edited, line_of

DATE = "must be a date such as 2025-06-24, without quotes"


def _load(folder, text) -> Checked[Authority]:
    path = folder / "authorities.yaml"
    path.write_text(text, encoding="utf-8")
    return load_authorities(path)


def _treaty(folder, **law) -> Authority:
    """Return the Geneva Convention with these lines in place of its parties."""
    lines = "".join(f"\n      {key}: {value}" for key, value in law.items())
    text = edited(AUTHORITIES, "\n      entry-into-force: 1950-10-21\n      parties: all-states", lines)
    checked = _load(folder, text)
    assert checked.problems == ()
    return checked.entries[0]


def test_authorities_are_read_with_the_field_names_of_csl(tmp_path):
    """Every field of a source is read, numbers and dates as the text that citations print."""
    convention, _, report = _load(tmp_path, AUTHORITIES).entries

    assert (convention.id, convention.title_short, convention.issued) == ("gc3", "GC III", "1949-08-12")
    assert (convention.volume, convention.page, convention.container_title_short) == ("75", "135", "UNTS")
    assert convention.custom.entry_into_force == date(1950, 10, 21)
    assert convention.custom.verified == "mirror"
    assert report.url == "https://example.org/visits"
    assert report.author[0].literal == "Example Organisation"
    assert report.place("URL").line == line_of(AUTHORITIES, "URL:")


@pytest.mark.parametrize("written", ["2025", "2025-06", "2025-06-30", "'2025-06-30'"])
def test_source_is_dated_by_day_month_or_year(tmp_path, written):
    """A source is dated as exactly as its date is known."""
    text = edited(AUTHORITIES, "issued: 2025-06\n", f"issued: {written}\n")

    assert _load(tmp_path, text).entries[2].issued == written.strip("'")


@pytest.mark.parametrize(
    "written",
    ["'2025-02-30'", "2025-13", "2025-6-1", "25", "'0000'", "June 2025", "2025-06-", "'２０２５'"],
)
def test_what_is_no_date_is_refused(tmp_path, written):
    """A month or a day that the calendar lacks, and any other writing, is refused with the three that are right."""
    text = edited(AUTHORITIES, "issued: 2025-06\n", f"issued: {written}\n")
    shown = written.strip("'")

    (problem,) = _load(tmp_path, text).problems

    assert problem.location.line == line_of(text, f"issued: {written}")
    assert problem.message == f"'issued': '{shown}' is no date"
    assert problem.hint == "write 2025-06-24, or 2025-06, or 2025"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("type: report", "type: novel", "'type' must be one of: article, article-journal,"),
        ("{kind: report, ", "{kind: novel, ", "'kind' must be one of: treaty, case, statute,"),
        ("{kind: report, verified: third-party}", "report", "'custom' must hold 'key: value' lines of its own"),
        ("third-party", "third-hand", "'verified' must be one of: official, mirror, third-party, unverified"),
        ("[{literal: Example Organisation}]", "[{}]", "an author has no name"),
        ("[{literal: Example Organisation}]", "[{given: Anna}]", "an author has no name"),
        ("[{literal: Example Organisation}]", "[Anna]", "entry 1 of 'author' must hold 'key: value' lines of its own"),
        ("[{literal: Example Organisation}]", "Anna", "'author' must be a list"),
        ("title: Report on visits", "title: [2025]", "'title' must be text"),
        ("title: Report on visits", 'title: "Report\\non visits"', "'title': it must be a single line"),
        ("title: Report on visits", "titel: Report on visits", "unknown key 'titel'"),
        ("https://example.org/visits", "ftp://example.org/visits", "'URL': 'ftp://example.org/visits' is not a web"),
        ("https://example.org/visits", "https://a:b@example.org", "'URL': 'https://a:b@example.org' names a user bef"),
        ("https://example.org/visits", "javascript:alert(1)", "'URL': 'javascript:alert(1)' is not a web address"),
        ("id: visits-report", "id: ../../etc/x", "'id': '../../etc/x' is not an id"),
        ("verified: third-party", "number: 01234", "unknown key 'number'"),
        ("verified: third-party", "general-list: some", "'general-list' must be a whole number"),
        ("verified: third-party", "decision: verdict", "'decision' must be one of: order, judgment, advisory-opinion,"),
        ("verified: third-party", "case-states: [AM, XX]", "'XX' is not the code of a state"),
        ("verified: third-party", "provisions: {art. 1: text}", "'art. 1' must hold 'key: value' lines of its own"),
        ("verified: third-party", "provisions: {art. 1: {en: 5}}", "'en' must be text, but 5 is read as something"),
        ("verified: third-party", "provisions: {art. 1: {en: []}}", "'en' lists nothing"),
        ("verified: third-party", "provisions: {art. 1: {zu: a}}", "'zu' is not a language that letters can be"),
        ("verified: third-party", "parties: all-state", "'parties' must be one of: all-states (got 'all-state')"),
        ("verified: third-party", "parties: [AM]", "'parties' must hold 'key: value' lines of its own"),
        ("verified: third-party", "parties: {XX: 1993-01-01}", "'XX' is not the code of a state"),
        ("verified: third-party", "parties: {AM: yes}", f"'AM' {DATE}"),
        ("verified: third-party", "parties: {AM: {since: soon}}", f"'since' {DATE}"),
        ("verified: third-party", "parties: {AM: {status: official}}", "'since' is missing"),
        ("verified: third-party", "bound-since: {AM: 1993}", f"'AM' {DATE}"),
        ("verified: third-party", "bound-since: all-states", "'bound-since' must hold 'key: value' lines of its own"),
    ],
)
def test_mistake_is_told_on_its_line_and_the_others_remain(tmp_path, old, new, message):
    """A mistake in one source is told once, with its line, and the other sources can be used."""
    checked = _load(tmp_path, edited(AUTHORITIES, old, new))

    (problem,) = (problem for problem in checked.problems if problem.message.startswith(message))
    assert problem.location.line == line_of(AUTHORITIES, old)
    assert [authority.id for authority in checked.entries] == ["gc3", "ap1"]


@pytest.mark.parametrize(
    ("law", "state", "day", "bound"),
    [
        ({"parties": "all-states"}, "AZ", date(1948, 1, 1), True),
        ({"parties": "all-states", "entry-into-force": "1950-10-21"}, "AZ", date(1950, 10, 20), False),
        ({"parties": "all-states", "entry-into-force": "1950-10-21"}, "AZ", date(1950, 10, 21), True),
        ({"parties": "all-states", "bound-since": "{AZ: 1993-06-01}"}, "AZ", date(1993, 5, 31), False),
        ({"parties": "all-states", "bound-since": "{AZ: 1993-06-01}"}, "AZ", date(1993, 6, 1), True),
        ({"parties": "all-states", "bound-since": "{AZ: 1993-06-01}"}, "AM", date(1993, 5, 31), True),
        ({"parties": "{AM: 1993-12-07}"}, "AM", date(1993, 12, 6), False),
        ({"parties": "{AM: 1993-12-07}"}, "AM", date(1993, 12, 7), True),
        ({"parties": "{AM: {since: 1993-12-07, status: mirror, source: a list}}"}, "AM", date(2025, 6, 24), True),
        ({"parties": "{AM: 1993-12-07}"}, "AZ", date(2025, 6, 24), False),
        ({"parties": "{AM: 1993-12-07}", "entry-into-force": "2000-01-01"}, "AM", date(1999, 12, 31), False),
        ({"parties": "{}"}, "AM", date(2025, 6, 24), False),
        ({}, "AM", date(2025, 6, 24), False),
    ],
)
def test_treaty_binds_its_parties_from_their_day(tmp_path, law, state, day, bound):
    """A treaty binds once it is in force: all states or those listed, each from its own day; others never."""
    assert _treaty(tmp_path, **law).binds(state, day) is bound


def test_provision_is_one_quotation_or_several(tmp_path):
    """The exact words of a provision are one text or a list, by language."""
    first = "        art. 122(6): {en:"
    text = edited(AUTHORITIES, first, f"        art. 1: {{en: One., fr: [Un., Deux.]}}\n{first}")

    assert _load(tmp_path, text).entries[0].custom.provisions["art. 1"] == {"en": ("One.",), "fr": ("Un.", "Deux.")}


def test_file_that_cannot_be_read_is_an_error(tmp_path):
    """A file that is not there at all has no entries to fall back on."""
    with pytest.raises(ContentError, match="the file is missing"):
        load_authorities(tmp_path / "authorities.yaml")
