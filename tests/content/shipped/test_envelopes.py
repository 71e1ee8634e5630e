"""Envelopes: which there are, whom they serve, and that nothing but the address can show through the window."""

from pathlib import Path

import pytest

from entreaty.content.locales import states
from entreaty.content.shipped.envelopes import SHIPPED, Area, load_envelopes
from entreaty.problems import ContentError

WINDOWED = ("din-5008-a", "din-5008-b", "swiss-right", "french", "us-10", "uk-dl")
# What a window can show in the worst case (left, top, right, bottom), by the arithmetic of envelope and play:
# x from l - (EW - W) to l + w, y from t - (EH - fold) to t + h.
EXPOSED = {
    "din-5008-a": (10, 27, 110, 77),
    "din-5008-b": (10, 45, 110, 95),
    "swiss-right": (103, 35, 212, 84),
    "french": (100, 39, 200, 90),
    "us-10": (0, 60.3, 136.5, 92.1),
    "uk-dl": (10, 52, 110, 92),
}


def _overlap(area: Area, exposed: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = exposed
    return area.x < right and left < area.right and area.y < bottom and top < area.bottom


def test_all_profiles_are_there():
    """The shipped file has the six windows of the standards and the plain envelope."""
    assert load_envelopes().ids == (*WINDOWED, "none")


@pytest.mark.parametrize(
    ("country", "envelope"),
    [
        ("DE", "din-5008-b"),
        ("CH", "swiss-right"),
        ("FR", "french"),
        ("US", "us-10"),
        ("CA", "us-10"),
        ("GB", "uk-dl"),
        ("AM", "din-5008-b"),
        ("", "din-5008-b"),
    ],
)
def test_each_country_has_its_usual_envelope(country, envelope):
    """A sender's country chooses the envelope; a country without one gets DIN 5008 B."""
    assert load_envelopes().for_country(country).id == envelope


def test_paper_is_that_of_the_window_or_of_the_country():
    """Windows fix the paper; a plain envelope takes what the sender's printer holds."""
    envelopes = load_envelopes()
    assert envelopes.by_id("us-10", "DE").paper == "Letter"
    assert envelopes.by_id("din-5008-b", "US").paper == "A4"
    assert envelopes.by_id("none", "US").paper == "Letter"
    assert envelopes.by_id("none", "DE").paper == "A4"
    assert envelopes.by_id("none").paper == "A4"


@pytest.mark.no_cover
def test_every_sender_gets_the_paper_of_the_country():
    """Whatever envelope the country has, its sheet is Letter where CLDR says so, and A4 everywhere else."""
    letter = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
    papers = {country: load_envelopes().for_country(country).paper for country in states()}

    assert len(papers) >= 200
    assert sorted(country for country, paper in papers.items() if paper == "Letter") == letter


def test_letter_is_true_us_letter():
    """A sheet of US Letter is 215.9 by 279.4 mm, a sheet of A4 210 by 297 mm."""
    envelopes = load_envelopes()
    letter, a4 = envelopes.by_id("us-10").sheet, envelopes.by_id("french").sheet
    assert (letter.width, letter.height) == (215.9, 279.4)
    assert (a4.width, a4.height) == (210, 297)


def test_measures_are_those_of_the_standards():
    """The DIN 5008 B window and the US number 10 window stand where their sources put them."""
    din, us = load_envelopes().by_id("din-5008-b"), load_envelopes().by_id("us-10")
    assert (din.window.x, din.window.y, din.window.width, din.window.height) == (20, 45, 85, 45)
    assert (din.folds, din.punch) == ((105, 210), 148.5)
    assert (us.window.x, us.window.y, us.window.width, us.window.height) == (22.2, 63.5, 114.3, 28.6)
    assert us.folds == (101.6, 203.2)
    assert (us.visible.y, us.visible.height) == (63.5, 25.4)


@pytest.mark.parametrize("name", [*WINDOWED, "none"])
def test_every_envelope_shows_eight_lines(name):
    """The place of the address is as high as eight lines nine points apart: 25.4 mm, and the window shows all of it."""
    envelope = load_envelopes().by_id(name)
    assert envelope.address.height >= 25.35
    assert envelope.lines >= 8
    assert envelope.visible.holds(envelope.address)


@pytest.mark.parametrize(
    ("name", "others"),
    [("din-5008-b", ["din-5008-a"]), ("din-5008-a", ["din-5008-b"]), ("us-10", []), ("french", []), ("none", [])],
)
def test_another_envelope_of_the_same_country_can_be_used(name, others):
    """In Germany the forms A and B stand in for each other; where there is one envelope, none does."""
    envelopes = load_envelopes()
    assert [other.id for other in envelopes.instead_of(envelopes.by_id(name))] == others


@pytest.mark.parametrize("name", WINDOWED)
def test_nothing_else_can_show_through_the_window(name):
    """Sender, date and text stay clear of the window, wherever the sheet slides."""
    envelope = load_envelopes().by_id(name)
    assert not _overlap(envelope.sender, EXPOSED[name])
    assert not _overlap(envelope.date, EXPOSED[name])
    assert not _overlap(envelope.letterhead, EXPOSED[name])
    assert not _overlap(envelope.sender_below, EXPOSED[name])
    assert envelope.body >= EXPOSED[name][3]
    assert envelope.date.bottom <= envelope.body


@pytest.mark.parametrize("name", [*WINDOWED, "none"])
def test_everything_lies_on_the_sheet(name):
    """Every area lies on the paper, a centimetre from its edges, which printers leave white."""
    envelope = load_envelopes().by_id(name)
    printable = Area(x=10, y=10, width=envelope.sheet.width - 20, height=envelope.sheet.height - 20)
    areas = [envelope.address, envelope.sender, envelope.date, envelope.return_line or envelope.address]
    assert all(printable.holds(area) for area in (*areas, envelope.letterhead, envelope.sender_below))


@pytest.mark.parametrize("name", [*WINDOWED, "none"])
def test_sender_stands_below_a_letterhead(name):
    """A letterhead lies across the head, and the sender's block and the date come after it."""
    envelope = load_envelopes().by_id(name)
    assert envelope.letterhead.width == 165
    assert envelope.letterhead.height >= 15
    assert envelope.letterhead.bottom < envelope.sender_below.y
    assert envelope.sender_below.bottom <= envelope.date.y


def test_an_unknown_id_is_a_key_error():
    """Whoever asks for an envelope that is not there gets a KeyError."""
    with pytest.raises(KeyError):
        load_envelopes().by_id("c4")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("y: 62.7, width: 75", "y: 64, width: 75", ":48: 'address' does not lie within 'visible'"),
        (
            "width: 71, height: 25.4}",
            "width: 71, height: 25}",
            "'address' must hold 8 lines 9 points apart, and holds 7",
        ),
        ("{x: 25, y: 52, width: 75, height: 10}", "{x: 25, y: 54, width: 75, height: 10}", "reaches into 'address'"),
        ("default: din-5008-b", "default: c4", "the default 'c4' is none of the envelopes"),
        ("countries: [CH]", "countries: [DE]", "a country has two envelopes"),
        ("id: french", "id: uk-dl", "an id of 'envelopes' stands there twice"),
        ("punch: 148.5", "punch: 1e3", ":45: 'punch'"),
        ("punch: 148.5", "punhc: 148.5", ":45: unknown key 'punhc'\n  hint: did you mean 'punch'?"),
        ("paper: Letter", "paper: Legal", "'paper' must be one of: A4, Letter (got 'Legal')"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, old, new, problem):
    """A mistake in the file is a problem on its line, in words."""
    source = SHIPPED.read_text(encoding="utf-8")
    assert old in source
    path = tmp_path / "envelopes.yaml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_envelopes(path)
    assert problem in str(caught.value)
