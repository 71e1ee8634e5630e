"""The file `translations.yaml`: what it may say, what is told of it, and how the program writes it."""

from datetime import date

import pytest

from entreaty.content.files.appeals import load_appeal
from entreaty.content.files.translations import in_lines, load_translations, original_fingerprint, translations_text
from entreaty.problems import ContentError
from tests.support.sample_campaigns import APPEAL, edited, write_campaign

DAY = date(2026, 11, 20)


def _load(folder, text):
    path = folder / "translations.yaml"
    path.write_text(text, encoding="utf-8")
    return load_translations(path, folder)


def test_a_record_says_what_is_known_of_a_passage(tmp_path):
    """Fingerprint, state, reviewer and day are read by language and passage."""
    text = "fr: {opening/closure: {of: 3f9c1a, state: reviewed, by: N. N., day: 2026-11-20}}\n"
    record = _load(tmp_path, text)["fr"]["opening/closure"]

    assert (record.of, record.state, record.by, record.day) == ("3f9c1a", "reviewed", "N. N.", DAY)
    assert record.place().line == 1


def test_no_file_is_no_record(tmp_path):
    """An appeal without the file has no records."""
    assert load_translations(tmp_path / "translations.yaml", tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zu: {title: {of: 3f9c1a, state: stale, day: 2026-11-20}}", "'zu' is not a language"),
        ("fr: {title: {of: 3f9c1a, state: red, day: 2026-11-20}}", "'state' must be one of: translated, reviewed"),
        ("fr: {title: {of: 3f9c1a, state: reviewed, day: 2026-11-20}}", "it does not say who reviewed it"),
        ("fr: {title: {of: xyz, state: stale, day: 2026-11-20}}", "'of'"),
        ("fr: {title: {of: 3f9c1a, state: stale, day: soon}}", "'day' must be a date"),
        ("fr: {title: {of: 3f9c1a, state: stale}}", "'day' is missing"),
        ("fr: {title: {of: 3f9c1a, state: stale, day: 2026-11-20, on: x}}", "unknown key 'on'"),
        ("fr: [title]", "'fr'"),
        ("# nothing", "the file is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, message):
    """Each mistake is told at its line in the words of the file."""
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, text)

    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.location.path.name == "translations.yaml"


def test_an_appeal_whose_records_cannot_be_read_cannot_be_used(tmp_path):
    """Without its records nobody could tell which words only a machine has seen: the appeal has an error."""
    folder = write_campaign(tmp_path)
    (folder / "appeals" / "visits" / "translations.yaml").write_text("fr: [", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_appeal(folder / "appeals" / "visits" / "appeal.yaml", folder)
    assert "translations.yaml:1" in str(caught.value)


def test_a_link_out_of_the_campaign_is_refused(tmp_path):
    """What a link leads to outside of the campaign is never read."""
    (tmp_path / "elsewhere.yaml").write_text("fr: {}", encoding="utf-8")
    folder = write_campaign(tmp_path / "campaign")
    (folder / "appeals" / "visits" / "translations.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    with pytest.raises(ContentError, match="leads out of the folder"):
        load_appeal(folder / "appeals" / "visits" / "appeal.yaml", folder)


def test_what_is_written_is_read_again(tmp_path):
    """A line for each passage; fingerprints and names that YAML takes for something else stay what they are."""
    text = (
        "fr:\n"
        "  closing/thanks: {of: '123456', state: translated, day: 2026-11-20}\n"
        "  title: {of: '1e2345', state: reviewed, by: 'No', day: 2026-11-20}\n"
    )
    records = _load(tmp_path, text)
    written = translations_text(records)

    assert written.endswith(text)
    assert _load(tmp_path, written) == records


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("Visits have\n  ended.", True),
        (" Visits  have\tended. ", True),
        ("Visits have ended!", False),
        ("visits have ended.", False),
        ("Visits\N{NO-BREAK SPACE}have ended.", False),
    ],
)
def test_only_words_decide_the_fingerprint(words, same):
    """How a file breaks its lines does not count; a sign, a capital or a no-break space does."""
    assert (original_fingerprint(words) == original_fingerprint("Visits have ended.")) is same


def test_the_fingerprint_is_the_beginning_of_the_sha_256():
    """The fingerprint of "abc" is the beginning of its SHA-256 in FIPS 180-4's example."""
    assert original_fingerprint("abc") == "ba7816"


@pytest.mark.parametrize(
    ("subject", "translations", "original"),
    [
        ("{en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}", "", "en"),
        ("{fr: Visites, en: Visits}", "", "fr"),
        ("{fr: Visites, en: Visits}", "translations: {fr: {reviewed: no}}\n", "en"),
        ("Visits", "", "en"),
    ],
)
def test_the_original_is_the_first_language_that_is_no_translation(tmp_path, subject, translations, original):
    """The order of the subject decides, or of the first passage; what `translations` names is passed over."""
    text = edited(APPEAL, "{en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}", subject)
    folder = write_campaign(tmp_path, appeal=edited(text, "status: open", f"{translations}status: open"))

    assert load_appeal(folder / "appeals" / "visits" / "appeal.yaml").original == original


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Visits\n  have\n\nended.", "Visits have ended."),
        ("Two\nlack:\n- a seat\n  to sit on\n- a light\n", "Two lack:\n- a seat to sit on\n- a light"),
        ("- a\n\n\n  1.  b\n     c\r\n  2. d\n\nThat is\nall.", "- a\n\n  1.  b c\n  2. d\n\nThat is all."),
        ("- a\n{% if x %}\n- b\n{% endif %}\n- c", "- a\n{% if x %}\n- b\n{% endif %}\n- c"),
        ("-\ta\n-\n    b\nc", "-   a\n-\n    b c"),
        ("1. Mai\nist frei", "1. Mai ist frei"),
    ],
)
def test_only_lists_keep_their_lines(words, lines):
    """Line breaks within a sentence are the file's; those before items mean something. Twice done is as once."""
    assert in_lines(words) == lines
    assert in_lines(lines) == lines
