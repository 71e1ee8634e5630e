"""The address block of the recipient, the running head, and the block of the sender."""

from collections.abc import Sequence
from functools import lru_cache

from entreaty.content.files.images.loading import own_images, signature_of
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import ImageFile, Sender, SignatoryTable
from entreaty.content.locales import base_language, country_line, in_figures, official_language
from entreaty.content.names import whom
from entreaty.writing.letter import CoSignatories, Letter, Picture, Signatory

YOUR_REFERENCE = "your-reference"
"""The phrase before the recipient's file number."""

# Beside the date and the page number, a line of the running head has room for about this many characters.
_HEAD_LENGTH = 72
# Where lists are not parted by ", ".
_COMMAS = {"ar": "، ", "fa": "، "}
# A run has one table, in each of its languages.
_TABLES_KEPT = 32


def address_block(
    recipient: Recipient, language: str, sender: Sender | None, envelope: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the lines of the address window: the addressee, the lines of the profile's address, and the country.

    Args:
        recipient: The addressee.
        language: The language of the letter.
        sender: Who posts the letter, and where; None where nobody signs.
        envelope: The lines of the courtesies that name the addressee; if empty, the profile's name, office and
            organisation do.
    """
    named = (
        whom(recipient, language),
        recipient.in_words("office", language),
        recipient.in_words("organisation", language),
    )
    addressed = dict.fromkeys(line for line in (envelope or named) if line)
    return (*addressed, *recipient.address.lines, *_country(recipient, language, sender))


def _country(recipient: Recipient, language: str, sender: Sender | None) -> tuple[str, ...]:
    """Return the country line, in capitals, for the post of the sender's country; none for a domestic letter.

    It is in a language of the sender's country, the letter's if it is one of them; else in English, or in French, the
    language of the Universal Postal Union.
    """
    country = recipient.address.country
    if sender is None:
        return (country_line(country, language),)
    if sender.country == country:
        return ()
    of_the_post = official_language(sender.country, language) or ("fr" if language == "fr" else "en")
    return (country_line(country, of_the_post),)


def addressee(recipient: Recipient, language: str) -> str:
    """Return the recipient in one line for the running head: the organisation only where it fits."""
    both = addressee_in_full(recipient, language)
    return both if len(both) <= _HEAD_LENGTH else whom(recipient, language)


def addressee_in_full(recipient: Recipient, language: str) -> str:
    """Return the recipient in one line for the text: the organisation always, since other states have ministers too."""
    parts = (whom(recipient, language), recipient.in_words("organisation", language))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def listed(recipient: Recipient, language: str) -> str:
    """Return the recipient in one line for lists: "Ann Lee, Mayor, City of Example"."""
    parts = (whom(recipient, language), *(recipient.in_words(key, language) for key in ("office", "organisation")))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def reference_line(recipient: Recipient, letter: Letter) -> str:
    """Return the line of the recipient's file number, such as "Your ref.: AZ 12/26"; empty where there is none.

    Args:
        recipient: The addressee.
        letter: A letter in the language of the line.
    """
    return letter.phrase(YOUR_REFERENCE, reference=recipient.reference.yours) if recipient.reference else ""


def signatory(sender: Sender | None, language: str) -> Signatory | None:
    """Return the sender as printed, or None for blanks to fill in by hand."""
    if sender is None:
        return None
    return Signatory(
        name=sender.name,
        role=sender.role.best(language) if sender.role else "",
        organisation=sender.organisation.best(language) if sender.organisation else "",
        address=sender.address,
        email=sender.email or "",
        phone=sender.phone or "",
        **{name: _picture(name, image, language) for name, image in own_images(sender)},
    )


def signatories(sender: Sender | None, language: str) -> tuple[Signatory, ...]:
    """Return those who sign, as printed; nobody where the sender signs alone, or nobody is known."""
    return tuple(
        Signatory(
            name=one.name,
            role=one.role.best(language) if one.role else "",
            organisation=one.organisation.best(language) if one.organisation else "",
            signature_image=_picture(signature_of(number), one.signature_image, language),
        )
        for number, one in enumerate(sender.signatories if sender else (), start=1)
    )


@lru_cache(maxsize=_TABLES_KEPT)
def co_signatories(table: SignatoryTable | None, language: str) -> CoSignatories | None:
    """Return all who sign beside the sender, each in one line; None where nobody does."""
    if table is None:
        return None
    comma = _COMMAS.get(base_language(language), ", ")
    organisations, persons = (tuple(map(comma.join, some)) for some in (table.organisations, table.persons))
    return CoSignatories(
        organisations=organisations,
        persons=persons,
        total=in_figures(table.count, language),
        total_organisations=in_figures(len(organisations), language),
        total_persons=in_figures(len(persons), language),
        fingerprint=table.fingerprint,
    )


def _picture(name: str, image: ImageFile | None, language: str) -> Picture | None:
    return Picture(name=name, alt=image.alt.best(language)) if image else None
