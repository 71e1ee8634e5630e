"""Sources: that there are some, the same ones in every language, and how each is known."""

from datetime import date

import pytest

from entreaty.content.files.authorities import load_authorities
from entreaty.problems import Concern
from entreaty.writing.checking.cited.sources import (
    authority_problems,
    source_problems,
    unlike_sources,
    unprinted_fields,
    unused_authorities,
)
from tests.support.sample_content import (
    DAY,
    authorities_of,
    make_appeal,
    make_authority,
    make_passage,
    make_report,
    make_source,
    oscola,
)

GC3 = make_authority(custom={"verified": "mirror", "provisions": {"art. 118(1)": {"en": "Prisoners of war …"}}})
REPORT = make_report(custom={"verified": "third-party"})
AUTHORITIES = {"gc3": GC3, "report": REPORT}


def _passage(english, french=None, **more):
    return make_passage(**({"en": english} | ({"fr": french} if french is not None else {}) | more))


@pytest.mark.parametrize(
    ("part", "english", "french", "told"),
    [
        ("facts", "So.[@report]", "Ainsi.[@report]", []),
        ("facts", "So.[@report]", "Ainsi.", ["the fact 'concern' has no source"]),
        ("facts", "So.", "Ainsi.", ["the fact 'concern' has no source"]),
        ("law", "So.", "Ainsi.", []),
        (
            "demands",
            "Respect Article 118.",
            "Respecter.",
            ["the demand 'concern' names law (Article 1) but cites none"],
        ),
        ("demands", "Respect Article 118.[@gc3]", "Respecter l’article 118.[@gc3]", []),
        ("law", "Respect Article 118.", "Respecter.", []),
    ],
)
def test_facts_and_law_need_sources(part, english, french, told):
    """A fact needs a source in every language; a demand that names law needs one too."""
    assert [problem.message for problem in source_problems(_passage(english, french, part=part))] == told


@pytest.mark.parametrize(
    ("language", "words", "law"),
    [
        ("en", "Comply with the Convention.", "Convention"),
        ("en", "Comply with arts. 12 and 13.", "arts. 1"),
        ("en", "Comply with these Orders.", "Orders"),
        ("en", "Comply with the Covenant and the Protocol.", "Covenant"),
        ("en", "Put this in order; article by article, by convention.", None),
        ("fr", "Respecter la Convention.", "Convention"),
        ("fr", "Respecter l’article 12.", "article 1"),
        ("fr", "Exécuter ces ordonnances.", "ordonnances"),
        ("fr", "Respecter le Pacte.", "Pacte"),
        ("fr", "Par convention, agir.", None),
        ("de", "Das Übereinkommen einhalten.", "Übereinkommen"),
        ("de", "Artikel 12 einhalten.", "Artikel 1"),
        ("ru", "Соблюдать Конвенцию.", "Конвенцию"),
        ("ru", "Соблюдать статью 12.", "статью 1"),
        ("hy", "Պահպանել Կոնվենցիան։", "Կոնվենցիա"),
        ("pl", "Przestrzegać Konwencji.", None),
    ],
)
def test_law_is_recognised_by_its_names(language, words, law):
    """Names of law are known in five languages, in the form in which they name law."""
    problems = list(source_problems(make_passage("demands", **{"en": "Act.", language: words})))

    assert [problem.message for problem in problems] == (
        [f"the demand 'concern' names law ({law}) but cites none"] if law else []
    )
    assert all(problem.level == "warning" for problem in problems)


def test_open_links_are_errors():
    """An address that is not https is an error, also where it is only printed."""
    assert list(source_problems(_passage("A fact [@{http://zotero.org/users/1/items/ABCD}, p. 3]."))) == []

    (problem,) = source_problems(_passage("See http://example.org/page now."))

    assert (problem.level, problem.message) == ("error", "'http://example.org/page' is not https")
    assert list(source_problems(_passage("See https://example.org/page now."))) == []


@pytest.mark.parametrize(
    ("english", "french", "hint"),
    [
        ("[@gc3, art. 118(1)]", "[@gc3, article 118(1)]", None),
        ("[@gc3, art. 1] [@report]", "[see @report; @gc3, art. 1, on this]", None),
        ("[@gc3, art. 1] [@gc3, art. 1]", "[@gc3, art. 1]", None),
        ("[@gc3, art. 118(1)]", "[@gc3, art. 119]", "only in 'en': gc3, art 118(1), only in 'fr': gc3, art 119"),
        ("[@gc3; @report]", "[@gc3]", "only in 'en': report"),
        ("No.", "[@gc3, arts. 1-3]", "only in 'fr': gc3, art 1-3"),
    ],
)
def test_languages_cite_the_same(english, french, hint):
    """Sources and pinpoints must be the same in all languages, whatever their order and the words around them."""
    problems = list(unlike_sources(_passage(english, french), authorities_of(make_authority(), make_report())))

    assert [(problem.message, problem.hint) for problem in problems] == (
        [("the passage 'concern' cites in 'fr' other sources than in 'en'", hint)] if hint else []
    )


def test_place_of_the_personal_note_cites_nothing():
    """A passage without words, which marks the place of the personal note, has nothing to compare."""
    for part in ("opening", "facts", "law", "closing"):
        passage = make_appeal(**{part: [{"id": "own-words", "personal_note": True}]}).letter
        (note,) = [one for one in passage.passages() if one.personal_note]
        assert list(source_problems(note)) == list(unlike_sources(note, authorities_of(make_authority()))) == []


def _doubts(authority, source="[@gc3]", day=DAY, **more):
    appeal = make_appeal(facts=[{"id": "fact", "en": source, "fr": source, **more}])
    problems = list(authority_problems([appeal], authorities_of(authority, day=day)))
    assert all((one.level, one.concerns) == ("warning", Concern("authority", authority.id)) for one in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("custom", "told"),
    [
        ({"verified": "mirror"}, []),
        ({}, ["'gc3': the source is unverified"]),
        (
            {"verified": "official", "unverified": ["number", "title.fr"]},
            ["'gc3': unverified fields: number, title.fr"],
        ),
        ({"verified": "official", "review-by": date(2025, 6, 25)}, []),
        (
            {"verified": "official", "review-by": date(2025, 6, 24)},
            ["'gc3': the source was to be reviewed by 2025-06-24"],
        ),
    ],
)
def test_doubts_about_a_cited_source_are_warnings(custom, told):
    """Each doubt about a source that letters of the day can cite is one warning."""
    assert _doubts(make_authority(custom=custom)) == told


def test_sources_of_other_days_are_not_looked_at():
    """A source that only letters of other days cite is not doubted."""
    assert _doubts(make_authority(), until=DAY) == []
    assert _doubts(make_authority(), day=date(2026, 1, 1), **{"from": date(2026, 1, 2)}) == []


def test_pinpoints_without_stored_words_are_reported_once_for_each_treaty():
    """Places of a treaty of which no words are stored are named in one warning; those of other sources are not."""
    source = "[@gc3, arts. 71(1), 118(1)] [@gc3, art. 71(1)] [@gc3, art. 72]"

    assert _doubts(GC3, source) == ["'gc3': no words are stored of art 71(1), art 72"]
    assert _doubts(REPORT, "[@report, p. 2]") == []


def test_doubts_stand_at_their_lines(tmp_path):
    """Each doubt is placed where the authority says so."""
    path = tmp_path / "authorities.yaml"
    path.write_text(
        """\
references:
  - id: gc3
    type: treaty
    title: Third Convention
    issued: 1949
    custom:
      kind: treaty
      verified: unverified
      review-by: 2025-01-01
      unverified: [title]
""",
        encoding="utf-8",
    )
    appeal = make_appeal(facts=[{"id": "fact", "en": "[@gc3, art. 1; @zzz]", "fr": "[@gc3, art. 1]"}])
    authorities = authorities_of(*load_authorities(path).entries)

    assert [problem.location.line for problem in authority_problems([appeal], authorities)] == [8, 10, 9, 7]


def test_sources_that_nobody_uses_are_reported():
    """A source that no passage of any appeal cites or asks for is a warning that touches no letter."""
    cited = make_appeal(facts=[{"id": "fact", "en": "[@report]", "fr": "[@report]"}])
    asked = make_appeal(law=[{"id": "law", "en": "So.", "fr": "Ainsi.", "for": {"bound_by": ["gc3"]}}])

    assert list(unused_authorities([cited, asked], AUTHORITIES)) == []
    (warning,) = unused_authorities([cited], AUTHORITIES)
    assert (warning.message, warning.level, warning.concerns) == ("'gc3' is never cited", "warning", None)


def test_bibliography_that_nobody_cites_is_told_once(tmp_path):
    """Of a further file of sources, one line says how many are not cited."""
    path = tmp_path / "authorities" / "refs.json"
    path.parent.mkdir()
    path.write_text(
        '[{"id": "a", "title": "A"},\n{"id": "b", "title": "B"},\n{"id": "c", "title": "C"}]', encoding="utf-8"
    )
    cited = make_appeal(facts=[{"id": "fact", "en": "[@a]", "fr": "[@a]"}])

    (warning,) = unused_authorities([cited], authorities_of(*load_authorities(path).entries))

    assert (warning.location.line, warning.message) == (2, "'b' and 1 more are never cited")


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("human-rights-case", {"number": "12345/06", "volume": "4"}, "'volume'"),
        ("book", {"translator": [{"family": "Lee"}], "scale": "1:5"}, "'translator', 'scale'"),
        ("article", {"event_title": "Congress", "medium": "film"}, "'event-title', 'medium'"),
        ("web", {"original_date": "1999", "volume_title": "Two", "note": "ours"}, "'original-date', 'volume-title'"),
        ("report", {"custom": {"ecli": "ECLI:EU:C:2020:559"}}, "'custom.ecli'"),
        ("human-rights-case", {"number": "12345/06"}, ""),
        ("hearing", {"number": "7", "abstract": "Long", "ISSN": "1234-5678", "keyword": "a"}, "'number'"),
        ("hearing", {"DOI": "10.1000/1", "URL": "https://example.org"}, ""),
        ("hearing", {"edition": "2", "section": "5"}, "'edition', 'section'"),
    ],
)
def test_field_that_no_form_prints_is_told(kind, fields, told):
    """A stored field that the style's forms for the kind do not name is a warning; remarks and catalogues' are not."""
    source = make_source(kind, **fields)

    warnings = [problem.message for problem in unprinted_fields([source], [oscola()])]

    article = "an" if kind == "article" else "a"
    assert warnings == ([f"'source': OSCOLA prints no {told} of {article} {kind}"] if told else [])


def test_field_that_one_of_the_styles_prints_is_not_told():
    """A campaign with letters in two styles drops nothing that one of them prints."""
    source = make_source("un-document", number="A/1", volume="2")
    without = oscola().forms["un-document"].model_copy(update={"first": "{{ title }}", "short": "{{ title }}"})
    other = oscola().model_copy(update={"name": "Other", "forms": {**oscola().forms, "un-document": without}})

    assert [one.message for one in unprinted_fields([source], [other])] == [
        "'source': Other prints no 'issued', 'number', 'volume' of a un-document"
    ]
    assert [one.message for one in unprinted_fields([source], [other, oscola()])] == [
        "'source': OSCOLA and Other print no 'volume' of a un-document"
    ]


def test_kind_without_a_form_is_told_of_every_source():
    """A source that no style of the campaign can cite is told, be it cited or not, with what to do."""
    style = oscola().model_copy(update={"forms": {}})

    (warning,) = unprinted_fields([REPORT], [style])

    assert warning.message == "'report' cannot be cited: OSCOLA has no form for a report"
    assert (
        warning.hint == "cite in another style, add a form in a style of your own, or say another 'kind' under 'custom'"
    )
