"""Titles of people: said once beside the style of a form, and telling the gender where only women bear them."""

import pytest

from entreaty.writing.composing.courtesies import courtesies_of
from tests.support.sample_content import make_recipient, posted_from


def _found(language, sender, **profile):
    found = courtesies_of(make_recipient(**profile), language, posted_from(sender))
    return found.salutation, found.envelope[0]


@pytest.mark.parametrize(
    ("title", "form", "line"),
    [
        ("The Rt Revd", "protestant-bishop", "The Rt Revd Ann Lee"),
        ("The Revd", "protestant-bishop", "The Rt Revd Ann Lee"),
        ("The Revd", "clergy", "The Revd Ann Lee"),
        ("The Revd Dr", "clergy", "The Revd Dr Ann Lee"),
        ("The Very Revd", "clergy", "The Very Revd Ann Lee"),
        ("The Rt Revd", "bishop", "The Rt Revd Ann Lee"),
        ("Dr", "bishop", "The Most Reverend Dr Ann Lee"),
    ],
)
def test_style_is_said_once(title, form, line):
    """The style of the profile stands in place of that of the form, and never beside it."""
    name = {"given": "Ann", "family": "Lee", "title": title}

    assert _found("en", "GB", name=name, form_of_address=form, state="GB")[1] == line


@pytest.mark.parametrize("form", ["senator", "judge"])
@pytest.mark.parametrize("title", ["The Hon.", "Hon."])
def test_american_style_is_written_out(form, title):
    """The abbreviation does not take the place of “The Honorable”, which it stands for."""
    name = {"given": "Ann", "family": "Lee", "title": title}

    assert _found("en", "US", name=name, form_of_address=form, state="US")[1] == "The Honorable Ann Lee"


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("Rechtsanwältin", "de", ("Sehr geehrte Frau Lee,", "Frau Rechtsanwältin Ann Lee")),
        ("Professorin", "de", ("Sehr geehrte Frau Prof. Lee,", "Frau Prof. Ann Lee")),
        ("Prof.in", "de", ("Sehr geehrte Frau Prof. Lee,", "Frau Prof. Ann Lee")),
        ("Doctora", "es", ("Estimada doctora Lee:", "Dra. Ann Lee")),
        ("Dra.", "es", ("Estimada doctora Lee:", "Dra. Ann Lee")),
        ("Dott.ssa", "de", ("Sehr geehrte Frau Dr. Lee,", "Frau Dr. Ann Lee")),
        ("Professeure", "fr", ("Madame la Professeure,", "Madame la Professeure Ann Lee")),
        ("Rechtsanwalt", "de", ("Guten Tag Ann Lee,", "Rechtsanwalt Ann Lee")),
        ("Dr.", "de", ("Guten Tag Dr. Ann Lee,", "Dr. Ann Lee")),
    ],
)
def test_title_that_only_women_bear_states_the_gender(title, language, found):
    """Who bears it is greeted as a woman; a title that both bear states nothing, since gender is not guessed."""
    name = {"given": "Ann", "family": "Lee", "title": title}

    assert _found(language, "DE", name=name, form_of_address="person") == found


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Professor Dr Hans von der Muster"),
        ("de", "Prof. Dr. Dr. h. c. Hans von der Muster"),
    ],
)
def test_several_doctorates_are_one_title_in_english(language, line):
    """A German envelope counts doctorates, an English one does not."""
    name = {"given": "Hans", "family": "von der Muster", "title": "Prof. Dr. Dr. h. c."}

    assert _found(language, "GB", name=name, form_of_address="person")[1] == line


@pytest.mark.parametrize(
    ("sender", "name", "line"),
    [
        ("US", {"post_nominals": ["KC"]}, "Bob Lee KC MP"),
        ("US", {"title": "Sir"}, "Sir Bob Lee MP"),
        ("GB", {"post_nominals": ["KC"]}, "Bob Lee KC MP"),
        ("GB", {"title": "Sir"}, "Sir Bob Lee MP"),
        ("US", {"post_nominals": ["KC", "MP"]}, "Bob Lee KC MP"),
    ],
)
def test_letters_of_british_people_have_no_commas(sender, name, line):
    """The letters that the form adds follow the usage of the bearer's country, as those of the profile do."""
    profile = {"name": {"given": "Bob", "family": "Lee"} | name, "form_of_address": "member-of-parliament"}

    assert _found("en", sender, **profile, state="GB")[1] == line


@pytest.mark.parametrize(
    ("family", "salutation", "line"),
    [
        ("Lee Jr.", "Dear Mr Lee,", "Mr Bob Lee Jr."),
        ("Lee III", "Dear Mr Lee,", "Mr Bob Lee III"),
        ("de Vries, Sr", "Dear Mr de Vries,", "Mr Bob de Vries, Sr"),
    ],
)
def test_generation_is_not_said_in_the_salutation(family, salutation, line):
    """What follows a family name to tell father and son apart stands on the envelope only."""
    name = {"given": "Bob", "family": family, "gender": "m"}

    assert _found("en", "GB", name=name, form_of_address="person") == (salutation, line)


@pytest.mark.parametrize(
    ("variant", "sender", "found"),
    [
        ("de-CH", "CH", ("Sehr geehrte Frau Prof. Weiss", "Frau Prof. Dr. Eva Weiss")),
        ("de-AT", "AT", ("Sehr geehrte Frau Prof. Weiss,", "Frau Prof. Dr. Eva Weiss")),
        ("en-US", "US", ("Dear Professor Weiss:", "Professor Dr. Eva Weiss")),
        ("fr-CH", "CH", ("Madame la Professeure,", "Madame la Professeure Eva Weiss")),
    ],
)
def test_variants_of_a_language_have_its_titles(variant, sender, found):
    """An appeal that is written in a variant greets people as one in the language does."""
    name = {"given": "Eva", "family": "Weiss", "title": "Prof. Dr.", "gender": "f"}

    assert _found(variant, sender, name=name, form_of_address="person") == found
