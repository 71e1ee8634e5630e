"""Problems of appeals, recipients and authorities that are found before any letter is composed."""

from datetime import date

import pytest

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import load_appeal
from entreaty.problems import Concern, Location, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.content import check_appeal, check_content, unverified_addresses
from tests.support.sample_content import DAY, authorities_of, make_appeal, make_authority, make_recipient, make_report

AUTHORITIES = {"gc3": make_authority(), "report": make_report()}
UNREADABLE = "looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"


def _reported(appeal, day=DAY):
    return [(problem.message, problem.hint) for problem in check_appeal(appeal, Authorities(AUTHORITIES, day))]


def _content_problems(folder, appeal, authorities):
    """Return the messages for a campaign of one appeal without recipients."""
    path = folder / "appeals" / "visits" / "appeal.yaml"
    path.parent.mkdir(parents=True)
    path.touch()
    campaign = Campaign(
        folder=folder,
        authorities=authorities,
        named=frozenset(authorities),
        appeals=(appeal,),
        recipients=(),
        sender=None,
        images={},
        problems=(),
    )
    return [problem.message for problem in check_content(campaign, [appeal], [], DAY)]


def _law(english, french="Rien."):
    return make_appeal(law=[{"id": "law", "en": english, "fr": french}])


def test_good_appeal_has_no_problems():
    """An appeal with sources, languages and known names is passed without a word."""
    facts = [{"id": "fact", "en": "So.[@report] {{ recipient.office }}", "fr": "Ainsi.[see @report]"}]

    assert _reported(make_appeal(facts=facts)) == []


@pytest.mark.parametrize(
    ("status", "day", "told"),
    [
        ("open", date(2025, 6, 25), True),
        ("open", date(2025, 6, 24), False),
        ("closed", date(2025, 6, 25), False),
    ],
)
def test_review_that_is_due_is_a_warning(status, day, told):
    """An open appeal whose review date has passed gets a warning; on that day itself, or closed, it does not."""
    appeal = make_appeal(review_by=DAY, status=status, closed_because="It is over.")
    message, hint = (
        "the appeal was to be reviewed by 2025-06-24",
        "compare its facts with the news, then set a later date",
    )

    assert check_appeal(appeal, Authorities(AUTHORITIES, day)) == (
        (Problem(Location(appeal.place().path, 1), message, hint, "warning"),) if told else ()
    )


def test_every_passage_needs_the_appeals_languages():
    """A passage that lacks a language of the subject is reported with the key to add."""
    appeal = make_appeal(law=[{"id": "law", "fr": "La loi."}], closing=[{"id": "end", "en": "End."}])

    assert _reported(appeal) == [
        ("the passage 'law' has no text in 'en', in which the appeal has a subject", "add the key 'en'"),
        ("the passage 'end' has no text in 'fr', in which the appeal has a subject", "add the key 'fr'"),
    ]


@pytest.mark.parametrize(
    ("english", "french", "told"),
    [("So.", "Ainsi.[@report]", True), ("So.[@report]", "Ainsi.", True), ("So.[@report]", "Ainsi.[@report]", False)],
)
def test_fact_needs_a_source_in_every_language(english, french, told):
    """A fact without a citation in one of its languages is a problem."""
    appeal = make_appeal(facts=[{"id": "fact", "en": english, "fr": french}])

    assert _reported(appeal) == ([("the fact 'fact' has no source", "cite one: '…[@id]'")] if told else [])


def test_fact_whose_citation_cannot_be_read_is_reported_once():
    """A fact with a broken citation is not also said to have no source."""
    appeal = make_appeal(facts=[{"id": "fact", "en": "So.[@report; x]", "fr": "Ainsi.[@report]"}])

    assert _reported(appeal) == [(f"'[@report; x]' {UNREADABLE}", "")]


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("{{ recipient.ofice }}", "'{{ recipient.ofice }}' is undefined", "did you mean 'recipient.office'?"),
        ("{{ x9 }}", "'{{ x9 }}' is undefined", ""),
        ("[@gc33]", "there is no authority 'gc33'", "did you mean 'gc3'?"),
        ("[@zzz]", "there is no authority 'zzz'", "describe it in appeals/authorities.yaml"),
        ("[@gc3; x]", f"'[@gc3; x]' {UNREADABLE}", ""),
        (
            "[x](http://example.org)",
            "'http://example.org' cannot be linked to; a link begins with 'https://' or 'mailto:'",
            "",
        ),
        (
            "{{ recipient.office",
            "not a template: unexpected end of template, expected 'end of print statement'.",
            "write '{{ recipient.office }}', or '{' without a second one",
        ),
        (
            "Free them{# not yet #}.",
            "'{# … #}' is a comment: no letter has what stands in it",
            "remove it; a remark of yours stands outside of the text, after '#'",
        ),
        (
            "Free them {#- all of them -#} now.",
            "'{# … #}' is a comment: no letter has what stands in it",
            "remove it; a remark of yours stands outside of the text, after '#'",
        ),
    ],
)
def test_broken_text_is_reported(source, message, hint):
    """Unknown names and sources, unreadable citations and links, and broken tags are reported with a cure."""
    assert _reported(_law(source)) == [(message, hint)]
    assert _reported(_law("Nothing.", source)) == [(message, hint)]


def test_whole_groups_are_known():
    """A group such as the recipient is not said to be undefined."""
    source = "{{ recipient['office'] }}{{ letter.date }}"

    assert _reported(_law(source)) == []


def test_all_problems_are_reported_with_their_lines(tmp_path):
    """Every text of every passage is read, and each problem stands at the line of its text."""
    path = tmp_path / "visits" / "appeal.yaml"
    path.parent.mkdir()
    path.write_text(
        """\
title: Visits
subject: {en: Visits, fr: Visites}
status: open
review_by: 2025-01-31
letter:
  opening:
    - id: opening
      en: "{{ sendr.name }} and [@gc4]"
      fr: Bonjour.
  facts:
    - en: Nothing.
      fr: "Rien.[@nothing]"
      id: fact
  request:
    - id: request
      en: I ask
  demands:
    - id: demand
      en: "{% if %}"
      fr: "[@gc3 @gc3]"
  closing:
    - {id: closing, en: Thanks., fr: Merci.}
""",
        encoding="utf-8",
    )
    problems = check_appeal(load_appeal(path), Authorities(AUTHORITIES, DAY))

    assert [(problem.location.line, problem.message) for problem in problems] == [
        (4, "the appeal was to be reviewed by 2025-01-31"),
        (8, "'{{ sendr.name }}' is undefined"),
        (8, "there is no authority 'gc4'"),
        (12, "there is no authority 'nothing'"),
        (13, "the fact 'fact' has no source"),
        (15, "the passage 'request' has no text in 'fr', in which the appeal has a subject"),
        (19, "not a template: Expected an expression, got 'end of statement block'"),
        (20, f"'[@gc3 @gc3]' {UNREADABLE}"),
    ]
    assert {problem.location.path for problem in problems} == {path}


def test_unverified_address_is_a_warning():
    """Each profile whose address nobody has seen in a source gets a warning, and no other does."""
    verified = {"on": DAY, "source": "from memory"}
    statuses = ["official", "unverified", "mirror", "third-party"]
    recipients = [make_recipient(id=status, verified=verified | {"status": status}) for status in statuses]

    assert [(problem.message, problem.level) for problem in unverified_addresses(recipients)] == [
        ("the address of 'unverified' is unverified", "warning")
    ]


@pytest.mark.parametrize(
    ("passage", "message"),
    [
        ({"en": "So.[@gc3]", "fr": "Ainsi.[@report]"}, "the passage 'law' cites in 'fr' other sources than in 'en'"),
        (
            {"en": "“So”.[@gc3, art. 1]", "fr": "« Ainsi ».[@gc3, art. 1]"},
            "the quotation “So” cannot be compared: the words of 'gc3' that it points to are not stored in 'en'",
        ),
        (
            {"en": "So.[@ap1]", "fr": "Ainsi.[@ap1]", "duty_bearer": "AZ"},
            "'ap1' does not bind Azerbaijan on 2025-06-24, but the passage pleads it",
        ),
        ({"en": "http://example.org[@gc3]", "fr": "[@gc3]"}, "'http://example.org' is not https"),
    ],
)
def test_what_is_wrong_with_a_passage_concerns_the_letters_that_have_it(passage, message):
    """Sources, quotations and bindings of a passage are looked at, and concern every letter with that passage."""
    protocol = make_authority(id="ap1", custom={"parties": {}})
    appeal = make_appeal(law=[{"id": "law", **passage}])

    problems = check_appeal(appeal, Authorities({**AUTHORITIES, "ap1": protocol}, DAY))

    assert problems[0].message == message
    assert {problem.concerns for problem in problems} == {Concern("passage", "law", "visits")}


def test_law_of_other_days_need_not_bind_today():
    """A passage that letters of the day cannot have is not held against what binds on that day."""
    protocol = make_authority(id="ap1", custom={"parties": {}})
    law = [{"id": "law", "en": "[@ap1]", "fr": "[@ap1]", "duty_bearer": "AZ", "until": DAY}]

    assert check_appeal(make_appeal(law=law), authorities_of(protocol)) == ()


def test_sources_and_dates_of_the_letters_are_doubted(tmp_path):
    """Unverified sources and unverified dates of those bound are warnings at the authorities."""
    treaty = make_authority(custom={"bound-since": {"AZ": {"since": date(1993, 6, 1), "status": "unverified"}}})
    appeal = make_appeal(law=[{"id": "law", "en": "[@gc3]", "fr": "[@gc3]", "duty_bearer": "AZ"}])

    assert _content_problems(tmp_path, appeal, {"gc3": treaty}) == [
        "'gc3': the source is unverified",
        "'gc3': the day since which it binds AZ is unverified",
    ]


def test_nothing_is_called_unused_while_a_text_cannot_be_read(tmp_path):
    """Sources that are never cited are named, unless a malformed text may cite them."""
    assert _content_problems(tmp_path / "well-formed", make_appeal(), AUTHORITIES) == [
        "'gc3' is never cited",
        "'report' is never cited",
    ]
    assert _content_problems(tmp_path / "malformed", _law("[@gc3; x]"), AUTHORITIES) == [f"'[@gc3; x]' {UNREADABLE}"]
