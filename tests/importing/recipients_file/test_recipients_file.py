"""The file of recipients: changed where profiles change, and nowhere else."""

from datetime import date

import pytest

from entreaty.content.files.recipients import load_recipients
from entreaty.importing.recipients_file.file import RecipientsFileError, read_recipients_file
from entreaty.problems import ContentError

TEXT = """\
# Whom we write to.

recipients:

  # -- The first ones --

  - id: anna   # the first
    office: {en: Mayor, fr: "Maire"}  # by language
    organisation: City
    form_of_address: mayor
    # her language
    language: en
    audiences: [legislature]
    address: {lines: [1 Way, "01067 Dresden"], country: DE}
    salutation: 'Dear Anna,'
    verified: {on: 2025-01-01, status: official, source: a page}

  # -- The others --

  - id: bob
    office: Mayor
    organisation: City
    form_of_address: mayor
    language: en
    audiences: [legislature]
    address:
      lines: [2 Way]
      country: CH
    verified: {on: 2025-01-01, status: official, source: a page}

# The end.
"""


def _file(folder, text=TEXT):
    path = folder / "recipients.yaml"
    path.write_text(text, encoding="utf-8")
    return read_recipients_file(path)


def _after(file, name, **changes):
    fields = {key: value for key, value in file.profiles[name].items() if key != "id"}
    return {key: value for key, value in (fields | changes).items() if value is not None}


def test_one_line_is_changed_and_nothing_else(tmp_path):
    """A changed field changes its line; comments, quotes, order and all other profiles stay byte for byte."""
    file = _file(tmp_path)

    edit = file.changed({"anna": _after(file, "anna", organisation="Town of NO")})
    hunks = edit.hunks

    assert edit.text == TEXT.replace("    organisation: City\n", "    organisation: Town of NO\n", 1)
    assert len(hunks) == 1
    assert hunks[0].line == 7


def test_fields_come_and_go_in_their_order(tmp_path):
    """A new field stands where the format has it, a removed one goes, and words that YAML misreads are quoted."""
    file = _file(tmp_path)
    after = _after(
        file, "anna", email="anna@example.org", phone="01234", note="no", salutation=None, ended=date(2025, 6, 1)
    )

    text = file.changed({"anna": after}).text
    (tmp_path / "recipients.yaml").write_text(text, encoding="utf-8")
    anna, bob = load_recipients(tmp_path / "recipients.yaml").entries

    assert (anna.email, anna.phone, anna.note, anna.salutation, anna.ended) == (
        "anna@example.org", "01234", "no", None, date(2025, 6, 1),
    )  # fmt: skip
    added = text.index("    email: anna@example.org\n")
    assert (
        text.index("    address: {lines") < added < text.index("    phone: '01234'\n") < text.index("    verified: {on")
    )
    assert "# her language" in text
    assert "  # -- The others --" in text
    assert bob.id == "bob"


def test_block_of_the_programs_own_is_written_anew(tmp_path):
    """A profile that nobody has touched is written as the program writes all."""
    file = _file(tmp_path)
    moved = _after(file, "bob", address={"lines": ["3 Way", "1202 Geneva"], "country": "CH"})
    text = file.changed({"bob": moved}).text

    assert text == TEXT.replace("      lines: [2 Way]\n", "      lines: [3 Way, 1202 Geneva]\n")


def test_new_profiles_are_added_at_the_end_of_the_list(tmp_path):
    """New profiles stand after the last one, above remarks at the end, each after an empty line; hunks show them."""
    file = _file(tmp_path)
    new = {"office": "Clerk", "address": {"lines": ["9:30", "a: b"], "country": "NO"}}
    after = _after(file, "anna", organisation=None, office={"en": "x"})

    edit = file.changed({"carl": new, "anna": after})
    text, hunks = edit.text, edit.hunks

    added = "\n  - id: carl\n    office: Clerk\n    address:\n      lines: ['9:30', 'a: b']\n      country: 'NO'\n"
    assert text.endswith(f"source: a page}}\n{added}\n# The end.\n")
    assert hunks[-1].diff().startswith("@@ -30,0 +30,0 @@\n"[:10])
    assert "+  - id: carl\n" in hunks[-1].diff()
    assert "-    organisation: City\n" in hunks[0].diff()


@pytest.mark.parametrize(
    "text", ["recipients: []\n", "recipients:\n", "# nothing\nrecipients: [] # yet", "include: [a.yaml]\n", None]
)
def test_first_profile_opens_the_list(tmp_path, text):
    """An empty list, a list that is only begun, and a file that is missing each take a first profile."""
    path = tmp_path / "recipients.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    changed = read_recipients_file(path).changed({"anna": {"office": "Mayor"}}).text
    path.write_text(changed, encoding="utf-8")

    assert read_recipients_file(path).profiles == {"anna": {"id": "anna", "office": "Mayor"}}
    assert "include" not in (text or "") or "include: [a.yaml]\n" in changed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("recipients: [{id: a}, {id: b}]\n", "recipients.yaml:1: a profile does not begin on a line of its own"),
        ("recipients:\n  -\n    id: a\n", "recipients.yaml:3: a profile does not begin on a line of its own"),
        ("recipients: no\n", "'recipients' must be a list"),
    ],
)
def test_file_that_is_written_otherwise_is_refused(tmp_path, text, message):
    """A list whose profiles have no lines of their own cannot be changed without touching others."""
    with pytest.raises((RecipientsFileError, ContentError), match=message):
        _file(tmp_path, text)


def test_last_line_without_an_end_gets_one(tmp_path):
    """A profile is added below a file whose last line does not end."""
    file = _file(tmp_path, TEXT.replace("\n\n# The end.\n", ""))

    assert file.changed({"carl": {"office": "Clerk"}}).text.endswith(
        "source: a page}\n\n  - {id: carl, office: Clerk}\n"
    )


def test_profiles_that_cannot_be_used_stay(tmp_path):
    """A profile without an id, or with mistakes, is left as it is while others change."""
    text = TEXT + "  - office: nobody\n  - id: [x]\n  - just words\n"
    file = _file(tmp_path, text.replace("# The end.\n", ""))

    changed = file.changed({"bob": _after(file, "bob", office="Clerk")}).text

    assert changed.endswith("  - office: nobody\n  - id: [x]\n  - just words\n")
    assert "office: Clerk" in changed


@pytest.mark.parametrize(("there", "written"), [("on", "on"), ("day", "day"), ("", "day")])
def test_day_of_verification_is_written_as_day(tmp_path, there, written):
    """A new profile has its day under `day`; one that is there keeps the key that it has."""
    path = tmp_path / "recipients.yaml"
    if there:
        path.write_text(
            f"recipients:\n  - id: anna\n    office: Mayor\n    verified: {{{there}: 2025-01-01, source: a page}}\n",
            encoding="utf-8",
        )
    after = {"office": "Mayor", "verified": {"on": date(2026, 1, 2), "source": "a page"}}
    text = read_recipients_file(path).changed({"anna": after}).text

    assert f"verified: {{{written}: 2026-01-02, source: a page}}" in text
