"""Courtesies: the salutation, the lines of the envelope that name the addressee, and the closing.

They come from the form of address of the recipient's office, in the usage of the country that the letter is posted in,
filled in from the profile.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from entreaty.content.files.recipients import Recipient
from entreaty.content.french import after
from entreaty.content.locales import base_language, list_in_words
from entreaty.content.model import closest
from entreaty.content.shipped.forms_of_address import GENERAL, MEMORY, PARTS, FormOfAddress
from entreaty.content.shipped.languages.file import languages
from entreaty.problems import ContentError, Problem
from entreaty.writing.basis import Basis
from entreaty.writing.composing.german import in_double_s
from entreaty.writing.composing.usage import Usage, variant_of

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Courtesies:
    """How a letter begins and ends, and how its envelope names the addressee.

    Attributes:
        salutation: The words that it begins with, with their punctuation, such as "Dear Minister,".
        closing: The words above the signature, with their punctuation, such as "Yours sincerely,".
        envelope: The first lines of the address, before street and country, such as ("Minister", "Example Ministry");
            empty where the profile names the addressee.
    """

    salutation: str
    closing: str
    envelope: tuple[str, ...] = ()


def courtesies_of(recipient: Recipient, language: str, basis: Basis) -> Courtesies:
    """Return the courtesies of a letter; a salutation of the profile comes before that of the form.

    Args:
        recipient: Who is addressed.
        language: The language of the letter.
        basis: The forms of address, and the country that the letter is posted in.

    Raises:
        ContentError: There is no such form of address, none in the language, or its salutation names what the profile
            lacks.
    """
    if own := _without_form(recipient, language, basis):
        return own
    form = _form(recipient, language, basis)
    values = form_values(recipient, language)
    variant = variant_of(recipient, language, basis)
    salutation = _salutation(form, recipient, variant, values)
    closing = _closing(form.closing, variant).replace("{salutation}", _repeated(salutation, variant))
    envelope = _envelope(form, _gender_on_envelope(form, recipient, values), values)
    return Courtesies(salutation=salutation, closing=closing, envelope=envelope)


def usage_of(recipient: Recipient, language: str, basis: Basis) -> Usage:
    """Return how the body of the letter is written, which agrees with its courtesies; arguments as for these."""
    variant = variant_of(recipient, language, basis)
    words = languages()[variant]
    without_eszett = not words.typography.eszett
    if words.letter.small_words is None:
        return Usage(variant, without_eszett)
    try:
        salutation = courtesies_of(recipient, language, basis).salutation
    except ContentError:
        # A letter without courtesies is a problem of its own.
        salutation = ""
    return Usage(variant, without_eszett, begins_small=salutation.endswith(","))


def unverified_courtesies(recipient: Recipient, language: str, basis: Basis) -> tuple[Problem, ...]:
    """Return a warning if some of the courtesies are known only from memory.

    There is no warning where `courtesies_of` raises an error.
    """
    try:
        parts = _parts_from_memory(recipient, language, basis)
        if not parts:
            return ()
        courtesies = courtesies_of(recipient, language, basis)
    except ContentError:
        return ()
    verb = "is" if len(parts) == 1 else "are"
    named = f"the {list_in_words(parts, 'en')} for '{recipient.form_of_address}' in '{language}'"
    words = {
        "salutation": courtesies.salutation,
        "envelope": " / ".join(courtesies.envelope),
        "closing": courtesies.closing,
    }
    hint = f"let a native speaker look at: {' … '.join(words[part] for part in parts)}"
    return (Problem(recipient.place("form_of_address"), f"{named} {verb} known only from memory", hint, "warning"),)


def _parts_from_memory(recipient: Recipient, language: str, basis: Basis) -> list[str]:
    """Return which courtesies the form of address has from memory, such as ["salutation", "closing"].

    Raises:
        ContentError: There is no form of address for the recipient.
    """
    form = _form(recipient, language, basis)
    genders: dict[str, str | None] = dict.fromkeys(PARTS, recipient.gender)
    genders["envelope"] = _gender_on_envelope(form, recipient, form_values(recipient, language))
    own_salutation = recipient.salutation is not None and recipient.salutation.has(language)
    return [
        part
        for part in PARTS
        if form.source_of(part, genders[part]) == MEMORY and not (part == "salutation" and own_salutation)
    ]


def _without_form(recipient: Recipient, language: str, basis: Basis) -> Courtesies | None:
    """Return the profile's own salutation with the closing of the phrases, where no form is known in the language."""
    own, forms, name = recipient.salutation, basis.forms, recipient.form_of_address
    if own is None or not own.has(language) or name not in forms:
        return None
    if _in_language(forms[name], language) or _in_language(forms.get(GENERAL, {}), language):
        return None
    salutation = fill(own.best(language), form_values(recipient, language))
    if salutation is None:
        return None
    variant = variant_of(recipient, language, basis)
    return Courtesies(salutation, _closing(dict(basis.phrases.for_language(variant))["closing"], variant))


def _form(recipient: Recipient, language: str, basis: Basis) -> FormOfAddress:
    """Return the form for this office, this state and this sender; the general one where it lacks the language."""
    forms, name, place = basis.forms, recipient.form_of_address, recipient.place("form_of_address")
    if name not in forms:
        message = f"there is no form of address '{name}'"
        raise ContentError([Problem(place, message, closest(name, tuple(forms)) or f"there are: {', '.join(forms)}")])
    form = _in_language(forms[name], language) or _in_language(forms.get(GENERAL, {}), language)
    if form is None:
        message = f"the form of address '{name}' is not known in '{language}'"
        raise ContentError([Problem(place, message, f"it is known in: {', '.join(forms[name])}")])
    at_home = recipient.law_state or recipient.address.country
    return form.adapted(recipient.law_state, domestic=basis.sender_country == at_home)


def _in_language(forms: Mapping[str, FormOfAddress], language: str) -> FormOfAddress | None:
    """Return the form in a language, or for a variant without a form of its own that of its language."""
    return forms.get(language) or forms.get(base_language(language))


def _salutation(form: FormOfAddress, recipient: Recipient, variant: str, values: Mapping[str, str]) -> str:
    """Return the profile's own salutation as it is written, or that of the form in the usage of the variant.

    Raises:
        ContentError: It names what the profile lacks.
    """
    if recipient.salutation and recipient.salutation.has(variant):
        words, key = recipient.salutation.best(variant), "salutation"
        salutation = fill(words, values)
    else:
        words, key = _spelt(form.salutation.of(recipient.gender), variant), "form_of_address"
        salutation = fill_choosing(words, values)
    if salutation is None:
        message = f"the salutation '{words}' names what the profile of '{recipient.id}' does not have"
        hint = "complete the profile, or give it a 'salutation' without braces"
        raise ContentError([Problem(recipient.place(key), message, hint)])
    return salutation if key == "salutation" else _punctuated(salutation, variant)


def _spelt(words: str, variant: str) -> str:
    """Return words as the variant spells them: German in Switzerland and Liechtenstein has no ß."""
    return words if languages()[variant].typography.eszett else in_double_s(words)


def _closing(words: str, variant: str) -> str:
    """Return a closing as the variant has it, such as "Sincerely," for "Yours sincerely,"."""
    return languages()[variant].letter.closings.get(words) or _spelt(words, variant)


def _punctuated(salutation: str, variant: str) -> str:
    """Return the salutation with the punctuation that the variant sets after it, where that is not the comma.

    English has a colon in the United States; German has nothing in Switzerland (SN 010130), and the comma of DIN 5008
    in Germany and Austria.
    """
    ends = languages()[variant].letter.salutation_ends
    return salutation if ends is None or not salutation.endswith(",") else f"{salutation.removesuffix(',')}{ends}"


def _repeated(salutation: str, variant: str) -> str:
    """Return the salutation as a closing repeats it: without its punctuation, and with French "cher" in lower case.

    Titles keep their capitals: "Veuillez agréer, cher Monsieur le Président, …" (J.-P. Colignon).
    """
    words = salutation.rstrip(",،!: \u00a0\u202f")
    if words.partition(" ")[0] in languages()[variant].letter.small_in_closing:
        return words[0].lower() + words[1:]
    return words


def _gender_on_envelope(form: FormOfAddress, recipient: Recipient, values: dict[str, str]) -> str | None:
    """Return the gender of the words on the envelope; None where these words name what the profile lacks.

    So a name that Russian or Armenian would decline is left out rather than printed undeclined.
    """
    lines = form.envelope.of(recipient.gender)
    return recipient.gender if all(fill_choosing(line, values) is not None for line in lines) else None


def _envelope(form: FormOfAddress, gender: str | None, values: dict[str, str]) -> tuple[str, ...]:
    """Return the lines that name the addressee; the organisation stands last, unless a line already names it."""
    filled = (fill_choosing(line, values) for line in form.envelope.of(gender))
    lines = [line for line in filled if line]
    named = " ".join(lines).casefold()
    wholes = (values[key].casefold() for key in ("organisation", "organisation_genitive") if key in values)
    if not any(f" {whole} " in f" {named} " for whole in wholes):
        lines.append(values["organisation"])
    return tuple(dict.fromkeys(lines))


def form_values(recipient: Recipient, language: str) -> dict[str, str]:
    """Return the value of every name in braces that a form can use, such as {"surname": "Doe", "office": "Minister"}.

    What the profile lacks in the language is left out.
    """
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
        "de_constituency": after("de", constituency) if constituency else "",
    }
    return {key: value for key, value in values.items() if value}


def fill(words: str, values: Mapping[str, str]) -> str | None:
    """Return the words with the values of their names in braces, or None where a value is missing.

    Args:
        words: Such as "Dear {surname},".
        values: Such as {"surname": "Doe"}.
    """
    if not all(name in values for name in _PLACEHOLDER.findall(words)):
        return None
    return _PLACEHOLDER.sub(lambda name: values[name[1]], words)


def fill_choosing(words: str, values: Mapping[str, str]) -> str | None:
    """Return the words of a form with their values, or None where a value outside brackets is missing.

    Of the alternatives in brackets, such as "[{name}|Member of Parliament]", the first that has all its values is
    taken; if none has, the brackets are dropped.
    """

    def chosen(brackets: re.Match[str]) -> str:
        return next((words for words in brackets[1].split("|") if fill(words, values) is not None), "")

    return fill(_CHOICE.sub(chosen, words), values)
