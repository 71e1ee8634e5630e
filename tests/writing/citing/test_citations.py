"""Notes: OSCOLA's forms in English and French, their numbers, and what they lack."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from entreaty.content.files.authorities import Kind
from entreaty.content.shipped.citation_styles import (
    CitationForms,
    PinpointLabel,
    Pinpoints,
    load_citation_style,
    load_terms,
)
from entreaty.problems import ContentError, Location
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.prose import citations, parse_prose
from tests.support.sample_content import make_authority, make_order, make_report, make_source, oscola, shown

pytestmark = pytest.mark.no_cover

GC3_FULL = (
    "Geneva Convention Relative to the Treatment of Prisoners of War (adopted 12 August 1949, entered into force "
    "21 October 1950) 75 UNTS 135 (GC III)"
)
GC3_FRENCH = (
    "Convention de Genève relative au traitement des prisonniers de guerre (adoptée le 12 août 1949, "
    "entrée en vigueur le 21 octobre 1950) 75 RTNU 135 (CG III)"
)
CERD_FRENCH = (
    "Application de la convention internationale sur l’élimination de toutes les formes de discrimination raciale"
)
STYLES = ["aglc", "bluebook", "mcgill", "oscola", "plain", "un"]
REPORT_FULL = "Example Organisation, ‘Report on visits’ (June 2025) <https://example.org/visits>"
CERD_TITLE = "Application of the International Convention on the Elimination of All Forms of Racial Discrimination"


def _style(name):
    return load_citation_style(name, Path("nowhere"), Location(Path("appeal.yaml")))


def _noted(source, *authorities, language="en", style=None):
    """Return the notes of a text that cites the authorities."""
    citer = Citer(style or oscola(), load_terms()[language], language)
    notes = Notes(citer, {one.id: one for one in authorities})
    for citation in citations(parse_prose(source)):
        notes.call(citation)
    return notes.all()


def _printed(source, *authorities, language="en", style=None):
    return [shown(note.prose) for note in _noted(source, *authorities, language=language, style=style)]


def _full(source, *authorities):
    return [shown(note.full) for note in _noted(source, *authorities)]


def _problem(source, *authorities, style=None):
    with pytest.raises(ContentError) as caught:
        _noted(source, *authorities, style=style)
    (problem,) = caught.value.problems
    return problem


def test_treaty_in_english():
    """A treaty is cited in full first, by ibid directly after, and by its short title and first note later."""
    source = "[@gc3, art. 118] [@gc3, art. 119] [@report] [@gc3, arts. 118-119] [@gc3]"

    assert _printed(source, make_authority(), make_report()) == [
        f"{GC3_FULL} art 118.",
        "ibid art 119.",
        f"{REPORT_FULL}.",
        "GC III (n 1) arts 118–119.",
        "ibid.",
    ]


def test_treaty_in_french():
    """A French letter has the treaty's French title, dates, series, short title and labels."""
    source = "[@gc3, art. 118] [@gc3, art. 119] [@report] [@gc3, arts. 118-119]"

    assert _printed(source, make_authority(), make_report(title_short="Rapport"), language="fr")[::3] == [
        f"{GC3_FRENCH} art.\u00a0118.",
        "CG III (n 1) art.\u00a0118–119.",
    ]


@pytest.mark.parametrize(
    ("title", "adopted", "in_force"),
    [
        ("Convention de Genève", "adoptée le", "entrée en vigueur le"),
        ("Quatrième Convention de Genève", "adoptée le", "entrée en vigueur le"),
        ("CONVENTION DE GENÈVE", "adoptée le", "entrée en vigueur le"),
        ("Charte des Nations Unies", "adoptée le", "entrée en vigueur le"),
        ("Pacte international relatif aux droits civils et politiques", "adopté le", "entré en vigueur le"),
        ("Protocole facultatif se rapportant à la Convention contre la torture", "adopté le", "entré en vigueur le"),
        ("Deuxième Protocole facultatif", "adopté le", "entré en vigueur le"),
        ("Statut de Rome de la Cour pénale internationale", "adopté le", "entré en vigueur le"),
        ("Accord", "adopté le", "entré en vigueur le"),
        ("Conventions de Genève", "adoption le", "entrée en vigueur le"),
        ("Pactes", "adoption le", "entrée en vigueur le"),
        ("Third Geneva Convention", "adoption le", "entrée en vigueur le"),
    ],
)
def test_french_verbs_agree_with_the_title(title, adopted, in_force):
    """A treaty's first words tell its gender; of a title that does not tell it, the day is named by nouns."""
    treaty = make_authority(custom={"title": {"fr": title}})

    assert (
        f"{title} ({adopted} 12 août 1949, {in_force} 21 octobre 1950)" in _printed("[@gc3]", treaty, language="fr")[0]
    )


@pytest.mark.parametrize(
    ("verb", "english", "french"),
    [
        ("adopted", "adopted 12", "adoptée le 12"),
        ("opened for signature", "opened for signature 12", "ouverte à la signature le 12"),
        ("signed", "signed 12", "signée le 12"),
        ("done", "done 12", "conclue le 12"),
    ],
)
def test_treaty_says_what_happened_on_its_day(verb, english, french):
    """The verb before the first date of a treaty is the one that the source names."""
    treaty = make_authority(custom={"adopted-verb": verb})

    assert f"({english} August 1949, " in _printed("[@gc3]", treaty)[0]
    assert f"({french} août 1949, " in _printed("[@gc3]", treaty, language="fr")[0]


def test_order_in_the_reports_in_english():
    """An order of the Court with its page: title and parties in italics, phase, year, series, page, paragraph."""
    assert _printed("[@icj-2021, para. 98] [@gc3] [@icj-2021, paras 98-99]", make_order(), make_authority()) == [
        f"*{CERD_TITLE} (Armenia v Azerbaijan)* (Provisional Measures) [2021] ICJ Rep 361 [98].",
        f"{GC3_FULL}.",
        "*Order of 7 December 2021* (n 1) [98]–[99].",
    ]


def test_order_in_french():
    """In French the title, the parties, the phase, the series and the short title are French."""
    source = "[@icj-2021, para. 98(1)(a)] [@gc3] [@icj-2021]"

    assert _printed(source, make_order(), make_authority(), language="fr")[::2] == [
        f"*{CERD_FRENCH} (Arménie c Azerbaïdjan)* (Mesures conservatoires) [2021] CIJ Rec 361 [98(1)(a)].",
        "*Ordonnance du 7 décembre 2021* (n 1).",
    ]


def test_order_whose_page_is_not_known():
    """Without a page, court and day stand in place of year, series and page."""
    order = make_order(page=None, container_title_short=None)

    (printed,) = _printed("[@icj-2021, para. 98]", order)

    assert printed == (
        f"*{CERD_TITLE} (Armenia v Azerbaijan)* (Provisional Measures) (International Court of Justice, "
        "7 December 2021) [98]."
    )


def test_order_without_a_phase():
    """A case without a phase says what the court gave."""
    printed = _printed("[@icj-2021]", make_order(custom={"phase": None}))

    assert printed == [f"*{CERD_TITLE} (Armenia v Azerbaijan)* (Order) [2021] ICJ Rep 361."]


def test_parties_that_are_no_states_keep_their_names():
    """Parties without the codes of states are named as the source names them, in every language."""
    case = make_order(custom={"case-parties": ["Doe", "Armenia"], "case-states": []})

    assert "(Doe c Armenia)" in _printed("[@icj-2021]", case, language="fr")[0]


@pytest.mark.parametrize(
    ("kind", "fields", "pinpoint", "first", "short"),
    [
        (
            "un-resolution",
            {"authority": "UNGA", "number": "43/173", "issued": date(1988, 12, 9)},
            "para. 6",
            "UNGA Res 43/173 (9 December 1988) para 6.",
            "UNGA Res 43/173 (n 1) para 6.",
        ),
        (
            "treaty-body",
            {"authority": "Committee against Torture", "number": "CAT/C/AZE/CO/5", "title_short": "Observations"},
            "paras 13, 15 and 17-18",
            "Committee against Torture, ‘An Example’ (19 March 2021) UN Doc CAT/C/AZE/CO/5 paras 13, 15, 17–18.",
            "Observations (n 1) paras 13, 15, 17–18.",
        ),
        (
            "regional-resolution",
            {"authority": "European Parliament", "number": "2024/2890(RSP)"},
            "para. 4",
            "European Parliament, ‘An Example’ (19 March 2021) 2024/2890(RSP) para 4.",
            "European Parliament (n 1) para 4.",
        ),
        (
            "report",
            {"author": [{"literal": "Human Rights Watch"}], "URL": "https://example.org/a"},
            "",
            "Human Rights Watch, ‘An Example’ (19 March 2021) <https://example.org/a>.",
            "Human Rights Watch (n 1).",
        ),
        (
            "news",
            {"author": [{"given": "Anna", "family": "Example"}], "container_title": "Example Times"},
            "",
            "Anna Example, ‘An Example’ *Example Times* (19 March 2021).",
            "Example (n 1).",
        ),
        (
            "news",
            {"container_title": "Example Times", "issued": 2021, "URL": "https://example.org/a_(b)_*c*?d=[e]&f~g"},
            "",
            "‘An Example’ *Example Times* (2021) <https://example.org/a_(b)_*c*?d=[e]&f~g>.",
            "Example Times (n 1).",
        ),
        (
            "news",
            {"author": [{"literal": "Example Times"}], "container_title": "Example Times"},
            "",
            "‘An Example’ *Example Times* (19 March 2021).",
            "Example Times (n 1).",
        ),
        (
            "web",
            {"author": [{"literal": "Example Site"}], "container_title": "Example Site"},
            "",
            "Example Site, ‘An Example’ (19 March 2021).",
            "Example Site (n 1).",
        ),
        (
            "web",
            {"author": [{"family": "Doe"}, {"literal": "Example Society"}], "title_short": "A page"},
            "",
            "Doe and Example Society, ‘An Example’ (19 March 2021).",
            "A page (n 1).",
        ),
        (
            "hearing",
            {"authority": "Example Commission", "URL": "https://example.org/hearing"},
            "",
            "Example Commission, ‘An Example’ (19 March 2021) <https://example.org/hearing>.",
            "Example Commission (n 1).",
        ),
    ],
)
def test_other_sources(kind, fields, pinpoint, first, short):
    """Resolutions, observations, reports, news, pages and hearings have their forms, first and again."""
    place = f", {pinpoint}" if pinpoint else ""
    source = make_source(kind, **fields)

    assert _printed(f"[@source{place}] [@gc3] [@source{place}]", source, make_authority())[::2] == [first, short]


@pytest.mark.one_in(3)
@pytest.mark.parametrize("style", STYLES)
def test_every_kind_of_source_can_be_cited(style):
    """No kind of source is without its form, first, again and later, in every language that has the words."""
    kinds, languages = get_args(Kind), load_terms()
    everything = {
        "authority": "Example Body",
        "author": [{"literal": "Example Author"}],
        "container_title": "Example Times",
        "number": 5,
        "custom": {"decision": "judgment", "case-parties": ["Armenia", "Azerbaijan"], "symbol": "A/RES/5"},
    }
    treaty = make_authority(id="source")
    sources = [treaty if kind == "treaty" else make_source(kind, **everything) for kind in kinds]
    loaded = _style(style)

    assert len(kinds) >= 13
    assert len(languages) >= 33
    for source in sources:
        for language in languages:
            text = "[@source, para. 1] [@source, p. 2] [@gc3] [@source, arts 3-4]"
            notes = _printed(text, source, make_authority(), language=language, style=loaded)
            assert len(notes) == 4
            assert [note for note in notes if "  " in note or ".." in note or ", ," in note] == []


def test_every_language_has_the_words_of_every_pinpoint():
    """Each label that can be written in a citation has its forms in each language of the terms."""
    labels = set(get_args(PinpointLabel))
    terms = load_terms()

    assert len(labels) >= 30
    assert {language: set(words.labels) for language, words in terms.items()} == dict.fromkeys(terms, labels)


def test_notes_are_numbered_through_the_letter():
    """Each citation gets the next number, knows its sources in order, and its call carries the number."""
    notes = _noted("[@gc3] [@report; @gc3] [@gc3]", make_authority(), make_report())

    assert [(note.number, note.sources) for note in notes] == [(1, ("gc3",)), (2, ("report", "gc3")), (3, ("gc3",))]


def test_call_returns_its_number():
    """The call of a note carries the number of the note that was written for it."""
    notes = Notes(Citer(oscola(), load_terms()["en"], "en"), {"gc3": make_authority()})
    (citation,) = citations(parse_prose("[@gc3]"))

    assert [notes.call(citation).number, notes.call(citation).number] == [1, 2]


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("[@gc3] [@gc3]", "ibid."),
        ("[@gc3] [@gc3] [@gc3, art. 1]", "ibid art 1."),
        ("[@gc3] [see @gc3]", "see ibid."),
        ("[@gc3] [@report] [@gc3]", "GC III (n 1)."),
        ("[@report; @gc3] [@gc3]", "GC III (n 1)."),
        ("[@gc3; @report] [@gc3]", "GC III (n 1)."),
        ("[@gc3] [@gc3, art. 1; @report]", f"ibid art 1; {REPORT_FULL}."),
        ("[@gc3] [@report; @gc3]", f"{REPORT_FULL}; GC III (n 1)."),
        ("[@report] [@gc3] [@report; @gc3]", "Report on visits (n 1); GC III (n 2)."),
        ("[@gc3, art. 1; @gc3, art. 2]", f"{GC3_FULL} art 1; ibid art 2."),
        ("[@gc3, art. 1; @report; @gc3, art. 2]", f"{GC3_FULL} art 1; {REPORT_FULL}; GC III (n 1) art 2."),
    ],
)
def test_ibid_stands_only_directly_after_the_same_source(source, last):
    """Ibid repeats the source directly before, if it stands alone there; everywhere else the short form is due."""
    assert _printed(source, make_authority(), make_report())[-1] == last


def test_style_without_ibid_repeats_by_the_short_form():
    """A style without ibid uses its short form directly after the source too."""
    style = oscola().model_copy(update={"ibid": None})

    assert _printed("[@gc3] [@gc3, art. 1]", make_authority(), style=style)[1] == "GC III (n 1) art 1."


def test_full_notes_hold_full_forms():
    """For outputs that go without ibid, every note has every source in full."""
    source = "[@gc3, art. 1] [@gc3, art. 2] [@report; see @gc3]"

    assert _full(source, make_authority(), make_report()) == [
        f"{GC3_FULL} art 1.",
        f"{GC3_FULL} art 2.",
        f"{REPORT_FULL}; see {GC3_FULL}.",
    ]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("[see @gc3, art. 1; but see @gc3, art. 2]", f"see {GC3_FULL} art 1; but see ibid art 2."),
        ("[*contra* @gc3]", f"*contra* {GC3_FULL}."),
        (r"[a \[b\] @gc3]", f"a [b] {GC3_FULL}."),
        ("[@gc3, art. 1, emphasis added]", f"{GC3_FULL} art 1, emphasis added."),
        ("[@gc3, art. 1, in *force*]", f"{GC3_FULL} art 1, in *force*."),
        ("[@gc3, see [there](https://example.org/x)]", f"{GC3_FULL}, see {{there|https://example.org/x}}."),
        ("[@gc3, art. 1 to that Convention]", f"{GC3_FULL} art 1 to that Convention."),
        ("[@gc3, art. 1 (the duty)]", f"{GC3_FULL} art 1 (the duty)."),
        ("[@gc3, art. 1: the duty]", f"{GC3_FULL} art 1: the duty."),
        ("[@gc3, art. 5(1) in part]", f"{GC3_FULL} art 5(1) in part."),
        ("[@gc3 as amended]", f"{GC3_FULL}, as amended."),
        ("[-@gc3]", f"{GC3_FULL}."),
    ],
)
def test_words_around_a_source_are_printed(source, note):
    """Prefix and suffix are Markdown of their own, and stand before and after the source."""
    assert _printed(source, make_authority()) == [note]


@pytest.mark.parametrize(
    ("source", "end"),
    [("[@gc3, etc.]", "(GC III), etc."), ("[@gc3, why?]", "(GC III), why?"), ("[@gc3, art. 1.]", "(GC III) art 1.")],
)
def test_note_ends_with_one_full_stop(source, end):
    """A note gets its full stop, but no second one after a stop that stands there."""
    assert _printed(source, make_authority())[0].endswith(end)


def test_elements_are_not_markup():
    """What the data holds is printed as it is, be it Markdown, a template or a citation."""
    treaty = make_authority(title="A *b* [@c] {{ 7*7 }} `d` \\ e_f_g", title_short="[h](https://example.org)")

    (printed,) = _printed("[@gc3]", treaty)

    assert printed == (
        "A *b* [@c] {{ 7*7 }} `d` \\ e_f_g (adopted 12 August 1949, entered into force 21 October 1950) 75 UNTS 135 "
        "([h](https://example.org))."
    )


@pytest.mark.parametrize(
    ("labels", "pinpoint", "printed"),
    [
        ("bare", "art. 1", " art 1"),
        ("bare", "arts 1-2", " arts 1–2"),
        ("bare", "art. 1(2) and (3)", " art 1(2), (3)"),
        ("dotted", "art. 1", " art. 1"),
        ("dotted", "paras 1, 2", " paras. 1, 2"),
        ("dotted", "annex I", " annex I"),
        ("bare", "pp. 1, 2", " 1, 2"),
        ("long", "para. 1", " paragraph 1"),
        ("long", "s. 1 and 2", " sections 1, 2"),
    ],
)
def test_labels_are_those_of_the_style(labels, pinpoint, printed):
    """The label of a pinpoint is bare, dotted or in full, for one or for many."""
    style = oscola().model_copy(update={"labels": labels})

    assert _printed(f"[@gc3, {pinpoint}]", make_authority(), style=style) == [f"{GC3_FULL}{printed}."]


def test_pages_of_a_case_follow_a_comma():
    """The bracketed form is for paragraphs; a page in the reports stands bare, after that of the beginning."""
    assert _printed("[@icj-2021, p. 365]", make_order()) == [
        f"*{CERD_TITLE} (Armenia v Azerbaijan)* (Provisional Measures) [2021] ICJ Rep 361, 365."
    ]


@pytest.mark.parametrize(
    ("authority", "message"),
    [
        (make_authority(page=None), "'gc3' lacks 'page', which OSCOLA needs to cite a treaty"),
        (
            make_authority(custom={"entry-into-force": None}),
            "'gc3' lacks 'custom.entry-into-force', which OSCOLA needs to cite a treaty",
        ),
        (
            make_authority(container_title_short=None),
            "'gc3' lacks 'container-title-short', which OSCOLA needs to cite a treaty",
        ),
        (
            make_order(id="gc3", custom={"case-parties": []}),
            "'gc3' lacks 'custom.case-parties', which OSCOLA needs to cite a case",
        ),
        (make_source("report", id="gc3"), "'gc3' lacks 'author', which OSCOLA needs to cite a report"),
    ],
)
def test_missing_element_is_named(authority, message):
    """A source without what the form needs is a problem that names source, style and the key of the file."""
    problem = _problem("[@gc3]", authority)

    assert (problem.message, problem.hint) == (message, "add it, or cite in another style")
    assert problem.location == Location(authority.place().path)


def test_everything_that_lacks_is_told_at_once():
    """A source that lacks several fields is told all of them, by their keys in the user's file."""
    bare = {"volume": None, "page": None, "container_title_short": None}

    problem = _problem("[@gc3]", make_authority(custom={"entry-into-force": None}, **bare))

    lacking = "'custom.entry-into-force', 'volume', 'container-title-short', 'page'"
    assert problem.message == f"'gc3' lacks {lacking}, which OSCOLA needs to cite a treaty"
    assert problem.hint == "add them, or cite in another style"


def test_kind_without_a_form_is_a_problem():
    """A style that has no form for a kind of source says so."""
    forms = {kind: form for kind, form in oscola().forms.items() if kind != "report"}
    problem = _problem("[@report]", make_report(), style=oscola().model_copy(update={"forms": forms}))

    assert problem.message == "the style OSCOLA has no form for a report, which 'report' is"


@pytest.mark.parametrize(
    "changes",
    [
        {"forms": {"treaty": CitationForms(first="{{ title", short="")}},
        {"pinpoints": Pinpoints(default="{{ label")},
    ],
)
def test_broken_form_of_a_style_is_a_problem(changes):
    """A form that is no template is reported with the source that it was needed for."""
    problem = _problem("[@gc3, art. 1]", make_authority(), style=oscola().model_copy(update=changes))

    assert problem.message == (
        "'gc3' cannot be cited: the form of OSCOLA to cite a treaty is wrong: not a template: unexpected end of "
        "template, expected 'end of print statement'."
    )


def test_unknown_source_is_a_key_error():
    """A source that is no authority is a KeyError: who calls has looked for it."""
    with pytest.raises(KeyError):
        _noted("[@nothing]", make_authority())


def test_description_in_brackets_is_not_quoted():
    """What describes a source without a title stands in its brackets, not in quotation marks."""
    report = make_report(title="[Report on visits]", URL=None)

    assert Citer(oscola(), load_terms()["en"], "en").cite(report, "first", None) == (
        "Example Organisation, \\[Report on visits\\] (June 2025)"
    )


@pytest.mark.parametrize(
    ("style", "language", "note"),
    [
        (
            "bluebook",
            "fr",
            "Mesures conservatoires, ordonnance, 2021 C.I.J. 361, ¶\u00a098 (7 décembre 2021).",
        ),
        (
            "un",
            "fr",
            (
                "(Arménie c. Azerbaïdjan), Mesures conservatoires, ordonnance du 7 décembre 2021, "
                "C.I.J. Recueil 2021*, p. 361, "
                "par.\u00a098."
            ),
        ),
        (
            "mcgill",
            "de",
            (
                "(Armenien gegen Aserbaidschan)*, Provisional Measures, Anordnung vom 7. Dezember 2021, "
                "[2021] ICJ Rep 361, Ziff.\u00a098."
            ),
        ),
        (
            "un",
            "ru",
            (
                "(Армения – Азербайджан), Provisional Measures, постановление от 7 декабря 2021\u202fг., "
                "I.C.J. Reports 2021*, с. 361, п.\u00a098."
            ),
        ),
        ("oscola", "hy", "(Հայաստան – Ադրբեջան)* (Provisional Measures) [2021] ICJ Rep 361 [98]."),
    ],
)
def test_order_in_other_languages(style, language, note):
    """Parties, dates, labels, decisions and series are in the language of the letter; what has no translation stays."""
    (printed,) = _printed("[@icj-2021, para. 98]", make_order(), language=language, style=_style(style))

    assert printed.endswith(note)


@pytest.mark.parametrize(
    ("style", "kind", "first", "short"),
    [
        ("oscola", "report", "‘An Example’ (19 March 2021).", "An Example (n 1)."),
        ("bluebook", "report", "*An Example* (Mar. 19, 2021).", "An Example, *supra* note 1."),
        ("aglc", "un-document", "*An Example* (19 March 2021).", "An Example (n 1)."),
        ("un", "regional-document", "“An Example”, 19 March 2021.", None),
        ("plain", "web", "“An Example”, 19 March 2021.", None),
        ("mcgill", "news", "“An Example”, *Example Times* (19 March 2021).", None),
    ],
)
def test_author_that_is_named_already_is_left_out(style, kind, first, short):
    """`-@id` cites without the author, who stands in the sentence; later references then go by the title."""
    source = make_source(
        kind, author=[{"literal": "Example Author"}], authority="Example Body", container_title="Example Times"
    )
    printed = _printed("[-@source] [@gc3] [-@source]", source, make_authority(), style=_style(style))

    assert printed[0] == first
    assert short is None or printed[2] == short


@pytest.mark.parametrize(
    ("style", "again"),
    [("mcgill", "see ibid, art 1."), ("bluebook", "see *id.* art. 1."), ("un", "see *ibid.*, art. 1.")],
)
def test_ibid_within_a_note_is_small(style, again):
    """Ibid begins with a capital only where it begins the note."""
    assert _printed("[@gc3] [see @gc3, art. 1]", make_authority(), style=_style(style))[1] == again


def test_another_decision_of_the_same_case_in_one_note():
    """The plain style does not repeat the title of a case for its second decision; the full form does."""
    later = make_order(id="icj-2022", issued=date(2022, 10, 12), custom={"phase": None})
    (note,) = _noted("[@icj-2021, para. 98; @icj-2022]", make_order(), later, style=_style("plain"))
    title = f"International Court of Justice, {CERD_TITLE} (Armenia v. Azerbaijan)"

    assert shown(note.prose) == (
        f"{title}, Provisional Measures, Order of 7 December 2021, paragraph 98; "
        "in the same case, Order of 12 October 2022."
    )
    assert shown(note.full).endswith(f"paragraph 98; {title}, Order of 12 October 2022.")
    assert _printed("[@icj-2021; @icj-2022]", make_order(), later)[0].count(CERD_TITLE) == 2


def test_only_decisions_of_one_case_are_of_the_same_case():
    """Two sources of other kinds, or of two cases, are never said to be of the same case."""
    other = make_order(id="other", title="Another case")
    (note,) = _noted("[@icj-2021; @other]", make_order(), other, style=_style("plain"))

    assert "Another case (Armenia v. Azerbaijan)" in shown(note.prose)
    assert "same case" not in shown(note.prose)


def test_symbol_is_needed_where_the_style_has_it():
    """A resolution without its document symbol is a problem in the styles that print it, and in no other."""
    resolution = make_source("un-resolution", authority="United Nations General Assembly", number="43/173")

    for style in ("un", "mcgill", "aglc"):
        problem = _problem("[@source]", resolution, style=_style(style))
        assert problem.message.startswith("'source' lacks 'custom.symbol', which ")
    for style in ("oscola", "bluebook", "plain"):
        assert len(_printed("[@source]", resolution, style=_style(style))) == 1


def test_number_of_a_treaty_is_printed_where_it_is_known():
    """The registration number stands in United Nations form, and may be missing."""
    known, unknown = make_authority(number=972), make_authority()

    assert "vol. 75, No. 972, p. 135" in _printed("[@gc3]", known, style=_style("un"))[0]
    assert "vol. 75, p. 135" in _printed("[@gc3]", unknown, style=_style("un"))[0]
