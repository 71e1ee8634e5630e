"""Who is asked for what: the demands of an appeal, the recipients, and who gets which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.writing.basis import Authorities
from entreaty.writing.discretion import WITHHELD, is_withheld, public_id, public_secrets, redacted
from entreaty.writing.passage_text import text_of
from entreaty.writing.select import select

_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredDemand:
    """A demand as everybody may read it.

    Attributes:
        id: The id of its passage; "[withheld]" where not everybody may know it.
        words: Its words without citations, in English or else in its first language.
    """

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredRecipient:
    """A recipient, and what is asked of it.

    Attributes:
        id: The recipient's id.
        office: The office.
        organisation: What the office belongs to.
        asked: For each demand, in order, whether it is made.
    """

    id: str
    office: str
    organisation: str
    asked: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who is asked for what on one day; it holds nothing that is withheld from the public.

    Attributes:
        appeal: The appeal's id.
        title: Its title.
        day: The date of the letters.
        demands: The demands, in the order of the appeal.
        recipients: The recipients, in the order of their file.
    """

    appeal: str
    title: str
    day: date
    demands: tuple[CoveredDemand, ...]
    recipients: tuple[CoveredRecipient, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many recipients each demand is made of."""
        return tuple(sum(one.asked[place] for one in self.recipients) for place in range(len(self.demands)))

    @property
    def unreached(self) -> tuple[int, ...]:
        """Return the demands that nobody receives, by their place in `demands`."""
        return tuple(place for place, count in enumerate(self.counts) if not count)

    @property
    def unasked(self) -> tuple[CoveredRecipient, ...]:
        """Return the recipients who are asked for nothing."""
        return tuple(one for one in self.recipients if not any(one.asked))


def cover(appeal: Appeal, recipients: Iterable[Recipient], authorities: Authorities) -> Coverage:
    """Return who is asked for what.

    Args:
        appeal: What is asked.
        recipients: Of whom it may be asked.
        authorities: The treaties that conditions name, and the date of the letters.
    """
    secrets = public_secrets([appeal])
    demands = []
    for passage in appeal.letter.demands:
        language = _LANGUAGE if _LANGUAGE in passage.words else next(iter(passage.words))
        shown = WITHHELD if is_withheld(passage) else redacted(text_of(passage, language).plain, secrets)
        demands.append(CoveredDemand(id=public_id(passage), words=shown))
    covered = []
    for one in recipients:
        verdicts = select(appeal, one, authorities)
        covered.append(
            CoveredRecipient(
                id=one.id,
                office=redacted(one.office.best(_LANGUAGE), secrets),
                organisation=redacted(one.organisation.best(_LANGUAGE), secrets),
                asked=tuple(verdict.fits for verdict in verdicts if verdict.passage.part == "demands"),
            )
        )
    return Coverage(
        appeal=appeal.id,
        title=redacted(appeal.title.best(_LANGUAGE), secrets),
        day=authorities.day,
        demands=tuple(demands),
        recipients=tuple(covered),
    )
