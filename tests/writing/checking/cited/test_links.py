"""Links of passages, profiles and sources as `check` judges them."""

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import check, plan_letters
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, DAY, RECIPIENTS, edited, write_campaign

# The first "a" is Cyrillic.
FORGED = "p\u0430ypal.com"
READS = f"the host of this address reads '{FORGED}', in letters of several scripts; it is xn--pypal-4ve.com"
HINT = "compare it, letter by letter, with the address on the office's own page"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (
            "appeal",
            edited(APPEAL, "about the prisoners of war.", f"about [them](https://{FORGED}/a)."),
            "appeals/visits/appeal.yaml:9",
        ),
        ("recipients", edited(RECIPIENTS, "https://example.org/form", f"https://{FORGED}"), "recipients.yaml:24"),
        ("recipients", edited(RECIPIENTS, "president@example.org", "a@xn--pypal-4ve.com"), "recipients.yaml:11"),
        (
            "authorities",
            edited(AUTHORITIES, "https://example.org/visits", f"https://{FORGED}"),
            "appeals/authorities.yaml:40",
        ),
    ],
)
def test_a_host_that_reads_like_another_is_a_warning_on_its_line(tmp_path, name, text, place):
    """A host in letters of several scripts is told where it stands, with what it is on the wire."""
    folder = write_campaign(tmp_path, **{name: text})

    problems = check(load_campaign(folder), DAY)

    assert [(str(one.location), one.level, one.message, one.hint) for one in problems] == [
        (f"{folder}/{place}", "warning", READS, HINT)
    ]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("https://user:pw@evil.example/", "it names a user before the host, which hides where it leads"),
        ("mailto:x@y.example?bcc=evil@e.example&body=a", "it is not one plain e-mail address"),
        ("https://example.org/%0d%0aBcc:x", "it hides a control character (%0d)"),
        ("https://10.0.0.1/", "it names a number in place of a host"),
    ],
)
def test_links_that_hide_something_stop_their_letters(tmp_path, link, message):
    """Such a link is an error with its line, and no letter with it is composed."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "about the prisoners of war.", f"about [them]({link})."))

    plan = plan_letters(load_campaign(folder), Order(day=DAY))

    (problem,) = {one for one in plan.errors if "cannot be linked to" in one.message}
    assert str(problem.location) == f"{folder}/appeals/visits/appeal.yaml:9"
    assert problem.message.startswith(f"'{link[:60]}")
    assert message in problem.message
    assert all(letter.language != "en" for letter in plan.letters)


@pytest.mark.parametrize(
    ("key", "old", "new", "line"),
    [
        ("recipients", "https://example.org/form", "https://a:b@example.org/form", 24),
        ("recipients", "https://example.org/form", "https://192.0.2.1/form", 24),
        ("authorities", "https://example.org/visits", "https://a@example.org/visits", 40),
        ("authorities", "https://example.org/visits", "https://example.org/%0a", 40),
    ],
)
def test_addresses_of_profiles_and_sources_hide_nothing(tmp_path, key, old, new, line):
    """Contact forms and addresses of sources follow the same rule."""
    text = edited({"recipients": RECIPIENTS, "authorities": AUTHORITIES}[key], old, new)

    problems = load_campaign(write_campaign(tmp_path, **{key: text})).problems

    assert [(one.location.line, one.level) for one in problems if new in one.message] == [(line, "error")]


def test_an_open_line_to_a_source_is_printed_and_not_linked(tmp_path):
    """A source's address that begins with http:// is read, printed in the note, and linked to nowhere."""
    folder = write_campaign(
        tmp_path, authorities=edited(AUTHORITIES, "https://example.org/visits", "http://example.org/v")
    )

    plan = plan_letters(load_campaign(folder), Order(day=DAY))

    notes = [part for letter in plan.letters for note in letter.notes for part in note.prose]
    assert plan.errors == ()
    assert any("<http://example.org/v>" in part.text for part in notes)
    assert not any(part.href for part in notes if "example.org" in part.text)
