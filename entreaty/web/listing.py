"""The recipients beside the letter of the preview, found by their words and shown a page at a time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from entreaty.content.campaign import Campaign
from entreaty.content.files.conditions import folded
from entreaty.content.files.recipients import Recipient
from entreaty.planning.plan import Plan
from entreaty.writing.letter import LetterId

State = Literal["written", "failed", "skipped"]
_ON_PAGE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRecipient:
    """One line of the list of recipients.

    Attributes:
        letter: The letter to them.
        title: The title of its appeal.
        name: Whom it goes to, such as "Dr Ann Lee".
        about: Office and organisation, as far as they are not the name, such as "Mayor, City of Exampleton".
        state: Whether there is a letter, it failed, or nothing is asked of the recipient.
        words: What they are found by.
    """

    letter: LetterId
    title: str
    name: str
    about: str
    state: State
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of the recipients.

    Attributes:
        rows: The recipients, those of one appeal together, and among these first those who get a letter.
        number: Which page it is, counted from 1.
        last: How many there are.
        first: The place of the first of them among all that were found, counted from 1.
        found: How many recipients are on all pages.
        skipped: How many of these nothing is asked of, by the id of the appeal.
    """

    rows: tuple[ListedRecipient, ...]
    number: int
    last: int
    first: int
    found: int
    skipped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Listing:
    """All recipients of a campaign.

    Attributes:
        rows: In the order of the pages.
    """

    rows: tuple[ListedRecipient, ...] = ()

    def page(self, find: str, number: str, shown: LetterId) -> Page:
        """Return a page of the recipients who have all the words.

        Args:
            find: The words; each may be part of one.
            number: The number of the page; where it is none, the page is that of the letter which is shown.
            shown: The letter that is shown.
        """
        wanted = folded(find).split()
        found = [row for row in self.rows if all(word in row.words for word in wanted)]
        last = max(1, -(-len(found) // _ON_PAGE))
        place = next((place for place, row in enumerate(found) if row.letter == shown), 0)
        asked = int(number) if number.isascii() and number.isdigit() and len(number) < len(str(last)) + 2 else 0
        at = min(asked or place // _ON_PAGE + 1, last)
        first = (at - 1) * _ON_PAGE
        return Page(
            rows=tuple(found[first : first + _ON_PAGE]),
            number=at,
            last=last,
            first=first + 1,
            found=len(found),
            skipped=Counter(row.letter.appeal for row in found if row.state == "skipped"),
        )


def list_recipients(campaign: Campaign, plan: Plan) -> Listing:
    """Return the recipients of each appeal in the order of their file, those of whom nothing is asked at its end."""
    states: dict[LetterId, State] = {}
    states |= {letter.id: "written" for letter in plan.letters}
    states |= {one.letter: "skipped" for one in plan.skipped}
    states |= {one.letter: "failed" for one in plan.failed}
    rows = []
    for appeal in campaign.appeals:
        title = appeal.title.best(campaign.language)
        listed = [
            _row(one, letter, title, states[letter], campaign.language)
            for one in campaign.recipients
            if (letter := LetterId(appeal.id, one.id)) in states
        ]
        rows += sorted(listed, key=lambda row: row.state == "skipped")
    return Listing(tuple(rows))


def _row(one: Recipient, letter: LetterId, title: str, state: State, language: str) -> ListedRecipient:
    name, about = one.whom(language), one.about(language)
    constituency, party = one.in_words("constituency", language), one.in_words("party", language)
    words = folded(f"{name} {about} {one.id} {constituency} {party}")
    return ListedRecipient(letter=letter, title=title, name=name, about=about, state=state, words=words)
