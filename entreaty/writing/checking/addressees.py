"""Profiles that contradict themselves: the form of address greets nobody like them, or a title is of another gender."""

from collections.abc import Iterable, Iterator

from entreaty.content.files.recipients import PersonName, Recipient
from entreaty.content.shipped.forms_of_address import WITHOUT_OFFICE, load_forms_of_address
from entreaty.content.shipped.titles import titles_in
from entreaty.problems import Problem

_BORNE_BY = {"f": "women", "m": "men"}
_HOUSEHOLD = "household"


def contradicting_profiles(recipients: Iterable[Recipient]) -> Iterator[Problem]:
    """Yield a warning for each profile whose letters would greet somebody else than it says."""
    for one in recipients:
        yield from _unlike_form(one)
        for person in one.people:
            yield from _unlike_titles(one, person)


def _unlike_form(recipient: Recipient) -> Iterator[Problem]:
    """Yield a warning for a household with the form of an office, and for a person with that of households."""
    form, place = recipient.form_of_address, recipient.place("form_of_address")
    if recipient.people and form == _HOUSEHOLD and not recipient.salutation:
        message = f"'{recipient.id}' has a 'name', but the form of address 'household' greets nobody by it"
        yield Problem(place, message, "choose another form, or write 'household' in place of 'name'", "warning")
    of_an_office = form in load_forms_of_address() and form not in WITHOUT_OFFICE
    if recipient.household and of_an_office and not recipient.salutation:
        message = f"'{recipient.id}' is a household, but the form of address '{form}' is that of an office"
        yield Problem(place, message, "leave out 'form_of_address', or write 'name' and 'office'", "warning")


def _unlike_titles(recipient: Recipient, person: PersonName) -> Iterator[Problem]:
    """Yield a warning for a title that only women or only men bear, where the profile says another gender."""
    gender = person.gender or recipient.gender
    for one in titles_in(person.title or ""):
        if gender and isinstance(one, tuple) and one[1].gender not in {None, gender}:
            borne_by = _BORNE_BY[one[1].gender or ""]
            message = f"the title '{person.title}' is one that only {borne_by} bear, but the gender is '{gender}'"
            yield Problem(recipient.place("name"), message, "correct the title or the gender", "warning")
            return
