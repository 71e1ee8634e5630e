"""The right words for the recipient: salutation, the lines that name him on the envelope, and closing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import list_in_words
from entreaty.content.model import closest
from entreaty.content.shipped.forms_of_address import GENERAL, MEMORY, PARTS, Form, FormsOfAddress
from entreaty.problems import ContentError, Problem

_WITHOUT_ESZETT = frozenset({"CH", "LI"})


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How a letter begins and ends, and how its envelope names the addressee.

    Attributes:
        salutation: The opening words, with their punctuation.
        closing: The complimentary closing, with its punctuation.
        envelope: The first lines of the address: name, office and organisation, without street and country.
    """

    salutation: str
    closing: str
    envelope: tuple[str, ...] = ()


def courtesy(recipient: Recipient, language: str, forms: FormsOfAddress, sender_country: str | None = None) -> Courtesy:
    """Return the words for the recipient; the profile's own salutation wins.

    Args:
        recipient: Who is addressed.
        language: The language of the letter.
        forms: The forms of address.
        sender_country: Where the letter is posted; None where nobody has signed yet.

    Raises:
        ContentError: There is no such form of address, or none in the language.
    """
    form = _form(recipient, language, forms, sender_country)
    values = form_values(recipient, language)
    country = _country_of_usage(recipient, language, sender_country)
    if recipient.salutation and recipient.salutation.has(language):
        salutation = _own_salutation(recipient, recipient.salutation.best(language), values)
    else:
        words = _spelt(form.salutation.of(recipient.gender), language, country)
        salutation = _ended(_salutation(recipient, words, values), language, country)
    closing = _spelt(form.closing, language, country).replace("{salutation}", _repeated(salutation, language))
    envelope = _envelope(form, _gender_on_envelope(form, recipient, values), values)
    return Courtesy(salutation=salutation, closing=closing, envelope=envelope)


def unverified_courtesies(
    recipient: Recipient, language: str, forms: FormsOfAddress, sender_country: str | None = None
) -> tuple[Problem, ...]:
    """Return a warning where words for the recipient are known only from memory; errors are told by `courtesy`."""
    try:
        form = _form(recipient, language, forms, sender_country)
        words = courtesy(recipient, language, forms, sender_country)
    except ContentError:
        return ()
    genders: dict[str, str | None] = dict.fromkeys(PARTS, recipient.gender)
    genders["envelope"] = _gender_on_envelope(form, recipient, form_values(recipient, language))
    parts = [part for part in PARTS if form.source_of(part, genders[part]) == MEMORY]
    if recipient.salutation and recipient.salutation.has(language):
        parts = [part for part in parts if part != "salutation"]
    if not parts:
        return ()
    verb = "is" if len(parts) == 1 else "are"
    named = f"the {list_in_words(parts, 'en')} for '{recipient.form_of_address}' in '{language}'"
    shown = {"salutation": words.salutation, "envelope": " / ".join(words.envelope), "closing": words.closing}
    hint = f"let a native speaker look at: {' … '.join(shown[part] for part in parts)}"
    place = recipient.place("form_of_address")
    return (Problem(place, f"{named} {verb} known only from memory", hint, "warning"),)


def _form(recipient: Recipient, language: str, forms: FormsOfAddress, sender_country: str | None) -> Form:
    """Return the words for this office, this state and whoever writes; the general ones where it lacks the language."""
    place = recipient.place("form_of_address")
    name = recipient.form_of_address
    if name not in forms:
        message = f"there is no form of address '{name}'"
        raise ContentError([Problem(place, message, closest(name, tuple(forms)) or f"there are: {', '.join(forms)}")])
    form = forms[name].get(language) or forms.get(GENERAL, {}).get(language)
    if form is None:
        message = f"the form of address '{name}' is not known in '{language}'"
        raise ContentError([Problem(place, message, f"it is known in: {', '.join(forms[name])}")])
    at_home = recipient.state or recipient.address.country
    return form.adapted(recipient.state, domestic=sender_country == at_home)


def _own_salutation(recipient: Recipient, own: str, values: dict[str, str]) -> str:
    """Return the profile's own salutation as it is, with what it names in braces."""
    filled = fill(own, values)
    if filled is None:
        raise ContentError([_lacking(recipient, own, "salutation")])
    return filled


def _salutation(recipient: Recipient, words: str, values: dict[str, str]) -> str:
    filled = fill_choosing(words, values)
    if filled is None:
        raise ContentError([_lacking(recipient, words, "form_of_address")])
    return filled


def _lacking(recipient: Recipient, words: str, key: str) -> Problem:
    message = f"the salutation '{words}' names what the profile of '{recipient.id}' does not have"
    return Problem(recipient.place(key), message, "complete the profile, or give it a 'salutation' without braces")


def _country_of_usage(recipient: Recipient, language: str, sender_country: str | None) -> str | None:
    """Return the country whose usage the punctuation follows: the sender's, else the recipient's.

    A body without a state, such as the United Nations in New York, keeps to international usage in English.
    """
    return sender_country or (recipient.state if language == "en" else recipient.address.country)


def _spelt(words: str, language: str, country: str | None) -> str:
    """Return German words as the country spells them: Switzerland and Liechtenstein have no ß."""
    return words.replace("ß", "ss") if language == "de" and country in _WITHOUT_ESZETT else words


def _ended(salutation: str, language: str, country: str | None) -> str:
    """Return the salutation with the sign that the country sets after it, where that is not the comma.

    English has a colon in the United States; German has nothing in Switzerland (SN 010130), and the comma of DIN 5008
    in Germany and Austria.
    """
    if language == "en" and country == "US" and salutation.endswith(","):
        return f"{salutation.removesuffix(',')}:"
    if language == "de" and country == "CH":
        return salutation.removesuffix(",")
    return salutation


def _repeated(salutation: str, language: str) -> str:
    """Return the salutation as a closing takes it up: without its last sign, and with French "cher" in lower case.

    Titles keep their capitals: "Veuillez agréer, cher Monsieur le Président, …" (J.-P. Colignon).
    """
    words = salutation.rstrip(",،!: \u00a0\u202f")
    if language == "fr" and words.startswith(("Cher ", "Chère ", "Chers ", "Chères ")):
        return words[0].lower() + words[1:]
    return words


def _gender_on_envelope(form: Form, recipient: Recipient, values: dict[str, str]) -> str | None:
    """Return the gender that the envelope shows: none where its lines name what the profile lacks.

    So a name that Russian or Armenian would decline is left out rather than printed as it is.
    """
    lines = form.envelope.of(recipient.gender)
    return recipient.gender if all(fill_choosing(line, values) is not None for line in lines) else None


def _envelope(form: Form, gender: str | None, values: dict[str, str]) -> tuple[str, ...]:
    """Return the lines that name the addressee; the organisation stands last, unless a line already says it."""
    filled = (fill_choosing(line, values) for line in form.envelope.of(gender))
    lines = [line for line in filled if line]
    said = " ".join(lines).casefold()
    wholes = (values[key].casefold() for key in ("organisation", "organisation_genitive") if key in values)
    if not any(f" {whole} " in f" {said} " for whole in wholes):
        lines.append(values["organisation"])
    return tuple(dict.fromkeys(lines))


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
