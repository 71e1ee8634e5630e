"""The composed letter: every output is made from this one value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from string import Formatter
from typing import Any, Generic, Self, TypeVar

from entreaty.content.locales import direction

Words = TypeVar("Words", bound=tuple[object, ...])
Changed = TypeVar("Changed", bound=tuple[object, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style, such as Span(text="ultra vires", italic=True).

    Attributes:
        text: The characters, not escaped.
        italic: Whether it is emphasised.
        strong: Whether it is strongly emphasised.
        href: The https or mailto address that it links to; None where it is no link.
    """

    text: str
    italic: bool = False
    strong: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCall:
    """The call of a note, printed as its number.

    Attributes:
        number: The number, counted from 1 through the letter.
    """

    number: int


Lines = str | tuple[str, ...]
"""A text of one line, or of several."""

RECIPIENT_SLOTS = (
    *("recipient", "addressee", "addressee_in_full", "address", "address_leeway"),
    *("salutation", "email", "contact_form", "reference"),
)
"""The slots that are the recipient's, by the names of their fields."""

_OF_SENDER = "sender."
SENDER_SLOTS = (
    "sender_id",
    *(f"{_OF_SENDER}{name}" for name in ("name", "role", "organisation", "address", "email", "phone")),
)
"""The slots that are the sender's, where there are many."""

Inline = Span | NoteCall
Prose = tuple[Inline, ...]
"""The words of a paragraph or an item, such as (Span(text="Visit them"), NoteCall(number=1), Span(text="."))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Generic[Words]):
    """An item of a list.

    Attributes:
        words: Its words, such as (Span(text="a seat at each stop"),).
        sublist: The list within it; None where there is none.
    """

    words: Words
    sublist: "List[Words] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Generic[Words]):
    """A list of a text.

    Attributes:
        items: Its items, in order.
        first: The number of its first item, such as 1; None where its items have bullets.
    """

    items: tuple[Item[Words], ...]
    first: int | None = None


Block = Prose | List[Prose]
"""A paragraph, or a list between paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note: the citation of the authorities for the words before its call.

    Attributes:
        number: Its number, counted from 1 through the letter.
        prose: Its text as printed, with ibid and short forms where the style has them.
        full: Its text with every citation in full, for outputs without ibid and short forms.
        sources: The ids of the authorities that it cites, in order, such as ("gc3", "icj-2021").
    """

    number: int
    prose: Prose
    full: Prose
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One of the things that are asked: numbered, unless it is the only one.

    Attributes:
        id: The id of its passage.
        prose: Its text.
    """

    id: str
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of the sender's.

    Attributes:
        name: Its name in the URL `asset:NAME`, such as "logo".
        alt: Its text alternative.
    """

    name: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """The sender as printed; a field that the sender has left out is empty.

    Attributes:
        name: The name under the letter; empty for a letter to be completed by hand.
        role: The sender's role, such as "teacher" or "chair".
        organisation: The organisation that the sender speaks for.
        address: The lines of the postal address.
        email: The address for answers.
        phone: The number for answers.
        letterhead: The image across the head of the first page.
        logo: The image above the sender's name in the head.
        signature_image: The image above the name under the letter.
    """

    name: str = ""
    role: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    letterhead: Picture | None = None
    logo: Picture | None = None
    signature_image: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSignatories:
    """All who sign an open letter beside its sender, as they are printed.

    Attributes:
        organisations: The organisations, such as ("Example Union, Bern",).
        persons: The persons, such as ("Ann Lee, teacher, Bern",).
        total: How many they are, as the language writes it: "5,000".
        total_organisations: How many of them are organisations.
        total_persons: How many are persons.
        fingerprint: The SHA-256 of what is printed: in the letter's `repr` it stands for the names.
    """

    organisations: tuple[str, ...] = field(repr=False, hash=False)
    persons: tuple[str, ...] = field(repr=False, hash=False)
    total: str
    total_organisations: str
    total_persons: str
    fingerprint: str

    @property
    def lists(self) -> tuple[tuple[str, ...], ...]:
        """Return the lists that are printed, organisations first; none of them is empty."""
        return tuple(filter(None, (self.organisations, self.persons)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A PDF that goes with the letter.

    Attributes:
        title: What the letter calls it, such as "Petition".
        name: The name of the file, such as "petition.pdf".
        fingerprint: Its SHA-256: with another file, it is another letter.
        pages: How many pages it has.
    """

    title: str
    name: str
    fingerprint: str
    pages: int


@dataclass(frozen=True, slots=True, order=True)
class LetterId:
    """Which letter of a campaign: that of an appeal to a recipient, written "detainees/icrc-president".

    That of one of many senders is written "detainees/s-8c41f2a09b3e/icrc-president". As a path it is where the letter's
    files lie in their folder, without the ending.

    Attributes:
        appeal: The id of the appeal.
        recipient: The id of the recipient.
        sender: The id of the supporter who sends it, such as "s-8c41f2a09b3e"; empty where there is one sender only.
    """

    appeal: str
    recipient: str
    sender: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the id that was written as `text`."""
        appeal, _, rest = text.partition("/")
        sender, _, recipient = rest.rpartition("/")
        return cls(appeal, recipient, sender)

    @property
    def folder(self) -> str:
        """Return the folder of its files, such as "detainees" or "detainees/s-8c41f2a09b3e"."""
        return f"{self.appeal}/{self.sender}" if self.sender else self.appeal

    def __str__(self) -> str:
        return f"{self.folder}/{self.recipient}"

    def __fspath__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The text of one letter.

    Long texts are compared but not hashed: few letters differ in them alone.

    A slot is a field that differs within a group, the letters that are set once for all of them.

    Attributes:
        appeal: The id of the appeal.
        recipient: The id of the recipient.
        language: The language of the letter, such as "en".
        variant: The variant of the language that it is written in, such as "en-US"; empty where there is none.
        sender_id: The id of the supporter who sends it, such as "s-8c41f2a09b3e"; empty where there is one sender only.
            No output prints it, so that it is left out of the letter's `repr`.
        date: The date that the letter bears.
        date_line: That date in words of the language.
        sender: Who signs; None leaves blanks to fill in by hand.
        addressee: The recipient in one line that fits the running head.
        addressee_in_full: The recipient in one line, the organisation included, however long it is.
        address: The lines of the address, country line included, as they stand wherever there is room.
        subject: The subject, without a label.
        salutation: The salutation with its punctuation.
        paragraphs: The paragraphs and lists before the request.
        request: The paragraph that leads to the demands.
        demands: The demands in their order.
        ending: The paragraphs and lists after the demands.
        closing: The complimentary closing with its punctuation.
        notes: The notes in the order of their calls.
        phrases: The fixed phrases of the language, by key, such as "page-of" or "notes".
        passages: The ids of all passages used, in order.
        duty_bearers: The states whose duties the letter pleads.
        email: The recipient's e-mail address; empty where none is known.
        contact_form: The https address of the recipient's contact form; empty where none is known.
        draft: The mark of a draft in the letter's language, such as "DRAFT", which its subject begins with; empty for a
            letter that may be sent.
        address_leeway: What may be done with each line of the address where an envelope shows fewer, in a word for
            each, such as "keep said keep comma keep keep"; empty for nothing.
        reference: The line above the subject with the recipient's file number, such as "Your ref.: AZ 12/26"; empty
            where none is known.
        signatories: Those who sign under the letter, the sender among them where they do; none where the sender signs
            alone.
        foot: The lines under the signature, such as ("Enclosure: Petition", "Copies: Ann Lee; Example Gazette").
        enclosures: What goes with it.
        co_signatories: All who sign beside those; None where nobody does.
        slots: The names of its slots, such as ("address", "salutation", "sender.name"); none where its group is small,
            so that it is set by itself. It is left out of the letter's `repr`, which is all that its files depend on.
    """

    appeal: str
    recipient: str
    language: str
    date: date
    date_line: str
    sender: Signatory | None
    addressee: str
    addressee_in_full: str
    address: tuple[str, ...]
    subject: str
    salutation: str
    paragraphs: tuple[Block, ...] = field(hash=False)
    request: Prose = field(hash=False)
    demands: tuple[Demand, ...] = field(hash=False)
    ending: tuple[Block, ...] = field(hash=False)
    closing: str
    notes: tuple[Note, ...] = field(hash=False)
    phrases: tuple[tuple[str, str], ...] = field(hash=False)
    passages: tuple[str, ...]
    duty_bearers: tuple[str, ...] = ()
    email: str = ""
    contact_form: str = ""
    draft: str = ""
    address_leeway: str = ""
    reference: str = ""
    signatories: tuple[Signatory, ...] = ()
    foot: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    variant: str = ""
    sender_id: str = field(default="", repr=False)
    co_signatories: CoSignatories | None = None
    slots: tuple[str, ...] = field(default=(), repr=False)

    @property
    def lang(self) -> str:
        """Return the language or variant that its words are in, as HTML's `lang` says it."""
        return self.variant or self.language

    @property
    def id(self) -> LetterId:
        """Return which letter of the campaign it is."""
        return LetterId(self.appeal, self.recipient, self.sender_id)

    @property
    def sender_is_signatory(self) -> bool:
        """Tell whether the sender is among the signatories, so that name and role stand there already."""
        return any(self.sender is not None and one.name == self.sender.name for one in self.signatories)

    @classmethod
    def of_address(cls, letter: LetterId, language: str, address: tuple[str, ...], **more: Any) -> Self:
        """Return a letter that says nothing but its address: enough to find out whether this fits an envelope.

        Args:
            letter: Which letter.
            language: Its language.
            address: The lines of its address.
            more: Other fields, such as `phrases`.
        """
        return cls(
            appeal=letter.appeal,
            recipient=letter.recipient,
            sender_id=letter.sender,
            language=language,
            address=address,
            **{
                **dict.fromkeys(
                    ("date_line", "addressee", "addressee_in_full", "subject", "salutation", "closing"), "x"
                ),
                **dict.fromkeys(("paragraphs", "request", "demands", "ending", "notes", "phrases", "passages"), ()),
                "date": date.min,
                "sender": None,
                **more,
            },
        )

    def as_draft(self) -> Self:
        """Return the letter with the mark of a draft, which is never sent."""
        mark = self.phrase("draft")
        return replace(self, draft=mark, subject=f"[{mark}] {self.subject}")

    def shared(self) -> Self:
        """Return the letter with "x" in each line of its slots, which is the same for all letters of a group.

        Letters of a group have as many lines of address, and all or none of them an e-mail address or a contact form.
        """
        return self.masked(self.slots)

    def masked(self, slots: tuple[str, ...]) -> Self:
        """Return the letter with "x" in each line of the fields of these names."""
        return self.with_values({name: _masked(value) for name, value in self.values(slots).items()})

    def with_slots_of(self, other: Self) -> Self:
        """Return the letter with the slots of another letter of its group."""
        return replace(self.with_values(other.values(other.slots)), slots=other.slots)

    def values(self, slots: tuple[str, ...]) -> dict[str, Lines]:
        """Return the texts of the fields of these names, such as {"salutation": "Dear Mediator,"}."""
        texts = {name: getattr(self, name) for name in slots if not name.startswith(_OF_SENDER)}
        if self.sender is None:
            return texts
        of_sender = [name for name in slots if name.startswith(_OF_SENDER)]
        return texts | {name: getattr(self.sender, name.removeprefix(_OF_SENDER)) for name in of_sender}

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """Return the letter with these texts in the fields of their names."""
        own = {name: text for name, text in values.items() if not name.startswith(_OF_SENDER)}
        if self.sender is None or len(own) == len(values):
            return replace(self, **own)
        of_sender = {name.removeprefix(_OF_SENDER): text for name, text in values.items() if name not in own}
        return replace(self, sender=replace(self.sender, **of_sender), **own)

    @property
    def direction(self) -> str:
        """Return the direction of its lines as a value of HTML's `dir`: "ltr" or "rtl"."""
        return direction(self.language)

    def with_prose(self, change: Callable[[Prose], Prose]) -> Self:
        """Return the letter with other prose in its text and in its notes as printed.

        Args:
            change: Returns what stands in place of the words of a paragraph, an item, a demand or a note.
        """
        return replace(
            self,
            paragraphs=tuple(changed(block, change) for block in self.paragraphs),
            request=change(self.request),
            demands=tuple(replace(demand, prose=change(demand.prose)) for demand in self.demands),
            ending=tuple(changed(block, change) for block in self.ending),
            notes=tuple(replace(note, prose=change(note.prose)) for note in self.notes),
        )

    def has_phrase(self, key: str) -> bool:
        """Tell whether the letter's language has a fixed phrase of that key."""
        return any(name == key for name, _ in self.phrases)

    def phrase(self, key: str, **values: str | int) -> str:
        """Return the fixed phrase of that key, such as "notes", in the letter's language, with the values put in.

        Raises:
            KeyError: The phrases of the language lack the key.
        """
        return filled_phrase(dict(self.phrases)[key], **values)


def filled_phrase(phrase: str, **values: str | int) -> str:
    """Return a phrase with the values put in, such as "Page 2 of 3" for "Page {page} of {pages}"."""
    return "".join([words + (str(values[name]) if name else "") for words, name, _, _ in Formatter().parse(phrase)])


def _masked(value: Lines) -> Lines:
    if isinstance(value, str):
        return "x" if value else ""
    return tuple("x" if line else "" for line in value)


def words_of(prose: Prose) -> str:
    """Return the words of prose without their styles and the calls of notes, such as "Visit them."."""
    return "".join([part.text for part in prose if isinstance(part, Span)])


def in_order(blocks: Iterable[Words | List[Words]]) -> Iterator[Words]:
    """Yield the words of paragraphs and of items, in the order in which they are read.

    Args:
        blocks: Paragraphs and lists, such as `letter.paragraphs`.
    """
    for block in blocks:
        if not isinstance(block, List):
            yield block
            continue
        for item in block.items:
            yield item.words
            if item.sublist:
                yield from in_order((item.sublist,))


def changed(block: Words | List[Words], change: Callable[[Words], Changed]) -> Changed | List[Changed]:
    """Return a paragraph or a list with other words, which are asked for in the order in which they are read.

    Args:
        block: The paragraph or list.
        change: Returns what stands in place of the words of a paragraph or an item.
    """
    return _changed_list(block, change) if isinstance(block, List) else change(block)


def _changed_list(block: List[Words], change: Callable[[Words], Changed]) -> List[Changed]:
    items = tuple(
        Item(words=change(item.words), sublist=_changed_list(item.sublist, change) if item.sublist else None)
        for item in block.items
    )
    return List(items=items, first=block.first)
