"""Forms of address: the shipped table, the choice by gender that never guesses, and who writes to whom."""

import re

import pytest

from entreaty.content.shipped.forms_of_address import (
    AddresseeLines,
    FormOfAddress,
    FormsFile,
    Gendered,
    load_forms_of_address,
)
from entreaty.content.validation import validated
from entreaty.problems import ContentError
from entreaty.storage.yaml.file import read_yaml
from tests.support.checkout import ROOT
from tests.support.sample_content import make_form

pytestmark = pytest.mark.no_cover

SHIPPED = ROOT / "entreaty" / "data" / "forms_of_address.yaml"
FORMS = load_forms_of_address()
CELLS = [(office, language) for office, languages in FORMS.items() for language in languages]
PLACEHOLDERS = {
    "name", "surname", "name_dative", "office", "office_dative", "organisation", "organisation_genitive", "of_country",
    "constituency", "de_constituency", "called", "title", "patronymic", "household", "household_called",
}  # fmt: skip


def _layers(form: FormOfAddress) -> list:
    return [form, *form.variants]


@pytest.mark.parametrize(
    ("gender", "expected"),
    [
        ("f", "Madame la Présidente,"),
        ("m", "Monsieur le Président,"),
        (None, "Madame, Monsieur,"),
    ],
)
def test_gender_decides_where_it_is_known(gender, expected):
    """A known gender takes its own form, an unknown one the neutral."""
    forms = Gendered(neutral="Madame, Monsieur,", feminine="Madame la Présidente,", masculine="Monsieur le Président,")

    assert forms.of(gender) == expected


@pytest.mark.parametrize("gender", ["f", "m", None])
def test_office_with_one_form_uses_it_for_everyone(gender):
    """Where an office has one form only, everyone is addressed with it."""
    assert Gendered(neutral="Dear President,").of(gender) == "Dear President,"


def test_envelope_is_name_and_office_unless_it_says_otherwise():
    """Without a neutral envelope, the name and the office stand on it as the profile has them."""
    envelope = AddresseeLines(feminine=("Ms {name}", "Chair"))

    assert envelope.of(None) == envelope.of("m") == ("[{name}]", "{office}")
    assert envelope.of("f") == ("Ms {name}", "Chair")


VARIANTS = [
    {"domestic": True, "salutation": {"neutral": "Dear Minister,"}, "closing": "Sincerely,"},
    {"states": ["US", "LR"], "salutation": {"neutral": "Dear Secretary,"}, "source": {"salutation": "a page"}},
    {"domestic": True, "states": ["US"], "closing": "Respectfully,"},
]


@pytest.mark.parametrize(
    ("state", "domestic", "words"),
    [
        ("AM", False, ("Excellency,", "Accept, Excellency.", "memory")),
        (None, False, ("Excellency,", "Accept, Excellency.", "memory")),
        ("AM", True, ("Dear Minister,", "Sincerely,", "memory")),
        ("US", False, ("Dear Secretary,", "Accept, Excellency.", "a page")),
        ("LR", True, ("Dear Secretary,", "Sincerely,", "a page")),
        ("US", True, ("Dear Secretary,", "Respectfully,", "a page")),
    ],
)
def test_last_variant_that_fits_wins(state, domestic, words):
    """Those at home write otherwise, and so does everyone to some states; what a variant does not say stays."""
    form = make_form(salutation={"neutral": "Excellency,"}, closing="Accept, Excellency.", variants=VARIANTS)
    adapted = form.adapted(state, domestic=domestic)

    found = (adapted.salutation.neutral, adapted.closing, adapted.source_of("salutation", None))
    assert found == words


@pytest.mark.parametrize(
    ("part", "gender", "source"),
    [
        ("salutation", "f", "a page"),
        ("salutation", "m", "memory"),
        ("salutation", None, "memory"),
        ("envelope", "f", "memory"),
        ("envelope", None, None),
        ("closing", None, "a book"),
    ],
)
def test_source_is_that_of_the_words_used(part, gender, source):
    """Neutral words beside others have their own source; what is only the profile's words needs none."""
    form = make_form(
        salutation={"neutral": "Madame, Monsieur,", "feminine": "Madame la Juge,"},
        envelope={"feminine": ["Madame {name}"]},
        source={"salutation": "a page", "closing": "a book", "neutral": "memory"},
    )

    assert form.source_of(part, gender) == source


def test_table_holds_the_offices_in_english_french_and_german():
    """The shipped table has the offices that the shipped campaign names, each in English, French and German."""
    assert len(FORMS) >= 41
    assert "icrc-president" in FORMS
    assert all({"en", "fr", "de"} <= set(languages) for languages in FORMS.values())


@pytest.mark.parametrize(("office", "language"), CELLS)
def test_every_cell_is_whole(office, language):
    """Every cell names its source, and nothing in braces but what profiles have."""
    for layer in _layers(FORMS[office][language]):
        parts = {part for part in ("salutation", "envelope", "closing") if part in layer.model_fields_set}
        beside_others = [
            cell
            for cell in (layer.salutation, layer.envelope)
            if cell and "neutral" in cell.model_fields_set and (cell.feminine or cell.masculine)
        ]
        named = set(re.findall(r"\{(\w+)\}", str(layer.salutation) + str(layer.envelope)))

        assert set(layer.source) == parts | ({"neutral"} if beside_others else set())
        assert named <= PLACEHOLDERS
        assert set(re.findall(r"\{(.*?)\}", layer.closing or "")) <= {"salutation"}


@pytest.mark.parametrize(("office", "language"), CELLS)
def test_neutral_words_can_always_be_filled_in(office, language):
    """What not every profile has stands in brackets: in neutral words all of it, in others country and place."""
    for layer in _layers(FORMS[office][language]):
        salutation, envelope = layer.salutation, layer.envelope
        neutral = [*([salutation.neutral] if salutation else []), *(envelope.neutral if envelope else ())]
        of_holder = [
            *filter(None, (salutation.feminine, salutation.masculine) if salutation else ()),
            *((envelope.feminine or ()) + (envelope.masculine or ()) if envelope else ()),
        ]

        assert _always_needed(neutral) <= {"office", "organisation"}
        assert _always_needed(of_holder) <= PLACEHOLDERS - {"of_country", "constituency", "de_constituency"}


def _always_needed(lines: list[str]) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", re.sub(r"\[[^\]]*\]", "", " ".join(lines))))


def test_sources_are_named_or_from_memory():
    """Every source of a form is in the table's own list, or says that it is from memory."""
    file = validated(FormsFile, read_yaml(SHIPPED))
    layers = [layer for office, language in CELLS for layer in _layers(FORMS[office][language])]
    named = {name for layer in layers for name in layer.source.values()}

    assert len(layers) > len(CELLS)
    assert named - {"memory"} == set(file.sources)


def test_unknown_language_of_a_form_is_told(tmp_path):
    """A table with a language that letters cannot have is refused on its line."""
    path = tmp_path / "forms.yaml"
    path.write_text('offices:\n  chair:\n    zu: {salutation: {neutral: "Hej,"}, closing: "Hej,"}\n', encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        validated(FormsFile, read_yaml(path))

    assert [(one.location.line, one.message) for one in caught.value.problems] == [
        (3, "'zu' is not a language that letters can be written in")
    ]
