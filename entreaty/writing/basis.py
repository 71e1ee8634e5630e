"""The basis of letters: everything but appeal and recipient that decides their text, and who of many sends them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.item import read_without_braces
from entreaty.content.files.enclosures import EnclosedFile
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender, SignatoryTable, Supporter
from entreaty.content.model import Suggestions, Text
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.content.shipped.forms_of_address import FormsOfAddress
from entreaty.content.shipped.languages.citations import Terms
from entreaty.content.shipped.phrases import Phrases
from entreaty.problems import Concern, Location, Problem


@dataclass(frozen=True, slots=True)
class Authorities(Mapping[str, Authority]):
    """The authorities that letters of one date can cite, by id, such as "gc3".

    Attributes:
        by_id: The authorities.
        day: The date that the letters bear: treaties bind states as of that day.
    """

    by_id: Mapping[str, Authority]
    day: date
    _suggestions: Suggestions = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_suggestions", Suggestions(self.by_id))

    def __getitem__(self, key: str) -> Authority:
        return self.by_id[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    def binds(self, key: str, state: str) -> bool:
        """Tell whether that treaty binds that state, such as "AM", on the day of the letters.

        Raises:
            KeyError: There is no authority of that id.
        """
        return self.by_id[key].binds(state, self.day)

    def unknown(self, key: str, place: Location) -> Problem:
        """Return the problem that a citation at that place names an authority that there is not."""
        cut = next((one for one in self.by_id if one.startswith(key) and read_without_braces(one) == key), None)
        braces = f"put its id in braces: '[@{{{cut}}}]'" if cut else ""
        hint = braces or self._suggestions.nearest(key) or "describe it in appeals/authorities.yaml"
        return Problem(place, f"there is no authority '{key}'", hint, concerns=Concern("authority", key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything but appeal and recipient that decides the text of letters.

    Attributes:
        authorities: The authorities that they can cite, and their date.
        style: The citation style.
        terms: The words of citations, by language.
        forms: The forms of address.
        phrases: The fixed phrases.
        sender: Who signs; None leaves blanks.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
        enclosed: The files that go with the letters.
        copied: Who gets copies: profiles, and words as they are printed.
        refused: The problems of the campaign's own forms that cannot be used, by form.
        signed_by: All who sign beside the sender; None where nobody does.
        variant: The variant of its language that the appeal asks for, such as "en-GB"; empty leaves it to the country.
    """

    authorities: Authorities
    style: CitationStyle
    terms: Mapping[str, Terms]
    forms: FormsOfAddress
    phrases: Phrases
    sender: Sender | None
    own: OwnRepresentatives | None = None
    enclosed: tuple[EnclosedFile, ...] = ()
    copied: tuple[Recipient | Text, ...] = ()
    refused: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    variant: str = ""
    signed_by: SignatoryTable | None = None

    @property
    def day(self) -> date:
        """Return the date that the letters bear."""
        return self.authorities.day

    @property
    def sender_country(self) -> str | None:
        """Return the country that the letters are posted in, such as "DE"; None where nobody signs."""
        return self.sender.country if self.sender else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signer:
    """One of many supporters, with who represents them.

    Attributes:
        supporter: The supporter, with their id.
        own: Who represents them, by tables of districts; None where the names of constituencies say it.
    """

    supporter: Supporter
    own: OwnRepresentatives | None = None

    @property
    def id(self) -> str:
        """Return the id that stands for them, such as "s-8c41f2a09b3e"."""
        return self.supporter.id

    @property
    def sender(self) -> Sender:
        """Return who they are, as they sign."""
        return self.supporter.sender


@dataclass(frozen=True, slots=True)
class SenderKind:
    """What decides, of a sender, how the body of their letter reads; names and addresses are put in afterwards.

    Attributes:
        country: The country that the letter is posted in.
        organised: Whether they speak for an organisation.
        said: What the passages say of them, such as ("Alder",) where these name the sender's constituency.
    """

    country: str
    organised: bool
    said: tuple[Hashable, ...]


def kind_of(sender: Sender, names: Iterable[str]) -> SenderKind:
    """Return the kind of a supporter.

    Args:
        sender: The supporter.
        names: The names in braces of the appeal's passages, in order, such as ["recipient.office", "sender.role"].
    """
    fields = (name.removeprefix("sender.") for name in names if name.startswith("sender."))
    said = (getattr(sender, name, None) for name in fields)
    words = tuple(tuple(sorted(one.root.items())) if isinstance(one, Text) else one for one in said)
    return SenderKind(sender.country, sender.organisation is not None, words)
