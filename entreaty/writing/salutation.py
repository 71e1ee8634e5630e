"""The right words for the recipient: the salutation and the closing that belongs to it."""

from dataclasses import dataclass

from entreaty.content.forms_of_address import FormsOfAddress
from entreaty.content.model import closest
from entreaty.content.recipients import Recipient
from entreaty.problems import ContentError, Problem


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How a letter begins and ends.

    Attributes:
        salutation: The opening words, with their punctuation.
        closing: The complimentary closing, with its punctuation.
    """

    salutation: str
    closing: str


def courtesy(recipient: Recipient, language: str, forms: FormsOfAddress) -> Courtesy:
    """Return salutation and closing for the recipient; the profile's own salutation wins.

    Raises:
        ContentError: There is no such form of address, or none in the language.
    """
    place = recipient.place("form_of_address")
    name = recipient.form_of_address
    if name not in forms:
        message = f"there is no form of address '{name}'"
        raise ContentError([Problem(place, message, closest(name, tuple(forms)) or f"there are: {', '.join(forms)}")])
    if language not in forms[name]:
        message = f"the form of address '{name}' is not known in '{language}'"
        raise ContentError([Problem(place, message, f"it is known in: {', '.join(forms[name])}")])
    form = forms[name][language]
    own = recipient.salutation
    salutation = own.best(language) if own and own.has(language) else form.salutation.of(recipient.gender)
    if "{surname}" in salutation and not recipient.name:
        message = f"the salutation '{salutation}' names the holder of the office, but there is no 'name'"
        raise ContentError([Problem(place, message, "add 'name', or a 'salutation' without it")])
    if recipient.name:
        salutation = salutation.replace("{surname}", recipient.name.family)
    repeated = salutation.rstrip(",!: \u00a0\u202f")
    return Courtesy(salutation=salutation, closing=form.closing.replace("{salutation}", repeated))
