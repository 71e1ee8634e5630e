"""Profiles of recipients: what they hold, what they refuse, and how names and addresses are read."""

from datetime import date
from itertools import pairwise

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

from entreaty.content.files.recipients import EmailAddress, Recipient, load_recipients, recipient_files
from entreaty.content.validation import Checked
from entreaty.problems import ContentError, Problem
from tests.support.sample_campaigns import RECIPIENTS, edited, line_of
from tests.support.sample_content import make_recipient

NAMED = """\
recipients:
  - id: mediator
    office: President
    organisation: Example Committee
    name: {given: Anna, family: Example, title: Dr}
    gender: f
    form_of_address: icrc-president
    language: en
    audiences: [mediator]
    constituency: Geneva
    address: {lines: [1 Example Avenue], country: CH}
    email: president@example.org
    salutation: {en: "Dear Dr Example,"}
    verified: {on: 2025-06-01, status: official, source: a page}
"""


def _load(folder, text) -> Checked[Recipient]:
    path = folder / "recipients.yaml"
    path.write_text(text, encoding="utf-8")
    return load_recipients(path)


def _only_problem(folder, old, new, text=NAMED) -> Problem:
    wrong = edited(text, old, new)
    checked = _load(folder, wrong)
    (problem,) = checked.problems
    assert problem.location.line == line_of(wrong, new)
    assert "mediator" not in [recipient.id for recipient in checked.entries]
    return problem


def test_day_of_a_check_may_be_called_day(tmp_path):
    """Some readers of YAML take `on` for yes."""
    checked = _load(tmp_path, edited(NAMED, "{on: 2025-06-01,", "{day: 2025-06-01,"))

    assert checked.problems == ()
    assert checked.entries[0].verified.on == date(2025, 6, 1)


def test_day_of_a_check_is_said_once(tmp_path):
    """Of two days nobody knows which is right."""
    problem = _only_problem(tmp_path, "{on: 2025-06-01,", "{on: 2025-06-01, day: 2025-06-02,")

    assert (problem.message, problem.hint) == ("'day' and 'on' say the same", "keep one of them")


def test_profiles_are_read_in_order(tmp_path):
    """Every profile is read with its place, its languages in order, and its address line by line."""
    checked = _load(tmp_path, RECIPIENTS)
    mediator, minister, third = checked.entries

    assert checked.problems == ()
    assert [one.id for one in checked.entries] == ["mediator", "swiss-minister", "azerbaijani-minister"]
    assert minister.language == ("fr", "en")
    assert third.language == ("en",)
    assert mediator.address.lines == ("1 Example Avenue", "1202 Geneva")
    assert (mediator.state, mediator.name, mediator.gender) == (None, None, None)
    assert minister.contact_form == "https://example.org/form"
    assert minister.place().line == line_of(RECIPIENTS, "- id: swiss-minister")


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("{given: Anna, family: Example, title: Dr}", "Dr Anna Example"),
        ("{given: Anna, family: Example}", "Anna Example"),
        ("{family: Ban}", "Ban"),
    ],
)
def test_full_name_is_what_is_known_of_it(tmp_path, name, full):
    """A name stands on an envelope with the parts that are known."""
    text = edited(NAMED, "{given: Anna, family: Example, title: Dr}", name)

    assert _load(tmp_path, text).entries[0].full_name() == full


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("of_country: of the Republic", "'of_country' must hold 'key: value' lines of its own"),
        ("of_country: {eng: of the Republic}", "'eng' is not a language that letters can be written in"),
        ("office_dative: {ru: }", "'ru' is empty"),
        ("organisation_genitive: {de: [a]}", "'de' must be text"),
    ],
)
def test_words_in_a_case_are_of_one_language(tmp_path, written, message):
    """A word in a grammatical case is given by language, because no other language can borrow it."""
    problem = _only_problem(tmp_path, "constituency: Geneva", written)

    assert problem.message == message


def test_names_and_offices_have_their_cases(tmp_path):
    """What an envelope declines is read by language."""
    cases = (
        "of_country: {ru: Швейцарии}\n    office_dative: {ru: Президенту}\n    organisation_genitive: {ru: Комитета}"
    )
    text = edited(NAMED, "constituency: Geneva", cases)
    (recipient,) = _load(tmp_path, edited(text, "title: Dr}", "title: Dr, dative: {ru: Анне Экзампл}}")).entries

    assert recipient.name is not None
    assert recipient.name.dative == {"ru": "Анне Экзампл"}
    assert recipient.of_country == {"ru": "Швейцарии"}
    assert recipient.office_dative == {"ru": "Президенту"}
    assert recipient.organisation_genitive == {"ru": "Комитета"}


def test_office_without_holder_has_no_name(tmp_path):
    """Where only the office is known, there is no name."""
    assert _load(tmp_path, RECIPIENTS).entries[0].full_name() == ""


def test_gender_is_that_of_a_named_person(tmp_path):
    """A gender without a name is refused, on the line of the gender."""
    problem = _only_problem(
        tmp_path, "    name: {given: Anna, family: Example, title: Dr}\n    gender: f\n", "    gender: f\n"
    )

    assert problem.message == "'gender' is that of a person, but there is no 'name'"
    assert problem.hint == "add it"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("president", "An email address must have an @-sign"),
        ("president@example", "The part after the @-sign is not valid"),
        ("a@b.example.org, c@d.example.org", "The part after the @-sign contains invalid characters"),
        ("Anna <anna@example.org>", "A display name and angle brackets"),
        ('"a@example.org\\nBcc: all@example.org"', "The part after the @-sign contains invalid characters"),
        ("mailto:a@example.org", "The email address contains invalid characters before the @-sign"),
        ("a b@example.org", "The email address contains invalid characters before the @-sign"),
        ('"=?utf-8?q?a=0D=0A?=@example.org"', ""),
        ("a@localhost", "The part after the @-sign"),
    ],
)
def test_email_is_one_plain_address(tmp_path, written, reason):
    """An e-mail address is exactly one, without a name, a list or a line break around it."""
    if not reason:
        assert _load(tmp_path, edited(NAMED, "president@example.org", written)).problems == ()
        return
    problem = _only_problem(tmp_path, "email: president@example.org", f"email: {written}")

    assert problem.message.startswith("'email': '")
    assert f"is not an e-mail address: {reason}" in problem.message
    assert "\n" not in problem.message


@pytest.mark.parametrize(
    ("written", "called", "hint"),
    [
        ("аnna@example.org", "'а' (cyrillic small letter a)", "what stands before '@' is written in a-z"),
        ("jörg@example.org", "'ö' (latin small letter o with diaeresis)", "what stands before '@' is written in a-z"),
        ("anna@exаmple.org", "'а' (cyrillic small letter a)", "write it as anna@xn--exmple-4nf.org"),
        ("anna@аррӏе.com", "'а' (cyrillic small letter a)", "write it as anna@xn--80ak6aa92e.com"),
        ("anna@пример.example.org", "'п' (cyrillic small letter pe)", "write it as anna@xn--e1afmkfd.example.org"),
    ],
)
def test_letter_that_looks_like_another_is_named(tmp_path, written, called, hint):
    """A letter that is none of a-z is refused by its name, because it may only look like one."""
    problem = _only_problem(tmp_path, "president@example.org", written)

    assert problem.message == f"'email': '{written}' holds {called}, which is none of a-z"
    assert problem.hint.startswith("type it again; ")
    assert problem.hint.endswith(hint)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("info@bücher.example.org", "info@xn--bcher-kva.example.org"),
        ("info@bu\u0308cher.example.org", "info@xn--bcher-kva.example.org"),
        ("Info@BÜCHER.Example.org", "Info@xn--bcher-kva.example.org"),
        ("info@xn--bcher-kva.example.org", "info@xn--bcher-kva.example.org"),
        ("info@XN--BCHER-KVA.example.org", "info@xn--bcher-kva.example.org"),
        ("info@straße.example.org", "info@xn--strae-oqa.example.org"),
        ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
        ("info@παράδειγμα.ελ", "info@xn--hxajbheg2az3al.xn--qxam"),
        ("info@例え.jp", "info@xn--r8jz45g.jp"),
        ("Postmaster@example.org", "Postmaster@example.org"),
        ("INFO@example.org", "INFO@example.org"),
    ],
)
def test_domain_is_kept_in_ascii(tmp_path, written, kept):
    """A domain may be written in letters of its own; it is kept in the form that every mail program takes."""
    assert _load(tmp_path, edited(NAMED, "president@example.org", written)).entries[0].email == kept
    assert _load(tmp_path, edited(NAMED, "president@example.org", kept)).entries[0].email == kept


def test_email_is_kept_with_its_domain_in_small_letters(tmp_path):
    """The domain of an address is normalized, and the part before it is kept as it is."""
    text = edited(NAMED, "president@example.org", "Anna.President@EXAMPLE.org")

    assert _load(tmp_path, text).entries[0].email == "Anna.President@example.org"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("office: President", 'office: ""', "'office' is empty"),
        ("office: President", 'office: " "', "'office' is empty"),
        ("office: President", "office:", "'office' is empty"),
        ("office: President", 'office: "President\\nof"', "'office': it must be a single line"),
        (
            "office: President",
            "office: {en: President, xx: x}",
            "'xx' is not a language that letters can be written in",
        ),
        ("office: President", "office: [President]", "'office' must be text, or texts by language such as"),
        ("office: President", f"office: {'x' * 5001}", "'office' is too long: at most 5000 characters"),
        ("family: Example", 'family: "Exam\\nple"', "'family': it must be a single line"),
        ("family: Example", f"family: {'x' * 20_000}", "'family' is too long: at most 500 characters"),
        ("family: Example, ", "", "'family' is missing"),
        ("gender: f", "gender: d", "'gender' must be one of: f, m, x (got 'd')"),
        ("gender: f", "household: Beck", "'household' and 'name' cannot stand together"),
        ("gender: f", "addressee: Acme", "'addressee' must be a list"),
        ("family: Example, ", "family: Example, gender: m, ", "'gender' is another one than that of 'name'"),
        ("office: President", "organization: X", "unknown key 'organization'"),
        ("form_of_address: icrc-president", "form_of_address: ICRC", "'form_of_address': 'ICRC' is not an id"),
        ("language: en", "language: zu", "'zu' is not a language that letters can be written in"),
        ("language: en", "language: NO", "'NO' is not a language that letters can be written in"),
        ("audiences: [mediator]", "audiences: mediator", "'audiences' must be a list"),
        ("audiences: [mediator]", "audiences: []", "'audiences' lists nothing"),
        ("audiences: [mediator]", "audiences: [public]", "there is no audience 'public'"),
        ("country: CH", "country: NO", "'country' must be text, but NO is read as something else"),
        ("country: CH", "country: Switzerland", "'country': 'Switzerland' is not the code of a state"),
        ("lines: [1 Example Avenue]", "lines: []", "'lines' lists nothing"),
        ("lines: [1 Example Avenue]", "lines: 1 Example Avenue", "'lines' must be a list"),
        ("lines: [1 Example Avenue]", "lines: [a, b, c, d, e, f, g, h, i]", "'lines' is too long: at most 8 entries"),
        ("lines: [1 Example Avenue]", "lines: [a, 01234]", "entry 2 of 'lines' must be text, but 01234 is read"),
        ("lines: [1 Example Avenue]", "lines: [9:30]", "entry 1 of 'lines' must be text, but 9:30 is read"),
        ("lines: [1 Example Avenue]", 'lines: ["a\\nb"]', "it must be a single line"),
        ("salutation: {en:", "salutation: {eng:", "'eng' is not a language that letters can be written in"),
        ("on: 2025-06-01", 'on: "2025-06-01"', "'on' must be a date such as 2025-06-24, without quotes"),
        ("status: official", "status: sure", "'status' must be one of: official, mirror, third-party, unverified"),
        (
            "constituency: Geneva",
            "contact_form: http://example.org",
            "'contact_form': 'http://example.org' is not a web",
        ),
        ("constituency: Geneva", "telefon: 1", "unknown key 'telefon'"),
        ("constituency: Geneva", "items: x", "unknown key 'items'"),
    ],
)
def test_mistake_is_told_on_its_line(tmp_path, old, new, message):
    """A mistake in a profile is told once, with its line, and the profile is left out."""
    text = edited(NAMED, old, new)
    checked = _load(tmp_path, text)

    (problem,) = checked.problems
    assert problem.message.startswith(message)
    assert problem.location.line == line_of(text, new or "name:")
    assert checked.entries == ()
    assert checked.named == {"mediator"}


@pytest.mark.parametrize(
    "hidden",
    [
        "An\u202ena",
        "\u2066Anna",
        "An\u200bna",
        "Anna\u2028Example",
        "\ufeffAnna",
        "An\U000e0041na",
        "Z\u0301" + "\u0301" * 9,
    ],
)
def test_name_hides_nothing(tmp_path, hidden):
    """A name with characters that hide or reorder letters spoils its file, and the line is told."""
    text = edited(NAMED, "given: Anna", f"given: {hidden}")

    with pytest.raises(ContentError) as caught:
        _load(tmp_path, text)

    assert [problem.location.line for problem in caught.value.problems] == [line_of(text, "given:")]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "{% for x in y %}", "&lt;b&gt; &#0;", "שלום Anna", "=?utf-8?q?a?="]
)
def test_markup_in_a_name_is_text(tmp_path, text):
    """Markup, templates and entities in a profile are nothing but characters."""
    changed = edited(NAMED, "office: President", f"office: '{text}'")

    assert _load(tmp_path, changed).entries[0].office.best("en") == text


ADDRESS = TypeAdapter(EmailAddress)
LOCAL = some.text("abcXYZ019._-+ö ", min_size=1, max_size=70)
DOMAIN = some.sampled_from(["example.org", "Example.ORG", "münchen.example.org", "a-.org", "test", "x..org", "-a.org"])
DOMAINS = DOMAIN | some.text("abC0.-", min_size=1, max_size=80)


@given(LOCAL, DOMAINS)
def test_address_is_what_the_library_says(local, domain):
    """However quickly an address is looked at, it is accepted, and spelt, as email-validator does for plain letters."""
    text = f"{local}@{domain}"
    try:
        known = validate_email(text, check_deliverability=False)
        expected = f"{local}@{known.ascii_domain}" if local.isascii() else None
    except EmailNotValidError:
        expected = None

    try:
        found = ADDRESS.validate_python(text)
    except ValidationError:
        found = None

    assert found == expected


@pytest.mark.thorough
def test_file_may_be_larger_than_others(tmp_path):
    """A file of ten thousand profiles, larger than any other file may be, is read, each profile on its own line."""
    profile = NAMED.partition("recipients:\n")[2]
    padded = profile.replace("source: a page", f"source: {'a page ' * 20}")
    count = 8_000
    text = "recipients:\n" + "".join(padded.replace("id: mediator", f"id: m{number}") for number in range(count))
    assert len(text) > 4 * 1024 * 1024

    checked = _load(tmp_path, text)

    assert checked.problems == ()
    assert len(checked.entries) == len(checked.named or ()) == count
    height = profile.count("\n")
    lines = [one.place().line for one in checked.entries]
    assert lines[0] == 2
    assert all(below - above == height for above, below in pairwise(lines))
    assert checked.entries[-1].place("email").line == line_of(text, "id: m7999") + 10
    assert checked.entries[0].office is checked.entries[-1].office


def test_suffix_follows_the_name_and_nickname_is_not_printed(tmp_path):
    """A suffix stands after the family name; a nickname is only kept."""
    text = edited(NAMED, "title: Dr}", "title: Dr, suffix: Jr., nickname: Ann}")

    assert _load(tmp_path, text).entries[0].full_name() == "Dr Anna Example, Jr."


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"ended": date(2025, 6, 24)}, "in office until 2025-06-24"),
        ({"ended": date(2025, 6, 25)}, ""),
        (
            {"address": {"country": "CH"}},
            "there is neither a postal address, an e-mail address that may be used, nor a",
        ),
        ({"address": {"country": "CH"}, "email": "a@example.org"}, ""),
        ({"address": {"country": "CH"}, "contact_form": "https://example.org"}, ""),
    ],
)
def test_who_is_out_of_reach(changes, reason):
    """Nobody writes to whom no address reaches, nor from the day on which an office ended."""
    found = make_recipient(**changes).out_of_reach(date(2025, 6, 24))

    assert found.startswith(reason)
    assert bool(found) == bool(reason)


OTHER = NAMED.replace("id: mediator", "id: other")


def test_included_files_are_read_after_the_file_itself(tmp_path):
    """Profiles of included files follow, with their own places; a file may only include."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "other.yaml").write_text(OTHER, encoding="utf-8")
    both = _load(tmp_path, f"include: [more/other.yaml]\n{NAMED}")
    only = _load(tmp_path, "include: [more/other.yaml]\n")

    assert [one.id for one in both.entries] == ["mediator", "other"]
    assert both.entries[1].place().path == tmp_path / "more" / "other.yaml"
    assert (both.problems, both.named) == ((), {"mediator", "other"})
    assert [one.id for one in only.entries] == ["other"]
    assert recipient_files(tmp_path / "recipients.yaml") == (
        tmp_path / "recipients.yaml",
        tmp_path / "more" / "other.yaml",
    )


def test_problems_of_included_files_spoil_nothing_else(tmp_path):
    """A missing file, the same id twice, and an include within an include are told; all other profiles are there."""
    (tmp_path / "twice.yaml").write_text(f"include: [x.yaml]\n{NAMED}", encoding="utf-8")
    checked = _load(tmp_path, f"include: [missing.yaml, twice.yaml]\n{NAMED}")

    assert [one.id for one in checked.entries] == ["mediator"]
    assert checked.named is None
    assert [(problem.location.path.name, problem.location.line, problem.message) for problem in checked.problems] == [
        ("missing.yaml", 0, "the file is missing"),
        ("twice.yaml", 1, "unknown key 'include'"),
        ("twice.yaml", 3, "the recipient 'mediator' stands here again"),
    ]


@pytest.mark.parametrize("name", ["../other.yaml", "/etc/passwd.yaml", "other.txt", "a\\\\b.yaml"])
def test_files_elsewhere_are_not_included(tmp_path, name):
    """Only .yaml files beside or below the file are included; the profiles of the file itself are there."""
    checked = _load(tmp_path, f'include: ["{name}"]\n{NAMED}')
    (problem,) = checked.problems

    assert "cannot be included" in problem.message
    assert problem.location.line == 1
    assert [one.id for one in checked.entries] == ["mediator"]
    with pytest.raises(ContentError):
        recipient_files(tmp_path / "recipients.yaml")
