"""The usage of a letter: what the place that it is posted in changes of its language."""

from dataclasses import dataclass

from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.languages.variants import variant_for
from entreaty.writing.basis import Basis


@dataclass(frozen=True, slots=True)
class Usage:
    """What the place and the salutation of a letter change in its words.

    Attributes:
        variant: The variant of its language, such as "de-CH"; the language itself where there is none.
        without_eszett: Whether it is written "ss" where Germany and Austria write "ß".
        begins_small: Whether the text goes on with the sentence that the salutation began, since that ends in a comma.
    """

    variant: str
    without_eszett: bool = False
    begins_small: bool = False


def variant_of(recipient: Recipient, language: str, basis: Basis) -> str:
    """Return the variant that the letter is written in.

    It is the one that the appeal or the recipient asks for, else that of the sender's country. Where nobody signs, it
    is that of the recipient; but a body without a state, such as the United Nations in New York, keeps to
    international usage in English.
    """
    at_home = recipient.law_state if language == "en" else recipient.address.country
    wished = (*((basis.variant,) if basis.variant else ()), *recipient.language)
    return variant_for(language, basis.sender_country or at_home, wished)
