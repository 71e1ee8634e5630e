"""The lines of an envelope that name the addressee: names, offices and the organisation, as the form has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from entreaty.content.names import pointed
from entreaty.content.shipped.forms_of_address import FormOfAddress
from entreaty.content.shipped.titles import load_titles
from entreaty.writing.composing.addressed import Addressed, fill_choosing, filled
from entreaty.writing.composing.own_office import (
    EXCELLENCY,
    NAMED,
    is_replaced,
    is_unlike,
    with_office_below,
    with_place,
)

# Languages in which envelopes have offices in the dative.
_DECLINING = {"ru", "hy", "uk"}
# Lines that may be missing, and the others stay as they are for women and men.
_MAY_LACK = ("{office}", "{organisation}", "[{office}]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the envelope, such as "Frau Ann Lee", and whether it names people."""

    words: str
    names: bool = False


def envelope_of(form: FormOfAddress, everybody: Sequence[Addressed]) -> tuple[str, ...]:
    """Return the lines that name the addressee: first the names of all; the organisation last, unless a line has it.

    A name is no organisation: that of Eva Huber does not say the firm Huber.

    Args:
        form: The form of address of the recipient's office.
        everybody: Whom the letter addresses, at least one.
    """
    recipient, language = everybody[0].recipient, everybody[0].language
    each = [_lines_of(form, one) for one in everybody]
    # The first lines of all stand before the second ones: Ann Lee / Bob Roth / Board of Examples.
    found = [line for row in zip_longest(*each, fillvalue=_Line("")) for line in row if line.words]
    organisation = recipient.in_words("organisation", language)
    genitive = recipient.organisation_genitive.get(language, "")
    if all(line.words in {organisation, genitive} for line in found):
        found = [*_named_as_they_are(everybody), *found]
    lines = [line.words for line in found]
    said = " ".join(line.words for line in found if not line.names).casefold()
    if organisation and not any(f" {whole.casefold()} " in f" {said} " for whole in (organisation, genitive) if whole):
        lines.append(organisation)
    return tuple(dict.fromkeys(lines))


def gender_on_envelope(form: FormOfAddress, one: Addressed) -> str | None:
    """Return the gender of the words on the envelope; None where these words name what the profile lacks.

    So a name that Russian or Armenian would decline is left out rather than printed undeclined.

    Args:
        form: The form of address of the recipient's office.
        one: One of those whom the letter addresses.
    """
    lines = [line for line in form.envelope.of(one.gender) if line not in _MAY_LACK]
    return one.gender if all(fill_choosing(line, one.values) is not None for line in lines) else None


def _named_as_they_are(everybody: Sequence[Addressed]) -> list[_Line]:
    """Return the names of people, or of their household, for an envelope on which the form has nobody and no office.

    Where the language would decline the name, an undeclined one is better than a letter that is addressed to nobody.
    """
    household = everybody[0].values.get("household", "")
    if household:
        return [_Line(household, names=True)]
    return [_Line(one.bearer.on_envelope(), names=True) for one in everybody if one.bearer]


def _own_office(one: Addressed) -> str:
    """Return the name in braces of the profile's own office, as the language has it on envelopes; empty where it lacks.

    Words of another language do not take the place of the form's, nor do undeclined ones where the language declines.
    """
    office = one.recipient.office
    if office is None or not office.has(one.language):
        return ""
    declined = one.language in _DECLINING
    return "{office}" if not declined else "{office_dative}" * bool(one.values.get("office_dative"))


def _lines_of(form: FormOfAddress, one: Addressed) -> list[_Line]:
    """Return the lines of the form for one person, with the profile's office where it says more than the form's."""
    office, known_as = one.recipient.in_words("office", one.language), one.recipient.form_of_address
    plain = one.bearer is not None and office in load_titles().offices.plain.get(known_as, ())
    cell = form.envelope.of(gender_on_envelope(form, one))
    own = _own_office(one)
    lines = [
        "{office}"
        if is_replaced(line, office, known_as, one.language)
        else (own if own and is_unlike(line, office) else pointed(line, one.language, one.country))
        for line in with_office_below(cell, office, known_as, one.language)
        if not (plain and line == "{office}")
    ]
    organisation = one.recipient.in_words("organisation", one.language)
    kept = "" if organisation and organisation.casefold() in office.casefold() else office
    honoured = EXCELLENCY.search(" ".join(lines)) is not None
    return [
        _Line(
            with_place(line, words, kept, one.language), names=NAMED.search(line) is not None and one.bearer is not None
        )
        for line in lines
        if (words := filled(line, one, honoured=honoured))
    ]
