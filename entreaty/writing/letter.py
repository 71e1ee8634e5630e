"""The composed letter: the one value that every output is made from."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from entreaty.content.locales import direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style.

    Attributes:
        text: The characters, neither escaped for HTML nor for Markdown.
        italic: Whether it is emphasised.
        strong: Whether it is strongly emphasised.
        href: The https or mailto address that it links to, if it is a link.
    """

    text: str
    italic: bool = False
    strong: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCall:
    """The place in the text where a note is called.

    Attributes:
        number: The note's number, counted from 1 through the letter.
    """

    number: int


Inline = Span | NoteCall
Prose = tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the sources of the words before its call.

    Attributes:
        number: Its number, counted from 1 through the letter.
        prose: Its words as printed, with ibid and short forms where the style has them.
        full: Its words with every source in full form, for outputs that go without ibid.
        sources: The ids of the authorities that it cites, in order.
    """

    number: int
    prose: Prose
    full: Prose
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One numbered request.

    Attributes:
        id: The passage that it comes from.
        prose: Its words.
    """

    id: str
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image that the letter shows.

    Attributes:
        name: What it is fetched by, as `asset:NAME`.
        alt: What it shows, in words, for those who cannot see it.
    """

    name: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs, as printed; every field is empty where the sender left it out.

    Attributes:
        name: The name under the letter; empty for a letter to be completed by hand.
        role: What the sender is, such as "teacher" or "chair".
        organisation: Whom the sender speaks for.
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
class Letter:
    """Everything that one letter says, ready to be set.

    Its long texts take part in comparing letters, but not in their hash: letters that differ in these alone are few.

    Attributes:
        appeal: The id of the appeal.
        recipient: The id of the recipient.
        language: The language of the letter, such as "en".
        date: The date that the letter bears.
        date_line: That date in words of the language.
        sender: Who signs; None leaves blanks to fill in by hand.
        addressee: The recipient in one line, for the running head.
        address: The lines of the address window, country line included.
        subject: The subject, without a label.
        salutation: The salutation with its punctuation.
        paragraphs: The paragraphs before the request.
        request: The paragraph that leads to the demands.
        demands: The demands in their order.
        ending: The paragraphs after the demands.
        closing: The complimentary closing with its punctuation.
        notes: The notes in the order of their calls.
        phrases: The fixed phrases of the language, by key, such as "page-of" or "notes".
        passages: The ids of all passages used, in order.
        duty_bearers: The states whose duties the letter pleads.
        email: The recipient's e-mail address; empty where none is known.
        contact_form: The https address of the recipient's contact form; empty where none is known.
    """

    appeal: str
    recipient: str
    language: str
    date: date
    date_line: str
    sender: Signatory | None
    addressee: str
    address: tuple[str, ...]
    subject: str
    salutation: str
    paragraphs: tuple[Prose, ...] = field(hash=False)
    request: Prose = field(hash=False)
    demands: tuple[Demand, ...] = field(hash=False)
    ending: tuple[Prose, ...] = field(hash=False)
    closing: str
    notes: tuple[Note, ...] = field(hash=False)
    phrases: tuple[tuple[str, str], ...] = field(hash=False)
    passages: tuple[str, ...]
    duty_bearers: tuple[str, ...] = ()
    email: str = ""
    contact_form: str = ""

    @property
    def id(self) -> str:
        """Return the name of the letter within a run, such as "detainees/icrc-president"."""
        return f"{self.appeal}/{self.recipient}"

    def shared(self) -> Self:
        """Return what the letter has in common with its group: everything but the words that are the recipient's own.

        Letters with equal shared parts differ in the words of their slots only: they have as many lines of address,
        and an e-mail address or a contact form where the others have one.
        """
        return replace(
            self,
            recipient="x" if self.recipient else "",
            addressee="x" if self.addressee else "",
            address=tuple("x" if line else "" for line in self.address),
            salutation="x" if self.salutation else "",
            email="x" if self.email else "",
            contact_form="x" if self.contact_form else "",
        )

    def with_own_words_of(self, other: Self) -> Self:
        """Return the letter of this group to the recipient of another of its letters."""
        return replace(
            self,
            recipient=other.recipient,
            addressee=other.addressee,
            address=other.address,
            salutation=other.salutation,
            email=other.email,
            contact_form=other.contact_form,
        )

    @property
    def direction(self) -> str:
        """Return how its lines run, as HTML's `dir` says it: "ltr" or "rtl"."""
        return direction(self.language)

    def phrase(self, key: str, **values: object) -> str:
        """Return the fixed phrase of that key in the letter's language, with the values put in.

        Raises:
            KeyError: The phrases of the language lack the key.
        """
        return dict(self.phrases)[key].format(**values)
