"""Names and addresses as they stand on the paper: the window, and the block of the sender."""

from entreaty.content.images import IMAGES
from entreaty.content.locales import country_line, official_language
from entreaty.content.recipients import Recipient
from entreaty.content.sender import Sender
from entreaty.writing.letter import Picture, Signatory

# Beside the date and the page number, a line of the running head has room for about this many characters.
_HEAD_LENGTH = 72


def address_block(recipient: Recipient, language: str, sender: Sender | None) -> tuple[str, ...]:
    """Return the lines of the address window: whom, the source's lines, and the country.

    The country stands last, in capitals, in a language of the country that the letter is posted in (UPU S42),
    and is left out where it is posted at home.
    """
    whom = (recipient.full_name(), recipient.office.best(language), recipient.organisation.best(language))
    lines = [*dict.fromkeys(line for line in whom if line), *recipient.address.lines]
    if sender is None or sender.country != recipient.address.country:
        posted_in = official_language(sender.country) if sender else None
        lines.append(country_line(recipient.address.country, posted_in or language))
    return tuple(lines)


def addressee(recipient: Recipient, language: str) -> str:
    """Return the recipient in one line, as a running head names him: the organisation only where it fits."""
    whom = recipient.full_name() or recipient.office.best(language)
    both = ", ".join(dict.fromkeys((whom, recipient.organisation.best(language))))
    return both if len(both) <= _HEAD_LENGTH else whom


def signatory(sender: Sender | None, language: str) -> Signatory | None:
    """Return the sender as printed under the letter, or None for blanks to fill in by hand."""
    if sender is None:
        return None
    images = ((name, getattr(sender, name)) for name in IMAGES)
    return Signatory(
        name=sender.name,
        role=sender.role.best(language) if sender.role else "",
        organisation=sender.organisation.best(language) if sender.organisation else "",
        address=sender.address,
        email=sender.email or "",
        phone=sender.phone or "",
        **{name: Picture(name=name, alt=image.alt.best(language)) for name, image in images if image},
    )
