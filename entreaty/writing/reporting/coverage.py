"""The coverage of an appeal: which recipient is asked for which demand; nothing in it is withheld from the public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.writing.basis import Authorities
from entreaty.writing.passage_text import text_of
from entreaty.writing.select import select
from entreaty.writing.withholding import WITHHELD, is_withheld, public_id, redacted, withheld_from_public


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredDemand:
    """A demand as the public may read it.

    Attributes:
        id: The id of its passage, or "[withheld]".
        words: Its words without citations, in the language of the campaign if it is written in it, or "[withheld]".
    """

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredRecipient:
    """A recipient, and which demands are made of it.

    Attributes:
        id: The recipient's id.
        office: The office.
        organisation: The organisation that the office belongs to.
        asked: For each demand, in order, whether it is made of the recipient, whoever signs.
        depends: For each demand, in order, whether that depends on the sender.
    """

    id: str
    office: str
    organisation: str
    asked: tuple[bool, ...]
    depends: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which recipient is asked for which demand in letters of one day.

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
        """Return the number of recipients of each demand, in order."""
        return tuple(sum(recipient.asked[place] for recipient in self.recipients) for place in range(len(self.demands)))

    @property
    def depends(self) -> bool:
        """Tell whether anything in it depends on the sender."""
        return any(any(recipient.depends) for recipient in self.recipients)

    @property
    def unreached(self) -> tuple[int, ...]:
        """Return the places in `demands` of those that are made of nobody."""
        possible = {place for one in self.recipients for place, depends in enumerate(one.depends) if depends}
        return tuple(place for place, count in enumerate(self.counts) if not count and place not in possible)

    @property
    def unasked(self) -> tuple[CoveredRecipient, ...]:
        """Return the recipients of whom no demand is made."""
        return tuple(recipient for recipient in self.recipients if not any((*recipient.asked, *recipient.depends)))


def cover(appeal: Appeal, recipients: Iterable[Recipient], authorities: Authorities, language: str = "en") -> Coverage:
    """Return which recipient is asked for which demand.

    Args:
        appeal: The appeal.
        recipients: The recipients.
        authorities: The treaties that conditions name, and the date of the letters.
        language: The language of the campaign.
    """
    withheld = withheld_from_public([appeal])
    demands = []
    for passage in appeal.letter.demands:
        written = next((one for one in (language, "en") if one in passage.words), next(iter(passage.words)))
        shown = WITHHELD if is_withheld(passage) else redacted(text_of(passage, written).plain, withheld)
        demands.append(CoveredDemand(id=public_id(passage), words=shown))
    covered = []
    for recipient in recipients:
        verdicts = [one for one in select(appeal, recipient, authorities) if one.passage.part == "demands"]
        covered.append(
            CoveredRecipient(
                id=recipient.id,
                office=redacted(recipient.in_words("office", language) or recipient.whom(language), withheld),
                organisation=redacted(recipient.in_words("organisation", language), withheld),
                asked=tuple(verdict.fits and not verdict.depends for verdict in verdicts),
                depends=tuple(verdict.depends for verdict in verdicts),
            )
        )
    return Coverage(
        appeal=appeal.id,
        title=redacted(appeal.title.best(language), withheld),
        day=authorities.day,
        demands=tuple(demands),
        recipients=tuple(covered),
    )
