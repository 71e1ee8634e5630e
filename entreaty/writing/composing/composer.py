"""Compose letters: a body, courtesies and an address make the letter of one appeal to one recipient."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.names import gender_of
from entreaty.problems import ContentError, Problem
from entreaty.writing.basis import Basis, SenderKind, Signer, kind_of
from entreaty.writing.composing.address import (
    YOUR_REFERENCE,
    address_block,
    addressee,
    addressee_in_full,
    reference_line,
    signatory,
)
from entreaty.writing.composing.body import Bodies, BodyKey, note_paragraphs
from entreaty.writing.composing.courtesies import courtesies_of
from entreaty.writing.composing.foot import enclosures_of, foot_lines, is_copied
from entreaty.writing.composing.leeway import leeway_of
from entreaty.writing.letter import Enclosure, Letter
from entreaty.writing.passage_text import text_of
from entreaty.writing.select import Fitting, Selector, choose_language
from entreaty.writing.withholding import leaks

# So many characters of an address nearly always fit one line of any window.
_ONE_LINE = 36


def letter_language(appeal: Appeal, recipient: Recipient, wanted: str = "", signer: Signer | None = None) -> str:
    """Return the language that is wanted, else the recipient's first that the appeal has, else English or its first."""
    return choose_language(appeal, recipient, wanted, signer.supporter.languages if signer else ()).language


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
        signed: Of one of many senders, the lengths of what is printed of them, and their personal note.
    """

    body: BodyKey
    courtesies: tuple[str | None, ...]
    lengths: tuple[int, ...]
    country: str | None
    email: bool
    contact_form: bool
    copied: bool
    signed: tuple[Hashable, ...] = ()


class Composer:
    """Composes the letters of one appeal, by one sender or by many.

    Letters of many senders are composed once for each kind of them, and each sender is then put in.
    """

    def __init__(self, appeal: Appeal, basis: Basis, kind: SenderKind | None = None) -> None:
        """Take the appeal, what decides the text of its letters, and the kind of senders whose letters these all are.

        With a kind, the sender of the basis is any one of them.
        """
        self.appeal, self.basis = appeal, basis
        self._kind = kind
        self._kinds: dict[SenderKind, Composer] = {}
        # Of senders of one kind: what letters to a recipient have in common, before each sender is put in.
        self._groups: dict[tuple[Fitting, str, str, bool], GroupKey] = {}
        self._letters: dict[tuple[Fitting, str, str], Letter] = {}
        self._selector = Selector(appeal, basis.authorities, basis.sender, basis.own)
        self._usable_languages: set[str] = set()
        self._bodies = Bodies(appeal, basis)

    def of(self, signer: Signer | None) -> "Composer":
        """Return what composes the letters of senders of the same kind; itself where there is one sender or kind."""
        if signer is None or self._kind:
            return self
        kind = kind_of(signer.sender, self._names_read)
        if kind not in self._kinds:
            sender = signer.sender.model_copy(update={"personal_note": None})
            self._kinds[kind] = Composer(self.appeal, replace(self.basis, sender=sender, own=None), kind)
        return self._kinds[kind]

    @cached_property
    def _names_read(self) -> tuple[str, ...]:
        """The names in braces of all passages, in whatever language."""
        passages = self.appeal.letter.passages()
        return tuple(sorted({name for one in passages for code in one.words for name in text_of(one, code).names}))

    def fitting(self, recipient: Recipient, language: str, signer: Signer | None = None) -> Fitting:
        """Return the passages that fit the recipient in a letter of that language, by one of many senders if named."""
        own = self.of(signer)
        return (
            self._selector.fitting(recipient, language, signer)
            if own is self
            else own.fitting(recipient, language, signer)
        )

    def group(self, recipient: Recipient, language: str, signer: Signer | None = None) -> GroupKey:
        """Return what the letter to this recipient has in common with others of its group, without composing it.

        Raises:
            ContentError: A passage lacks the language.
        """
        if (own := self.of(signer)) is not self:
            return own.group(recipient, language, signer)
        fitting = self.fitting(recipient, language, signer)
        if signer is None:
            return self._group(fitting, recipient, language, None)
        noted = bool(note_paragraphs(signer.sender, language))
        known = (fitting, recipient.id, language, noted)
        if known not in self._groups:
            self._groups[known] = self._group(fitting, recipient, language, signer.sender)
        return replace(self._groups[known], signed=_signed(signer.sender, language))

    def _group(self, fitting: Fitting, recipient: Recipient, language: str, sender: Sender | None) -> GroupKey:
        named = [one.whole() for one in recipient.people]
        named += [recipient.in_words(key, language) for key in ("household", "office", "organisation")]
        named += recipient.addressee
        lines = (recipient.reference.yours if recipient.reference else "", *recipient.address.lines)
        return GroupKey(
            body=self._bodies.key(fitting, recipient, language, sender),
            courtesies=(recipient.form_of_address, *(gender_of(recipient, one, language) for one in recipient.people)),
            lengths=_lengths((*named, *lines)),
            country=recipient.address.country,
            email=bool(recipient.email),
            contact_form=bool(recipient.contact_form),
            copied=is_copied(recipient, self.basis),
        )

    def compose(
        self, recipient: Recipient, language: str, slots: tuple[str, ...] = (), signer: Signer | None = None
    ) -> Letter:
        """Return the letter to this recipient.

        Args:
            recipient: Whom the letter is to.
            language: Its language.
            slots: The slots of the letter; none for one that is to be set by itself.
            signer: Which of many senders it is by; None where there is one.

        Raises:
            ContentError: Everything that is wrong with the letter.
        """
        if (own := self.of(signer)) is not self:
            return own.compose(recipient, language, slots, signer)
        self._require(language)
        fitting = self.fitting(recipient, language, signer)
        if signer is None:
            return replace(self._letter(fitting, recipient, language, None), slots=slots)
        known = (fitting, recipient.id, language)
        if note_paragraphs(signer.sender, language):
            letter = self._letter(fitting, recipient, language, signer.sender)
        elif known in self._letters:
            letter = self._letters[known]
        else:
            letter = self._letters[known] = self._letter(fitting, recipient, language, signer.sender)
        return replace(letter, sender=signatory(signer.sender, language), sender_id=signer.id, slots=slots)

    def _letter(self, fitting: Fitting, recipient: Recipient, language: str, sender: Sender | None) -> Letter:
        body = courtesies = None
        problems: list[Problem] = []
        try:
            body = self._bodies.body(fitting, recipient, language, sender)
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


def _signed(sender: Sender, language: str) -> tuple[Hashable, ...]:
    """Return what decides how alike the letters of senders of one kind are: lengths of lines, and the note."""
    role, organisation = (one.best(language) if one else "" for one in (sender.role, sender.organisation))
    lines = (sender.name, role, organisation, *sender.address, sender.email or "", sender.phone or "")
    return (_lengths(lines), note_paragraphs(sender, language))


def _lengths(lines: Iterable[str]) -> tuple[int, ...]:
    return tuple([bool(text) + (len(text) > _ONE_LINE) for text in lines])
