"""Courtesies: the salutation, the lines of the envelope that name the addressee, and the closing.

They come from the form of address of the recipient's office, in the usage of the country that the letter is posted in,
filled in from the profile.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import base_language, list_in_words
from entreaty.content.model import closest
from entreaty.content.names import bearers, pointed
from entreaty.content.shipped.forms_of_address import (
    GENERAL,
    MEMORY,
    OF_NOBODY,
    OFFICIAL,
    PARTS,
    PERSON,
    FormOfAddress,
    FormsOfAddress,
    Gendered,
    form_in_language,
)  # fmt: skip
from entreaty.content.shipped.languages.file import SHIPPED, languages
from entreaty.problems import ContentError, Problem
from entreaty.writing.basis import Basis
from entreaty.writing.composing.addressed import Addressed, addressed_by, choice_taken, fill, filled, form_values
from entreaty.writing.composing.envelope import envelope_of, gender_on_envelope
from entreaty.writing.composing.german import in_double_s
from entreaty.writing.composing.own_office import NAMED, called_by_office, is_another_office, is_of_another_name
from entreaty.writing.composing.together import Greeting, joined
from entreaty.writing.composing.usage import Usage, variant_of

_ENDS = ",:;!?،՝"


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
    """Return the courtesies of a letter; what the profile says itself comes before what its form does.

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
    variant = variant_of(recipient, language, basis)
    country = _country_of_usage(recipient, variant, basis)
    everybody = addressed_by(recipient, language, country)
    salutation = _own_salutation(recipient, variant, country) or _salutation(form, everybody, basis, variant)
    closing = _own_closing(recipient, variant) or _closing(form.closing, variant)
    return Courtesies(
        salutation=salutation,
        closing=_taken_up(closing, salutation, variant),
        envelope=recipient.addressee or envelope_of(form, everybody),
    )


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
    variant = variant_of(recipient, language, basis)
    everybody = addressed_by(recipient, language, _country_of_usage(recipient, variant, basis))
    own = {"salutation": recipient.salutation, "closing": recipient.closing}
    own_parts = {part for part, text in own.items() if text and text.has(variant)}
    own_parts |= {"envelope"} if recipient.addressee else set()
    genders: dict[str, list[str | None]] = {
        "salutation": [one.gender for one in everybody],
        "envelope": [gender_on_envelope(form, one) for one in everybody],
        "closing": [None],
    }
    return [
        part
        for part in PARTS
        if part not in own_parts and any(form.source_of(part, gender) == MEMORY for gender in genders[part])
    ]


def _without_form(recipient: Recipient, language: str, basis: Basis) -> Courtesies | None:
    """Return the profile's own salutation with the closing of the phrases, where no form is known in the language."""
    own, forms, name = recipient.salutation, basis.forms, recipient.form_of_address
    if own is None or not own.has(language) or name not in forms:
        return None
    if form_in_language(forms, name, language) or form_in_language(forms, GENERAL, language):
        return None
    variant = variant_of(recipient, language, basis)
    try:
        salutation = _own_salutation(recipient, variant, _country_of_usage(recipient, variant, basis))
    except ContentError:
        return None
    closing = _own_closing(recipient, variant) or _closing(
        dict(basis.phrases.for_language(variant))["closing"], variant
    )
    return Courtesies(salutation, _taken_up(closing, salutation, variant), recipient.addressee)


def _form(recipient: Recipient, language: str, basis: Basis) -> FormOfAddress:
    """Return the form for this office, this state and this sender.

    Where it lacks the language, who is named is greeted by name, and everybody else by the general form.
    """
    forms, name, place = basis.forms, recipient.form_of_address, recipient.place("form_of_address")
    if name in basis.refused and not form_in_language(forms, name, language):
        raise ContentError(basis.refused[name])
    if name not in forms:
        message = f"there is no form of address '{name}'"
        raise ContentError([Problem(place, message, closest(name, tuple(forms)) or f"there are: {', '.join(forms)}")])
    if is_another_office(recipient.in_words("office", language), name):
        name = OFFICIAL
    form = form_in_language(forms, name, language) or _for_want_of_one(recipient, language, forms)
    if form is None:
        message = f"the form of address '{name}' is not known in '{language}'"
        raise ContentError([Problem(place, message, f"it is known in: {', '.join(forms[name])}")])
    at_home = recipient.home
    return form.adapted(at_home, domestic=basis.sender_country == at_home)


def _for_want_of_one(recipient: Recipient, language: str, forms: FormsOfAddress) -> FormOfAddress | None:
    """Return the form that stands in where that of the profile lacks the language."""
    greeted = recipient.people and recipient.form_of_address not in OF_NOBODY
    names = (OFFICIAL, PERSON, GENERAL) if greeted else (GENERAL,)
    return next((form for name in names if (form := form_in_language(forms, name, language))), None)


def _country_of_usage(recipient: Recipient, variant: str, basis: Basis) -> str | None:
    """Return the country whose usage titles and their points follow: that of the variant, else the sender's or home."""
    region = variant.partition("-")[2]
    return region or basis.sender_country or recipient.home


def _own_salutation(recipient: Recipient, variant: str, country: str | None) -> str:
    """Return the profile's own salutation, with the punctuation that it lacks; empty where it has none.

    Raises:
        ContentError: It names what the profile lacks.
    """
    if not (recipient.salutation and recipient.salutation.has(variant)):
        return ""
    words = recipient.salutation.best(variant)
    bearer = next(iter(bearers(recipient, variant, country)), None)
    salutation = fill(words, form_values(recipient, variant, bearer))
    if salutation is None:
        raise _lacking(words, recipient, "salutation")
    if salutation[-1] in _ENDS:
        return salutation
    return f"{salutation}{languages()[variant].letter.salutation_ends}"


def _own_closing(recipient: Recipient, variant: str) -> str:
    """Return the profile's own closing, with the punctuation that it lacks; empty where it has none."""
    if not (recipient.closing and recipient.closing.has(variant)):
        return ""
    words = _spelt(recipient.closing.best(variant), variant)
    return words if words[-1] in f"{_ENDS}." else f"{words}{languages()[variant].letter.closing_ends}"


def _lacking(words: str, recipient: Recipient, key: str) -> ContentError:
    message = f"the salutation '{words}' names what the profile of '{recipient.id}' does not have"
    hint = "complete the profile, or give it a 'salutation' without braces"
    return ContentError([Problem(recipient.place(key), message, hint)])


def _salutation(form: FormOfAddress, everybody: Sequence[Addressed], basis: Basis, variant: str) -> str:
    """Return the salutation of the form in the usage of the variant, for everybody whom the letter addresses.

    Several who hold the same office are greeted by their names, and so are those among whom the gender of one is not
    known, since the words of offices name women and men there.

    Raises:
        ContentError: It names what the profile lacks.
    """
    language = everybody[0].language
    by_name = form_in_language(basis.forms, PERSON, language)
    found = [_salutation_to(one, form, by_name, variant) for one in everybody]
    if (
        by_name
        and len(found) > 1
        and (len({one.words for one in found}) < len(found) or any(_names_both(form, one) for one in everybody))
    ):
        found = _by_their_names(by_name, everybody, variant)
    return _punctuated(joined(found, language), variant)


def _names_both(form: FormOfAddress, one: Addressed) -> bool:
    """Tell whether the form has words for women and men, and somebody may be neither of them."""
    return one.gender not in {"f", "m"} and form.salutation.feminine is not None


def _by_their_names(by_name: FormOfAddress, everybody: Sequence[Addressed], variant: str) -> list[Greeting]:
    """Return the salutations of several by name; in French and Spanish all like one who is neither woman nor man.

    There "Bonjour Al Roth" or "Buenos días, Al Roth" does not go together with "Madame". A greeting without a name,
    such as "Dobrý den", would take theirs from the others.
    """
    words = by_name.salutation.nonbinary
    if words and NAMED.search(words) and any(one.gender == "x" for one in everybody):
        alike = by_name.model_copy(update={"salutation": Gendered[str](neutral=words)})
        return [_salutation_to(one, alike, None, variant) for one in everybody]
    return [_salutation_to(one, by_name, by_name, variant) for one in everybody]


def _salutation_to(one: Addressed, form: FormOfAddress, by_name: FormOfAddress | None, variant: str) -> Greeting:
    cell, language = form.salutation, one.language
    if one.gender == "x" and by_name and cell.nonbinary is None and (cell.feminine or cell.masculine):
        # Neutral words that name both women and men leave others out.
        cell = by_name.salutation
    office = one.recipient.in_words("office", language)
    known_as = one.recipient.form_of_address
    if by_name and is_of_another_name(cell.of(one.gender), office, known_as, language):
        # "Frau Richterin, Herr Richter" is no president of a court, and a pair of hers would be made up.
        cell = by_name.salutation
    words = called_by_office(cell.of(one.gender), office, known_as, language)
    greeting = filled(pointed(_spelt(words, variant), language, one.country), one, greeting=True)
    if greeting is None:
        raise _lacking(words, one.recipient, "form_of_address")
    ended = greeting if greeting[-1] in _ENDS else f"{greeting}{languages()[variant].letter.salutation_ends}"
    said = choice_taken(words, one.values)
    named = NAMED.search(said) is not None or "{patronymic}" in said
    return Greeting(ended, named=named, begins_with_name=said.startswith("{"))


def _spelt(words: str, variant: str) -> str:
    """Return words as the variant spells them: German in Switzerland and Liechtenstein has no ß."""
    return words if languages()[variant].typography.eszett else in_double_s(words)


def _closing(words: str, variant: str) -> str:
    """Return a closing as the variant has it, such as "Sincerely," for "Yours sincerely,"."""
    return languages()[variant].letter.closings.get(words) or _spelt(words, variant)


def _punctuated(salutation: str, variant: str) -> str:
    """Return the salutation with the punctuation that the variant sets after it, where the language itself has other.

    English has a colon in the United States and where its usage is followed; German has nothing in Switzerland
    (SN 010130), and the comma of DIN 5008 in Germany and Austria.
    """
    base, ends = base_language(variant), languages()[variant].letter.salutation_ends
    # Forms are written with what the shipped language has.
    usual = SHIPPED[base].letter.salutation_ends if base in SHIPPED else ","
    return salutation if ends == usual or not salutation.endswith(usual) else f"{salutation.removesuffix(usual)}{ends}"


def _repeated(salutation: str, variant: str) -> str:
    """Return the salutation as a closing repeats it: without its punctuation, and with French "cher" in lower case.

    Titles keep their capitals: "Veuillez agréer, cher Monsieur le Président, …" (J.-P. Colignon).
    """
    words = salutation.rstrip(",،!: \u00a0\u202f")
    if words.partition(" ")[0] in languages()[variant].letter.small_in_closing:
        return words[0].lower() + words[1:]
    return words


def _taken_up(closing: str, salutation: str, variant: str) -> str:
    """Return the closing with the salutation that it takes up; one that is no title is left out, as in "Bonjour …"."""
    repeated = _repeated(salutation, variant)
    if base_language(variant) == "fr" and repeated.startswith("Bonjour"):
        return closing.replace(", {salutation},", "").replace("{salutation}", "")
    return closing.replace("{salutation}", repeated)
