"""Put letters together: the passages that fit, their notes, the courtesies and the addresses."""

from dataclasses import replace

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.problems import ContentError
from entreaty.writing.basis import Basis
from entreaty.writing.composing.address import address_block, addressee
from entreaty.writing.composing.body import Body, BodyKey, names_read, require_language, write_body
from entreaty.writing.composing.draft import Draft
from entreaty.writing.discretion import leaks
from entreaty.writing.letter import Letter
from entreaty.writing.select import Fitting, Selector, choose_language

# Bodies are a few dozen kilobytes each; a run seldom has more groups under way at once.
_BODIES_KEPT = 256


def letter_language(appeal: Appeal, recipient: Recipient) -> str:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first."""
    return choose_language(appeal, recipient).language


def compose(appeal: Appeal, recipient: Recipient, language: str, basis: Basis) -> Letter:
    """Return the letter of this appeal to this recipient.

    Args:
        appeal: What is asked and why.
        recipient: Of whom.
        language: The language of the letter.
        basis: What the letters of the run have in common.

    Raises:
        ContentError: Everything that keeps the letter from being whole.
    """
    return Composer(appeal, basis).compose(recipient, language)


class Composer:
    """Composes the letters of one appeal; what is the same in many of them is written once.

    Letters have the same body where the same passages fit and the names in these stand for the same: the body is kept
    by just that, so that the hundredth letter of a group costs no more than its address and its salutation.
    """

    def __init__(self, appeal: Appeal, basis: Basis) -> None:
        """Take what is asked, and what the letters of the run have in common."""
        self.appeal, self.basis = appeal, basis
        self._selector = Selector(appeal, basis.authorities)
        self._languages: set[str] = set()
        self._read: dict[tuple[Fitting, str], frozenset[str]] = {}
        self._bodies: dict[BodyKey, Body] = {}

    def fitting(self, recipient: Recipient) -> Fitting:
        """Return the passages that fit the recipient."""
        return self._selector.fitting(recipient)

    def compose(self, recipient: Recipient, language: str) -> Letter:
        """Return the letter to this recipient.

        Raises:
            ContentError: Everything that keeps the letter from being whole.
        """
        if language not in self._languages:
            require_language(self.appeal, language, self.basis)
            self._languages.add(language)
        draft = Draft(self.appeal, recipient, language, self.basis)
        body = self._body(draft, self.fitting(recipient))
        courtesies = draft.courtesies()
        if body is None or draft.problems or courtesies is None:
            raise ContentError(draft.problems)
        letter = replace(
            body.letter,
            recipient=recipient.id,
            addressee=addressee(recipient, language),
            address=address_block(recipient, language, self.basis.sender, courtesies.envelope),
            salutation=courtesies.salutation,
            closing=courtesies.closing,
            email=recipient.email or "",
            contact_form=recipient.contact_form or "",
        )
        if leaked := tuple(leaks(self.appeal, recipient, letter, body.passages)):
            raise ContentError(leaked)
        return letter

    def _body(self, draft: Draft, fitting: Fitting) -> Body | None:
        """Return the body of a letter, or None where it cannot be written; its problems are then those of the draft."""
        if (fitting, draft.language) not in self._read:
            self._read[fitting, draft.language] = names_read(fitting, draft.language)
        key = (draft.language, fitting, draft.values_of(self._read[fitting, draft.language]))
        body = self._bodies.get(key)
        if body is None and (body := write_body(draft, fitting)) is not None:
            if len(self._bodies) >= _BODIES_KEPT:
                self._bodies.clear()
            self._bodies[key] = body
        return body
