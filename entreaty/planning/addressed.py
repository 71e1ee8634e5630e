"""Letters that say nothing but their address: how envelopes will name recipients whom no appeal asks anything yet."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import base_language
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.content.shipped.phrases import load_phrases
from entreaty.problems import ContentError, Location
from entreaty.writing.basis import Authorities, Basis
from entreaty.writing.composing.address import address_block
from entreaty.writing.composing.courtesies import courtesies_of
from entreaty.writing.composing.leeway import leeway_of
from entreaty.writing.letter import Letter, LetterId

# None of these letters cites anything.
_STYLE = "oscola"


def address_letters(campaign: Campaign, recipients: Iterable[Recipient], day: date) -> Iterator[Letter]:
    """Yield a letter for each recipient that has a postal address, in the first of their languages.

    Args:
        campaign: The campaign, whose sender decides the country line.
        recipients: The recipients; one whom no form of address fits is passed over, since `check` tells it.
        day: The date of the letters.

    Raises:
        ContentError: The phrases cannot be loaded.
    """
    phrases = load_phrases(campaign.templates / "phrases.yaml", campaign.templates)
    basis = Basis(
        authorities=Authorities({}, day),
        style=load_citation_style(_STYLE, campaign.folder, Location(campaign.folder)),
        terms=load_terms(),
        forms=campaign.forms.by_office,
        refused=campaign.forms.refused,
        phrases=phrases,
        sender=campaign.sender,
    )
    for recipient in recipients:
        language = base_language(next((one for one in recipient.language if one in campaign.languages), "en"))
        if recipient.address.lines:
            with suppress(ContentError):
                yield _address_letter(recipient, language, basis)


def _address_letter(recipient: Recipient, language: str, basis: Basis) -> Letter:
    courtesies = courtesies_of(recipient, language, basis)
    address = address_block(recipient, language, basis.sender, courtesies.envelope)
    return Letter.of_address(
        LetterId("", recipient.id),
        language,
        address,
        address_leeway=leeway_of(address, recipient, language, courtesies.salutation),
        phrases=basis.phrases.for_language(language),
    )
