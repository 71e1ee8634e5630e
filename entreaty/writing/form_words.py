"""The words of a form of address, filled in from the profile of a recipient."""

import re
from collections.abc import Mapping

from entreaty.content.recipients import Recipient

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CONTRACTED = (("Le ", "du "), ("le ", "du "), ("Les ", "des "), ("les ", "des "))
_VOWELS = frozenset("aâàäáeéèêëiîïíoôöóœuûüúæ")


def form_values(recipient: Recipient, language: str) -> dict[str, str]:
    """Return what the names in braces stand for; what the profile lacks in the language is left out."""
    name = recipient.name
    constituency = recipient.constituency.best(language) if recipient.constituency else ""
    values = {
        "name": recipient.full_name(),
        "surname": name.family if name else "",
        "name_dative": name.dative.get(language) if name else "",
        "office": recipient.office.best(language),
        "office_dative": recipient.office_dative.get(language),
        "organisation": recipient.organisation.best(language),
        "organisation_genitive": recipient.organisation_genitive.get(language),
        "of_country": recipient.of_country.get(language),
        "constituency": constituency,
        "de_constituency": _french_of(constituency),
    }
    return {key: value for key, value in values.items() if value}


def fill(words: str, values: Mapping[str, str]) -> str | None:
    """Return the words with what they name in braces, or None where one of the values is not known."""
    if not all(name in values for name in _PLACEHOLDER.findall(words)):
        return None
    return _PLACEHOLDER.sub(lambda found: values[found[1]], words)


def fill_choosing(words: str, values: Mapping[str, str]) -> str | None:
    """Return the words of a form filled in, or None where they name what is not known.

    Of the alternatives in brackets, such as "[{name}|Member of Parliament]", the first whose values are known stands;
    where there is none, nothing does.
    """

    def chosen(found: re.Match[str]) -> str:
        return next((one for one in found[1].split("|") if fill(one, values) is not None), "")

    return fill(_CHOICE.sub(chosen, words), values)


def _french_of(place: str) -> str:
    """Return the place after "de", which French contracts with an article and elides before a vowel."""
    for article, contracted in _CONTRACTED:
        if place.startswith(article):
            return contracted + place.removeprefix(article)
    if place[:1].casefold() in _VOWELS:
        return f"d’{place}"
    return f"de {place}" if place else ""
