"""A campaign's own forms of address: merged cell by cell, with powers and words, and told where they are wrong."""

import pytest

from entreaty.content.shipped.campaign_forms import load_forms
from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.importing.profiles.offices import form_of_address
from entreaty.problems import ContentError
from entreaty.writing.composing.courtesies import courtesies_of, unverified_courtesies
from tests.support.sample_content import make_basis, make_recipient, make_sender

ANN = {"given": "Ann", "family": "Lee"}
HEAD = "offices:\n"
OWN = """\
  mayor:
    de:
      salutation: {feminine: "Sehr geehrte Frau Stadtoberhaupt {surname},"}
      closing: "Herzlich"
  warden:
    powers: [convey]
    recognise: [warden of the river, flusswart]
    en:
      salutation: {neutral: "Dear Warden[ {surname}],"}
      closing: "Yours sincerely,"
"""


def _forms(folder, text):
    (folder / "forms_of_address.yaml").write_text(HEAD + text, encoding="utf-8")
    return load_forms(folder)


def _problems(folder, text):
    return [(one.location.line, one.message, one.hint) for one in _forms(folder, text).problems]


def _courtesies(forms, form, language, sender, **profile):
    basis = make_basis(forms=forms.by_office, sender=make_sender(country=sender))
    return courtesies_of(make_recipient(form_of_address=form, **profile), language, basis)


def test_without_a_file_the_forms_are_those_of_the_program(tmp_path):
    """A campaign that says nothing has the shipped forms, and no words of its own for imports."""
    forms = load_forms(tmp_path)

    assert forms.by_office == load_forms_of_address()
    assert (forms.recognise, forms.problems) == ((), ())


def test_cell_takes_the_place_of_one_cell(tmp_path):
    """A salutation for women changes nothing for men, on the envelope and in other languages."""
    forms = _forms(tmp_path, OWN)
    woman = _courtesies(forms, "mayor", "de", "DE", name=ANN, gender="f", office="Bürgermeisterin")
    man = _courtesies(forms, "mayor", "de", "DE", name=ANN, gender="m", office="Bürgermeister")

    assert (woman.salutation, woman.closing) == ("Sehr geehrte Frau Stadtoberhaupt Lee,", "Herzlich")
    assert woman.envelope[0] == "Frau Ann Lee"
    assert (man.salutation, man.closing) == ("Sehr geehrter Herr Bürgermeister,", "Herzlich")
    assert _courtesies(forms, "mayor", "en", "GB", name=ANN).salutation == "Dear Mayor Lee,"


def test_own_cell_wins_over_the_variants_of_the_program(tmp_path):
    """What a campaign writes for an office holds for every state, also where the program has other words for some."""
    forms = _forms(tmp_path, '  minister:\n    en:\n      salutation: {neutral: "Dear Honoured Minister,"}\n')

    assert _courtesies(forms, "minister", "en", "US", state="US").salutation == "Dear Honoured Minister:"
    assert _courtesies(forms, "minister", "en", "GB", state="FR").salutation == "Dear Honoured Minister,"


def test_variants_of_a_campaign_come_last(tmp_path):
    """A variant of the campaign's own holds for its states."""
    text = '  mayor:\n    en:\n      variants: [{states: [NZ], salutation: {neutral: "Tēnā koe,"}}]\n'
    forms = _forms(tmp_path, text)

    assert forms.problems == ()
    assert _courtesies(forms, "mayor", "en", "NZ", state="NZ").salutation == "Tēnā koe,"
    assert _courtesies(forms, "mayor", "en", "NZ", state="AU").salutation == "Dear Mayor,"


def test_new_office_has_its_words_and_powers(tmp_path):
    """An office that the program has not is addressed, can what it says, and is known to imports by its words."""
    forms = _forms(tmp_path, OWN)
    found = _courtesies(forms, "warden", "en", "GB", name=ANN, office="Warden of the River")

    assert found.salutation == "Dear Warden Lee,"
    assert found.envelope[:2] == ("Ann Lee", "Warden of the River")
    assert forms.powers["warden"] == ("convey",)
    assert forms.powers["mayor"] == ("decide",)
    assert form_of_address("Flusswart", "DE", named=True, own=forms.recognise) == "warden"
    assert form_of_address("Flusswart", "DE", named=True) == "named-official"


def test_own_words_need_nobody_to_look_at_them(tmp_path):
    """Cells of the campaign are not told as known from memory, unless it says so."""
    said = '  warden:\n    en: {salutation: {neutral: "Dear Warden,"}, closing: "Yours,"}\n'
    profile = make_recipient(form_of_address="warden")

    assert unverified_courtesies(profile, "en", make_basis(forms=_forms(tmp_path, said).by_office)) == ()
    doubted = said.replace('"Yours,"}', '"Yours,", source: {closing: memory}}')
    (problem,) = unverified_courtesies(profile, "en", make_basis(forms=_forms(tmp_path, doubted).by_office))
    assert problem.message == "the closing for 'warden' in 'en' is known only from memory"


@pytest.mark.parametrize(
    ("office", "cells", "message", "hint"),
    [
        ("warden", "{closing: x}", "the form of address 'warden' lacks 'salutation: {neutral: …}' in 'en'", "add it"),
        ("mayer", "{closing: x}", "the form of address 'mayer' lacks 'salutation: {", "did you mean 'mayor'?"),
        ("mayor", "{salutation: {neutral: 'Dear {surnam},'}}", "'{surnam}' stands for", "did you mean 'surname'?"),
        (
            "mayor",
            "{salutation: {neutral: 'Dear [{surname},'}}",
            "'[' has no counterpart in 'Dear [",
            "a name stands in",
        ),
        ("mayor", "{closing: 'Yours, {name}'}", "'{name}' stands for nothing in a form of address", ""),
        ("mayor", "{salutation: 'Dear Mayor,'}", "'salutation' must hold 'key: value' lines", ""),
        ("mayor", "{salutation: {female: x}}", "unknown key 'female'", ""),
        ("mayor", "{salutation: {femine: x}}", "unknown key 'femine'", "did you mean 'feminine'?"),
        ("mayor", "{envelope: {masculin: [x]}}", "unknown key 'masculin'", "did you mean 'masculine'?"),
        ("mayor", "{closng: x}", "unknown key 'closng'", "did you mean 'closing'?"),
        ("mayor", "{variants: [{stats: [US], closing: x}]}", "unknown key 'stats'", "did you mean 'states'?"),
        ("mayor", "{feminine: x}", "unknown key 'feminine'", "it belongs under 'salutation' or 'envelope'"),
        ("mayor", "{variants: [{at_home: yes}]}", "unknown key 'at_home'", ""),
    ],
)
def test_mistake_in_a_form_is_told_on_its_line(tmp_path, office, cells, message, hint):
    """What is wrong in a form is told with its line and what would be right, and the shipped forms stay."""
    text = f"  {office}:\n    en: {cells}\n"
    ((line, found, found_hint),) = _problems(tmp_path, text)

    assert (line, found[: len(message)], found_hint[: len(hint)]) == (3, message, hint)
    assert _forms(tmp_path, text).by_office["mayor"] == load_forms_of_address()["mayor"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("  mayor:\n    powers: [rule]\n    en: {closing: x}\n", 3, "entry 1 of 'powers' must be one of"),
        ("  mayor:\n    recognize: [x]\n    en: {closing: x}\n", 3, "unknown key 'recognize'"),
        ("  mayor:\n    xx: {closing: x}\n", 3, "'xx' is not a language"),
        ("  Mayor X:\n    en: {closing: x}\n", 2, "'Mayor X' is not an id"),
    ],
)
def test_mistake_around_the_forms_is_told_on_its_line(tmp_path, text, line, message):
    """What is wrong with an office, its powers or its languages is told with its line."""
    ((found_line, found, _),) = _problems(tmp_path, text)

    assert (found_line, found[: len(message)]) == (line, message)


def test_file_outside_the_campaign_is_refused(tmp_path):
    """A link to a stranger's file is not followed."""
    (tmp_path / "other.yaml").write_text(HEAD + OWN, encoding="utf-8")
    (tmp_path / "campaign").mkdir()
    (tmp_path / "campaign" / "forms_of_address.yaml").symlink_to(tmp_path / "other.yaml")

    forms = load_forms(tmp_path / "campaign")

    assert len(forms.problems) == 1
    assert forms.by_office == load_forms_of_address()


def test_folder_in_place_of_the_file_is_told(tmp_path):
    """What is no file at all is a problem of one line, and holds no offices."""
    (tmp_path / "forms_of_address.yaml").mkdir()
    forms = load_forms(tmp_path)

    assert [one.message for one in forms.problems] == ["this is not a file"]
    assert forms.refused == {}


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("sources:\n  handbook: A handbook\noffices:\n  'warden': {en: 3}\n  mayor: {en: 3}\n", {"warden"}),
        ("offices:\n  warden:\n    en: {closing: [\n  mayor: {}\n", {"warden"}),
    ],
)
def test_offices_of_a_file_that_cannot_be_used_are_known(tmp_path, text, offices):
    """They are those under 'offices', but no source; of what is no YAML, the keys at the least indentation."""
    (tmp_path / "forms_of_address.yaml").write_text(text, encoding="utf-8")

    assert load_forms(tmp_path).refused.keys() == offices


@pytest.mark.parametrize(("sender", "salutation"), [("GB", "Dear Boss Lee,"), ("US", "Dear Boss Lee:")])
def test_own_salutation_gets_the_punctuation_that_it_lacks(tmp_path, sender, salutation):
    """A form of a campaign that ends in no comma is punctuated as the usage of the country has it."""
    forms = _forms(tmp_path, "  mayor: {en: {salutation: {feminine: 'Dear Boss {surname}'}}}\n")

    assert _courtesies(forms, "mayor", "en", sender, name=ANN, gender="f").salutation == salutation


def test_variant_for_no_state_is_refused(tmp_path):
    """An empty list of states would hold everywhere, which nobody means by it."""
    (problem,) = _forms(tmp_path, "  mayor: {en: {variants: [{states: [], closing: Bye}]}}\n").problems

    assert "states" in problem.message


@pytest.mark.parametrize(
    "cells",
    ["{salutation: {neutral: 'Dear Warden,'}, closng: x}", "{salutation: {neutral: 'Dear {surnam},'}, closing: x}"],
)
def test_form_with_a_mistake_is_no_unknown_form(tmp_path, cells):
    """Letters with a form of the campaign whose words cannot be used are told the mistake itself, in one line."""
    forms = _forms(tmp_path, f"  river-warden:\n    en: {cells}\n")
    basis = make_basis(forms=forms.by_office, refused=forms.refused)

    with pytest.raises(ContentError) as raised:
        courtesies_of(make_recipient(form_of_address="river-warden"), "en", basis)

    assert raised.value.problems == forms.problems != ()


def test_variant_for_everybody_is_an_error(tmp_path):
    """A variant of the campaign's own says for whom it is; without, it would take the place of the form everywhere."""
    ((line, message, hint),) = _problems(tmp_path, "  mayor:\n    en:\n      variants: [{closing: x}]\n")

    assert (line, message) == (4, "the variant holds for everybody: it says neither 'states' nor 'domestic'")
    assert hint.startswith("add 'states: […]'")


@pytest.mark.parametrize(
    ("envelope", "levels"),
    [("['{office}']", ["warning"]), ("['[{name}]', '{office}']", []), ("['[{office} {name}|{office}]']", [])],
)
def test_envelope_without_the_person_is_a_warning(tmp_path, envelope, levels):
    """Where the salutation names somebody, the envelope does too; the form is used all the same."""
    cells = f"{{salutation: {{neutral: 'Dear Warden[ {{surname}}],'}}, envelope: {{neutral: {envelope}}}, closing: x}}"
    forms = _forms(tmp_path, f"  warden:\n    en: {cells}\n")

    assert [one.level for one in forms.problems] == levels
    assert _courtesies(forms, "warden", "en", "GB", name=ANN).salutation == "Dear Warden Lee,"
    assert forms.errors == ()
