"""Profiles that contradict themselves: the form of address greets nobody like them, or a title is of another gender."""

from collections.abc import Iterable, Iterator

from entreaty.content.files.recipients import PersonName, Recipient
from entreaty.content.locales import base_language, language_name
from entreaty.content.shipped.forms_of_address import (
    OF_NOBODY,
    WITHOUT_OFFICE,
    FormsOfAddress,
    form_in_language,
    load_forms_of_address,
)  # fmt: skip
from entreaty.content.shipped.titles import Known, titles_in
from entreaty.problems import Problem
from entreaty.writing.letter import Letter

_BORNE_BY = {"f": "women", "m": "men"}
_HOUSEHOLD = "household"
_HOUSEHOLDS = "choose another form, or write 'household' in place of 'name'"
_PERSONS = "leave out 'form_of_address', choose a form that names people, or leave out 'name'"


def contradicting_profiles(recipients: Iterable[Recipient]) -> Iterator[Problem]:
    """Yield a warning for each profile whose letters would greet somebody else than it says."""
    for one in recipients:
        yield from _unlike_form(one)
        for person in one.people:
            yield from _unlike_titles(one, person)


def forms_without_words(
    recipients: Iterable[Recipient], letters: Iterable[Letter], forms: FormsOfAddress
) -> Iterator[Problem]:
    """Yield a warning for each form of address and language in which it has no words, though letters need them.

    Args:
        recipients: All recipients of the campaign.
        letters: The letters of the run.
        forms: The forms of address of the campaign.
    """
    profiles = {one.id: one for one in recipients}
    lacking: dict[tuple[str, str], dict[str, Recipient]] = {}
    for letter in letters:
        one = profiles[letter.recipient]
        own = one.salutation is not None and one.salutation.has(letter.language)
        if not own and not form_in_language(forms, one.form_of_address, letter.language):
            lacking.setdefault((one.form_of_address, base_language(letter.language)), {})[one.id] = one
    for (name, language), of_it in lacking.items():
        first, *others = of_it.values()
        more = f" and {len(others)} more" if others else ""
        message = f"the form of address '{name}' has no words in {language_name(language)} ('{first.id}'{more})"
        greeted = "letters greet by name, or as any office where nobody is named"
        hint = f"{greeted}; give it words in 'forms_of_address.yaml', or the profile a 'salutation'"
        yield Problem(first.place("form_of_address"), message, hint, "warning")


def _unlike_form(recipient: Recipient) -> Iterator[Problem]:
    """Yield a warning for a household with the form of an office, and for a person with that of households."""
    form, place = recipient.form_of_address, recipient.place("form_of_address")
    left_out = form != _HOUSEHOLD and recipient.office and not recipient.addressee
    greeted = recipient.salutation or (form != _HOUSEHOLD and recipient.addressee)
    if recipient.people and form in OF_NOBODY and (left_out or not greeted):
        so = "leaves it off the envelope, and greets nobody by it" if left_out else "greets nobody by it"
        message = f"'{recipient.id}' has a 'name', but the form of address '{form}' {so}"
        yield Problem(place, message, _HOUSEHOLDS if form == _HOUSEHOLD else _PERSONS, "warning")
    of_an_office = form in load_forms_of_address() and form not in WITHOUT_OFFICE
    if recipient.household and of_an_office and not recipient.salutation:
        message = f"'{recipient.id}' is a household, but the form of address '{form}' is that of an office"
        yield Problem(place, message, "leave out 'form_of_address', or write 'name' and 'office'", "warning")


def _unlike_titles(recipient: Recipient, person: PersonName) -> Iterator[Problem]:
    """Yield a warning for a title that only women or only men bear, where the profile says another gender."""
    gender = person.gender or recipient.gender
    for one in titles_in(person.title or "", recipient.home):
        if gender and isinstance(one, Known) and one.title.gender not in {None, gender}:
            borne_by = _BORNE_BY[one.title.gender or ""]
            message = f"the title '{person.title}' is one that only {borne_by} bear, but the gender is '{gender}'"
            yield Problem(recipient.place("name"), message, "correct the title or the gender", "warning")
            return
