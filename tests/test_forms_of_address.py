"""Forms of address: the shipped table, and the choice by gender that never guesses."""

import re
from pathlib import Path

import pytest

from entreaty.content.forms_of_address import Form, FormsFile, Gendered, load_forms_of_address
from entreaty.content.validation import validated
from entreaty.content.yamlfile import read_yaml
from entreaty.problems import ContentError

SHIPPED = Path(__file__).parent.parent / "entreaty" / "data" / "forms_of_address.yaml"
FORMS = load_forms_of_address()
CELLS = [(office, language) for office, languages in FORMS.items() for language in languages]


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


def test_table_holds_offices_in_english_and_french():
    """The shipped table has at least fifteen offices, each in English and French."""
    assert len(FORMS) >= 15
    assert "icrc-president" in FORMS
    assert all({"en", "fr"} <= set(languages) for languages in FORMS.values())


@pytest.mark.parametrize(("office", "language"), CELLS)
def test_every_cell_is_whole(office, language):
    """Every form names its two sources; only the surname and the salutation stand in braces."""
    form: Form = FORMS[office][language]
    salutations = [form.salutation.of(gender) for gender in ("f", "m", None)]

    assert set(form.source) == {"salutation", "closing"}
    assert set(re.findall(r"\{(.*?)\}", "".join(salutations))) <= {"surname"}
    assert set(re.findall(r"\{(.*?)\}", form.closing)) <= {"salutation"}
    assert "{surname}" not in form.salutation.neutral


def test_sources_are_named_or_from_memory():
    """Every source of a form is in the table's own list, or says that it is from memory."""
    file = validated(FormsFile, read_yaml(SHIPPED))
    named = {name for office, language in CELLS for name in FORMS[office][language].source.values()}

    assert named - {"memory"} == set(file.sources)


def test_unknown_language_of_a_form_is_told(tmp_path):
    """A table with a language that letters cannot have is refused on its line."""
    path = tmp_path / "forms.yaml"
    path.write_text('offices:\n  chair:\n    sv: {salutation: {neutral: "Hej,"}, closing: "Hej,"}\n', encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        validated(FormsFile, read_yaml(path))

    assert [(one.location.line, one.message) for one in caught.value.problems] == [
        (3, "'sv' is not a language that letters can be written in")
    ]
