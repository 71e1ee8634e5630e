"""Whole letters: a small campaign, composed for its recipients."""

from datetime import date

import pytest

from entreaty.content.files.appeals import load_appeal
from entreaty.problems import ContentError, Location
from entreaty.writing.composing.composer import letter_language
from entreaty.writing.letter import NoteCall, Span
from tests.support.sample_content import (
    DAY,
    compose,
    make_appeal,
    make_authority,
    make_basis,
    make_recipient,
    make_report,
    make_sender,
    make_source,
    shown,
)

APPEAL = """\
title: Visits to prisoners
subject: {en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}
status: open
review_by: 2026-12-31
letter:
  opening:
    - id: concern
      en: I write to the {{ recipient.organisation }} on {{ letter.date }}.
      fr: Je vous écris, *{{ recipient.organisation }}*.
    - id: voter
      for: {audiences: [legislature]}
      en: I vote in {{ recipient.constituency }}.
      fr: Je vote à {{ recipient.constituency }}.
  facts:
    - id: visits
      until: 2025-09-03
      en: Visits take place.[@report, p. 2]
      fr: Des visites ont lieu.[@report, p. 2]
    - id: no-visits
      from: 2025-09-03
      en: Visits have ended.[@report]
      fr: Les visites ont cessé.[@report]
    - id: office
      continues: true
      en: The office has closed.[@report]
      fr: Le bureau a fermé.[@report]
  law:
    - id: duty
      duty_bearer: AZ
      en: Prisoners may be visited.[@gc3, art. 126]
      fr: Les prisonniers peuvent être visités.[@gc3, art. 126]
    - id: protocol
      for: {states: [CH]}
      duty_bearer: CH
      en: You are bound too.[@ap1, art. 33]
      fr: Vous êtes liés aussi.[@ap1, art. 33]
  request:
    - id: ask
      en: For these reasons
      fr: C’est pourquoi
    - id: ask-you
      en: I ask you
      fr: je vous prie
  demands:
    - id: visit
      for: {audiences: [mediator]}
      en: to visit them;[@gc3, art. 126]
      fr: de les visiter ;[@gc3, art. 126]
    - id: speak
      for: {states: [CH]}
      en: to speak for them;
      fr: de parler pour eux ;
    - id: write
      en: to write to me.
      fr: de m’écrire.
  closing:
    - id: families
      en: The families wait.[@gc3, art. 122]
      fr: Les familles attendent.[@gc3, art. 122]
    - id: thanks
      en: Thank you.
      fr: Merci.
"""
GC3_NOTE = (
    "Geneva Convention Relative to the Treatment of Prisoners of War (adopted 12 August 1949, entered into force "
    "21 October 1950) 75 UNTS 135 (GC III)"
)
SOURCES = (
    make_authority(),
    make_authority(id="ap1", title="Protocol I", title_short="AP I", custom={"title": None, "title-short": None}),
    make_report(URL=None),
)
SENDER = make_sender(
    address=["4 Example Road"],
    personal_note={"en": "I was *there*.\n\nAnd\nI [@saw] it.\n\n", "fr": "J’y étais."},
)


@pytest.fixture(name="appeal")
def _appeal(tmp_path):
    return _read(tmp_path, APPEAL)


def _read(folder, text):
    path = folder / "visits" / "appeal.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_appeal(path)


def _all(paragraphs):
    return [shown(paragraph) for paragraph in paragraphs]


def _problems(appeal, recipient=None, language="en", basis=None):
    with pytest.raises(ContentError) as caught:
        compose(appeal, recipient or make_recipient(), language, basis or make_basis(*SOURCES))
    return [(problem.location.line, problem.message) for problem in caught.value.problems]


def test_english_letter(appeal):
    """A letter has the passages that fit, in the order of its parts, with its courtesies, addresses and notes."""
    letter = compose(appeal, make_recipient(email="a@example.org"), "en", make_basis(*SOURCES, sender=SENDER))

    assert str(letter.id) == "visits/mediator"
    assert (letter.language, letter.date, letter.date_line) == ("en", DAY, "24 June 2025")
    assert letter.subject == "Visits to prisoners of war"
    assert letter.addressee == "President, Example Committee"
    assert letter.address[-2:] == ("1202 Geneva", "SCHWEIZ")
    assert (letter.salutation, letter.closing) == ("Dear President,", "Yours sincerely,")
    assert _all(letter.paragraphs) == [
        "I write to the Example Committee on 24 June 2025.",
        "I was *there*.",
        "And I [@saw] it.",
        "Visits take place.[1] The office has closed.[2]",
        "Prisoners may be visited.[3]",
    ]
    assert shown(letter.request) == "For these reasons I ask you"
    assert [(demand.id, shown(demand.prose)) for demand in letter.demands] == [
        ("visit", "to visit them;[4]"),
        ("write", "to write to me."),
    ]
    assert _all(letter.ending) == ["The families wait.[5]", "Thank you."]
    assert letter.passages == (
        "concern",
        "visits",
        "office",
        "duty",
        "ask",
        "ask-you",
        "visit",
        "write",
        "families",
        "thanks",
    )
    assert letter.duty_bearers == ("AZ",)
    assert (letter.email, letter.contact_form) == ("a@example.org", "")
    assert letter.phrase("notes") == "Notes"
    assert letter.sender is not None
    assert (letter.sender.name, letter.sender.address) == ("Anna Example", ("4 Example Road",))


def test_notes_are_numbered_through_the_whole_letter(appeal):
    """Notes run on through facts, law, demands and closing, with ibid and short forms; full forms go beside them."""
    letter = compose(appeal, make_recipient(), "en", make_basis(*SOURCES))

    assert [(note.number, shown(note.prose)) for note in letter.notes] == [
        (1, "Example Organisation, ‘Report on visits’ (June 2025) 2."),
        (2, "ibid."),
        (3, f"{GC3_NOTE} art 126."),
        (4, "ibid art 126."),
        (5, "ibid art 122."),
    ]
    assert [shown(note.full) for note in letter.notes[1:5:3]] == [
        "Example Organisation, ‘Report on visits’ (June 2025).",
        f"{GC3_NOTE} art 122.",
    ]


def test_french_letter(appeal):
    """The same appeal to another recipient in French, on another day: other passages, all in French."""
    recipient = make_recipient(
        id="minister",
        state="CH",
        audiences=["third-state"],
        form_of_address="foreign-minister",
        contact_form="https://example.org/form",
    )
    letter = compose(appeal, recipient, "fr", make_basis(*SOURCES, day=date(2025, 9, 3)))

    assert (str(letter.id), letter.date_line) == ("visits/minister", "3 septembre 2025")
    assert letter.subject == "Visites aux prisonniers de guerre"
    assert letter.address[0] == "Présidence"
    assert letter.address[-1] == "SUISSE"
    assert letter.salutation == "Madame la Ministre, Monsieur le Ministre,"
    assert letter.closing.startswith("Je vous prie d’agréer, Madame la Ministre, Monsieur le Ministre, l’expression")
    assert _all(letter.paragraphs) == [
        "Je vous écris, *Comité exemplaire*.",
        "Les visites ont cessé.[1] Le bureau a fermé.[2]",
        "Les prisonniers peuvent être visités.[3]",
        "Vous êtes liés aussi.[4]",
    ]
    assert shown(letter.request) == "C’est pourquoi je vous prie"
    assert [shown(demand.prose) for demand in letter.demands] == ["de parler pour eux\u00a0;", "de m’écrire."]
    assert letter.duty_bearers == ("AZ", "CH")
    assert letter.sender is None
    assert letter.contact_form == "https://example.org/form"
    assert shown(letter.notes[3].prose).startswith("Protocol I (adoption le 12 août 1949, entrée en vigueur le ")
    assert shown(letter.notes[4].prose) == "CG III (n 3) art.\u00a0122."
    assert letter.phrase("page-of", page=1, pages=2) == "Page 1 sur 2"


def test_composing_twice_gives_the_same_letter(appeal):
    """Nothing is kept from one letter to the next."""
    basis = make_basis(*SOURCES, sender=SENDER)

    assert compose(appeal, make_recipient(), "en", basis) == compose(appeal, make_recipient(), "en", basis)


@pytest.mark.parametrize("note", [None, {"fr": "Seulement en français."}])
def test_letter_without_a_personal_note_in_its_language(appeal, note):
    """A note that there is not, or not in the letter's language, leaves no trace."""
    letter = compose(appeal, make_recipient(), "en", make_basis(*SOURCES, sender=make_sender(personal_note=note)))

    assert len(letter.paragraphs) == 3


def test_facts_and_law_may_be_empty():
    """A letter can do without facts and law."""
    letter = compose(make_appeal(), make_recipient(), "en", make_basis())

    assert _all(letter.paragraphs) == ["I write to you."]
    assert letter.notes == ()


@pytest.mark.parametrize("part", ["opening", "request", "demands", "closing"])
def test_other_parts_may_not(part):
    """A letter in which nothing fits the opening, the request, the demands or the closing is not composed."""
    appeal = make_appeal(**{part: [{"id": "other", "en": "No.", "for": {"states": ["FR"]}}]})

    assert _problems(appeal) == [(0, f"no passage of '{part}' fits the letter to 'mediator' on 2025-06-24")]


def test_all_problems_are_reported_at_once_with_their_lines(tmp_path):
    """Whatever keeps a letter from being whole is reported together, each at its line."""
    text = (
        APPEAL.replace("Visits take place.[@report, p. 2]", "Visits take place.[@reprot]")
        .replace("Prisoners may be visited.[@gc3, art. 126]", "Prisoners may be visited.[@ap1, art. 1][@zzz]")
        .replace("      en: I ask you\n", "")
        .replace("en: to write to me.", "en: to write to {{ recipient.name }}.")
        .replace("en: Thank you.", "en: Thank you[@gc3; you].")
    )
    sources = (*SOURCES[::2], make_authority(id="ap1", custom={"parties": {"CH": date(1982, 8, 17)}}))
    recipient = make_recipient(audiences=["legislature"], form_of_address="nobody")

    assert _problems(_read(tmp_path, text), recipient, basis=make_basis(*sources)) == [
        (12, "the letter to 'mediator' has no recipient.constituency"),
        (17, "there is no authority 'reprot'"),
        (30, "'ap1' does not bind Azerbaijan on 2025-06-24, but the passage pleads it"),
        (30, "there is no authority 'zzz'"),
        (41, "the passage 'ask-you' has no text in 'en', in which the appeal has a subject"),
        (53, "the letter to 'mediator' has no recipient.name"),
        (60, "'[@gc3; you]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"),
        (0, "there is no form of address 'nobody'"),
    ]


def test_every_source_of_a_passage_that_cannot_be_cited_is_told(tmp_path):
    """What sources lack is told of all at once: in one bracket, in several, and beside one that nobody knows."""
    cited = "[@act; see @code] [@ruling] [@zzz]"
    appeal = _read(tmp_path, APPEAL.replace("en: Visits take place.[@report, p. 2]", f"en: Visits take place.{cited}"))
    act, ruling = make_source("un-resolution", id="act"), make_source("treaty-body", id="ruling")
    code = make_source("code", id="code", container_title="Civ. Code")
    basis = make_basis(*SOURCES, act, code, ruling)

    assert [message for _, message in _problems(appeal, basis=basis)] == [
        "there is no authority 'zzz'",
        "'act' lacks 'authority', 'number', which OSCOLA needs to cite a un-resolution",
        "'ruling' lacks 'authority', 'number', which OSCOLA needs to cite a treaty-body",
    ]


def test_problem_stands_in_the_file_of_the_appeal(tmp_path):
    """A problem of a passage names the appeal's file."""
    appeal = _read(tmp_path, APPEAL.replace("[@gc3, art. 122]", "[@gc4]"))
    with pytest.raises(ContentError) as caught:
        compose(appeal, make_recipient(), "fr", make_basis(*SOURCES))

    assert [problem.location for problem in caught.value.problems] == [
        Location(tmp_path / "visits" / "appeal.yaml", 59)
    ]


def test_language_that_the_appeal_is_not_written_in():
    """A letter in a language without a subject is refused at once."""
    assert _problems(make_appeal(), language="it") == [
        (1, "the appeal 'visits' is not written in 'it'"),
    ]


@pytest.mark.parametrize(
    ("wanted", "subject", "language"),
    [
        (["fr", "en"], {"en": "A", "fr": "B"}, "fr"),
        (["de", "fr"], {"en": "A", "fr": "B"}, "fr"),
        (["de", "ru"], {"fr": "B", "en": "A"}, "en"),
        (["de", "ru"], {"fr": "B"}, "fr"),
        (["de", "fr"], "The same in all", "fr"),
        ("de", "The same in all", "en"),
    ],
)
def test_letter_is_written_in_the_best_language(wanted, subject, language):
    """The recipient's first language that the appeal has wins, then English, then the appeal's first."""
    assert letter_language(make_appeal(subject=subject), make_recipient(language=wanted)) == language


def test_appeal_in_no_language_at_all():
    """An appeal whose passages share no language is written in English, whose gaps are reported."""
    appeal = make_appeal(subject="Visits", closing=[{"id": "end", "ru": "Спасибо."}])

    assert letter_language(appeal, make_recipient()) == "en"


def test_tabs_are_spaces_wherever_words_are_printed():
    """No letter holds a tab, which no font has: not in its text, its address, its subject, nor its notes."""
    appeal = make_appeal(
        subject={"en": "A\trequest"},
        opening=[{"id": "concern", "en": "A word\tand a tab[@report, p.\t2]."}],
        demands=[{"id": "visit", "en": "Visit\tthem."}],
        closing=[{"id": "thanks", "en": "Thank\tyou."}],
    )
    recipient = make_recipient(
        office={"en": "The\tPresident"}, address={"lines": ["1\tExample Avenue", "1202\tGeneva"], "country": "CH"}
    )
    sender = make_sender(role="Chair\tof it", address=["2\tExample Street", "10115 Berlin"])
    letter = compose(appeal, recipient, "en", make_basis(make_report(), sender=sender))

    assert letter.subject == "A request"
    assert letter.paragraphs[0][0].text == "A word and a tab"
    assert letter.demands[0].prose[0].text == "Visit them."
    assert letter.sender is not None
    assert letter.sender.role == "Chair of it"
    assert "\t" not in repr(letter).replace("\\t", "\t")


def test_calls_side_by_side_have_nothing_between_them():
    """The space that an author left between two citations is no word between their calls."""
    appeal = make_appeal(opening=[{"id": "concern", "en": "Proof [@report] [@gc3]. [@report]"}])
    letter = compose(appeal, make_recipient(), "en", make_basis(make_report(), make_authority()))

    assert letter.paragraphs[0] == (
        Span(text="Proof"), NoteCall(number=1), NoteCall(number=2), Span(text="."), NoteCall(number=3)
    )  # fmt: skip
