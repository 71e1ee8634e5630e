"""French spaces around the punctuation of notes."""

from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.prose import citations, parse_prose
from entreaty.writing.citing.typography import spaced
from entreaty.writing.letter import Span
from tests.support.sample_content import make_authority, make_report, make_source, shown

NEWS = make_source(
    "news",
    id="news",
    type="article-newspaper",
    title="Bakou: les visites; pourquoi?",
    container_title="Le Monde",
    issued="2025-06",
    URL="https://example.org/a;b?c:d",
)
STYLES = ["aglc", "bluebook", "mcgill", "oscola", "plain", "un"]


def _notes(source, style, language):
    styled = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    authorities = {one.id: one for one in (make_authority(), make_report(), NEWS)}
    notes = Notes(Citer(styled, load_terms()[language], language), authorities)
    for citation in citations(parse_prose(source)):
        notes.call(citation)
    return notes.all()


def _noted(source, style="oscola", language="fr"):
    (note,) = _notes(source, style, language)
    return shown(note.full)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a; b", "a~; b"),
        ("a : b", "a~: b"),
        ("a\u202f: b", "a\u202f: b"),
        ("a\u00a0; b", "a~; b"),
        ("vraiment ?! b!", "vraiment~?! b~!"),
        ("en ligne: <x>", "en ligne~: <x>"),
        ("<x>; «Y»", "<x>~; «~Y~»"),
        ("voir « a » et «b»: c", "voir «~a~» et «~b~»~: c"),
        ("(quoi?) b", "(quoi~?) b"),
        ("A/HRC/48/1:2, A/78/L.1; b", "A/HRC/48/1:2, A/78/L.1~; b"),
        ("à 10:30; à 9:15", "à 10:30~; à 9:15"),
        ("http://example.org/a;b?c: d", "http://example.org/a;b?c~: d"),
        ("http://example.org/a: b", "http://example.org/a~: b"),
        ("«Titre: un; deux» ; b", "«~Titre: un; deux~»~; b"),
        ("art 1(2), 3", "art 1(2), 3"),
        ("; a", "; a"),
        ("", ""),
    ],
)
def test_marks_have_a_no_break_space_before_them(text, printed):
    """~ stands for it. Symbols, times, addresses and titles in quotation marks stay; a mark that begins a note, too."""
    assert spaced((Span(text=text),), "\u00a0") == (Span(text=printed.replace("~", "\u00a0")),)


def test_a_mark_after_a_link_or_a_title_has_its_space():
    """A mark that begins a run is parted from the run before; links and titles in italics stay as they are."""
    link = Span(text="https://example.org/a; b", href="https://example.org/a")
    note = (link, Span(text="; "), Span(text="Quoi: oui?", italic=True), Span(text=": c"))

    assert spaced(note, "\u00a0") == (link, Span(text="\u00a0; "), note[2], Span(text="\u00a0: c"))


def test_a_quotation_goes_on_over_the_runs_of_a_note():
    """A link or emphasis within quotation marks does not end the title."""
    note = (Span(text="«Un: "), Span(text="deux", strong=True), Span(text=": trois»: fin"))

    assert "".join(run.text for run in spaced(note, "~")) == "«~Un: deux: trois~»~: fin"


@pytest.mark.parametrize(
    ("style", "note"),
    [
        (
            "oscola",
            (
                "Voir~: CG III (n 1) art.~1~; Example Organisation, «~Report on visits~» (juin 2025) "
                "<https://example.org/visits>."
            ),
        ),
        (
            "mcgill",
            (
                "Voir~: *CG III*, supra note 1, art 1~; Example Organisation, *Report on visits* (juin 2025), "
                "en ligne~: <https://example.org/visits>."
            ),
        ),
        (
            "aglc",
            (
                "Voir~: *CG III* (n 1) art.~1~; Example Organisation, *Report on visits* (rapport, juin 2025) "
                "<https://example.org/visits>."
            ),
        ),
        (
            "bluebook",
            (
                "Voir~: CG III, *supra* note 1, art.~1~; Example Organisation, *Report on visits* (juin 2025), "
                "https://example.org/visits."
            ),
        ),
        (
            "un",
            (
                "Voir~: Convention de Genève relative au traitement des prisonniers de guerre, art.~1~; "
                "Example Organisation, «~Report on visits~», juin 2025, disponible à l’adresse https://example.org/visits."
            ),
        ),
        (
            "plain",
            (
                "Voir~: Article~1 de la Convention de Genève relative au traitement des prisonniers de guerre~; "
                "Example Organisation, «~Report on visits~», juin 2025, https://example.org/visits."
            ),
        ),
    ],
)
def test_each_style_sets_french_notes_as_french(style, note):
    """Between sources, after words before them, and after "en ligne" stand French spaces, in all shipped styles."""
    third = _notes("[@gc3] [@news] [Voir: @gc3, art. 1; @report]", style, "fr")[2]

    assert shown(third.prose).replace("\u00a0", "~") == note


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["en", "de", "es", "ru"])
def test_other_languages_set_no_spaces(style, language):
    """What French parts, other languages do not."""
    note = _noted("[see: @gc3, art. 1; @report; @news]", style, language)

    assert note.startswith("see: ")
    assert "\u00a0;" not in note
    assert "\u00a0:" not in note
    assert "; Example Organisation, " in note


@pytest.mark.parametrize("style", STYLES)
def test_titles_and_addresses_stay_as_they_were_published(style):
    """A title is not respelt in a French note, and an address leads where it did."""
    note = _noted("[@news; @report]", style)

    assert "Bakou: les visites; pourquoi?" in note
    assert "https://example.org/a;b?c:d" in note
    assert "\u00a0; Example Organisation" in note
