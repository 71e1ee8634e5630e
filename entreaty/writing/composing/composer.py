"""Compose letters: a body, courtesies and an address make the letter of one appeal to one recipient."""

from dataclasses import dataclass, replace

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.content.names import gender_of
from entreaty.problems import ContentError, Problem
from entreaty.writing.basis import Basis
from entreaty.writing.composing.address import (
    YOUR_REFERENCE,
    address_block,
    addressee,
    addressee_in_full,
    reference_line,
)
from entreaty.writing.composing.body import Bodies, BodyKey
from entreaty.writing.composing.courtesies import courtesies_of
from entreaty.writing.composing.foot import enclosures_of, foot_lines, is_copied
from entreaty.writing.composing.leeway import leeway_of
from entreaty.writing.letter import Enclosure, Letter
from entreaty.writing.select import Fitting, Selector, choose_language
from entreaty.writing.withholding import leaks

# So many characters of an address nearly always fit one line of any window.
_ONE_LINE = 36


def letter_language(appeal: Appeal, recipient: Recipient, wanted: str = "") -> str:
    """Return the language that is wanted, else the recipient's first that the appeal has, else English or its first."""
    return choose_language(appeal, recipient, wanted).language


@dataclass(frozen=True, slots=True)
class GroupKey:
    """What decides how alike letters are: those with the same key share their body, and nearly always their layout.

    Attributes:
        body: What decides the body.
        courtesies: What decides the closing, and which lines name the addressee: form of address and the
            gender of each person.
        lengths: The lengths of name, office, organisation, reference and each line of the postal address: 0 for none, 1
            for one that fits a line, 2 for one that may take several.
        country: Where the address lies.
        email: Whether an e-mail address is known.
        contact_form: Whether a contact form is known.
        copied: Whether the recipient is among those who get copies, whom the letter to themselves does not name.
    """

    body: BodyKey
    courtesies: tuple[str | None, ...]
    lengths: tuple[int, ...]
    country: str | None
    email: bool
    contact_form: bool
    copied: bool


class Composer:
    """Composes the letters of one appeal."""

    def __init__(self, appeal: Appeal, basis: Basis) -> None:
        self.appeal, self.basis = appeal, basis
        self._selector = Selector(appeal, basis.authorities, basis.sender, basis.own)
        self._usable_languages: set[str] = set()
        self._bodies = Bodies(appeal, basis)

    def fitting(self, recipient: Recipient, language: str) -> Fitting:
        """Return the passages that fit the recipient in a letter of that language."""
        return self._selector.fitting(recipient, language)

    def group(self, recipient: Recipient, language: str) -> GroupKey:
        """Return what the letter to this recipient has in common with others of its group, without composing it.

        Raises:
            ContentError: A passage lacks the language.
        """
        named = [one.whole() for one in recipient.people]
        named += [recipient.in_words(key, language) for key in ("household", "office", "organisation")]
        named += recipient.addressee
        lines = (recipient.reference.yours if recipient.reference else "", *recipient.address.lines)
        return GroupKey(
            body=self._bodies.key(self.fitting(recipient, language), recipient, language),
            courtesies=(recipient.form_of_address, *(gender_of(recipient, one, language) for one in recipient.people)),
            lengths=tuple([bool(text) + (len(text) > _ONE_LINE) for text in (*named, *lines)]),
            country=recipient.address.country,
            email=bool(recipient.email),
            contact_form=bool(recipient.contact_form),
            copied=is_copied(recipient, self.basis),
        )

    def compose(self, recipient: Recipient, language: str, slots: tuple[str, ...] = ()) -> Letter:
        """Return the letter to this recipient.

        Args:
            recipient: Whom the letter is to.
            language: Its language.
            slots: The slots of the letter; none for one that is to be set by itself.

        Raises:
            ContentError: Everything that is wrong with the letter.
        """
        self._require(language)
        body = courtesies = None
        problems: list[Problem] = []
        try:
            body = self._bodies.body(self.fitting(recipient, language), recipient, language)
        except ContentError as error:
            problems += error.problems
        try:
            courtesies = courtesies_of(recipient, language, self.basis)
        except ContentError as error:
            problems += error.problems
        foot: tuple[str, ...] = ()
        enclosures: tuple[Enclosure, ...] = ()
        try:
            enclosures = enclosures_of(self.appeal, language, self.basis)
            foot = foot_lines(self.appeal, recipient, language, self.basis, enclosures)
        except ContentError as error:
            problems += error.problems
        if recipient.reference and body and not body.letter.has_phrase(YOUR_REFERENCE):
            problems.append(self.basis.phrases.missing(language, YOUR_REFERENCE))
        if body is None or courtesies is None or problems:
            raise ContentError(problems)
        address = address_block(recipient, language, self.basis.sender, courtesies.envelope)
        letter = replace(
            body.letter,
            recipient=recipient.id,
            addressee=addressee(recipient, language),
            addressee_in_full=addressee_in_full(recipient, language),
            address=address,
            address_leeway=leeway_of(address, recipient, language, courtesies.salutation),
            salutation=courtesies.salutation,
            closing=courtesies.closing,
            email=recipient.email or "",
            contact_form=recipient.contact_form or "",
            reference=reference_line(recipient, body.letter),
            foot=foot,
            enclosures=enclosures,
            slots=slots,
        )
        if leaked := tuple(leaks(self.appeal, recipient, letter, body.passages)):
            raise ContentError(leaked)
        return letter

    def _require(self, language: str) -> None:
        """Refuse a language in which the appeal, the citations or the phrases are not written.

        Raises:
            ContentError: They are not.
        """
        if language in self._usable_languages:
            return
        place = self.appeal.place("subject")
        problems = []
        if language not in self.appeal.languages():
            message = f"the appeal '{self.appeal.id}' is not written in '{language}'"
            problems.append(Problem(place, message, f"it is written in: {', '.join(self.appeal.languages())}"))
        if problems:
            raise ContentError(problems)
        self.basis.phrases.for_language(language)
        self._usable_languages.add(language)
