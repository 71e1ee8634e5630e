"""Check letters for what keeps offices from heeding them; all problems are warnings."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.sender import Sender
from entreaty.problems import Problem
from entreaty.writing.checking.tone import tone_problems
from entreaty.writing.letter import Block, Letter, Prose

_PAGES = 2
_DEMANDS = 6
# Offices treat so many letters that are word for word the same as one.
_SAME = 5
_EXAMPLES = 3
_JUDGES = ("judge", "intl-court-president")


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a letter without date, address, courtesies and sender."""

    language: str
    paragraphs: tuple[Block, ...]
    request: Prose
    demands: tuple[Prose, ...]
    ending: tuple[Block, ...]


def check_letters(campaign: Campaign, appeal: Appeal, letters: Iterable[Letter]) -> Iterator[Problem]:
    """Yield a warning for everything that would keep offices from heeding the letters of an appeal.

    Args:
        campaign: The campaign.
        appeal: The appeal.
        letters: The letters of the run; those of other appeals are passed over.
    """
    own = [letter for letter in letters if letter.appeal == appeal.id]
    yield from tone_problems(campaign, appeal)
    yield from _many_demands(appeal, own)
    yield from _demands_of_judges(campaign, appeal, own)
    yield from _same_letters(appeal, own, campaign.sender)


def check_length(pages: int) -> tuple[str, ...]:
    """Return a warning if that many pages are too many for a letter."""
    return (f"the letter has {pages} pages; more than {_PAGES} are seldom read",) if pages > _PAGES else ()


def unread_notes(sender: Sender | None, letters: Collection[Letter]) -> Iterator[Problem]:
    """Yield a warning for each language of the personal note in which no letter is written.

    Args:
        sender: Whose note it is; None where nobody signs.
        letters: All letters of the campaign.
    """
    written = sorted({letter.language for letter in letters})
    note = sender.personal_note if sender else None
    if sender is None or note is None or not written:
        return
    for language in note.languages():
        if language not in written:
            message = f"nobody reads the personal note in '{language}': no letter is written in it"
            yield Problem(
                sender.place("personal_note"), message, f"letters are written in: {', '.join(written)}", "warning"
            )


def _many_demands(appeal: Appeal, letters: Iterable[Letter]) -> Iterator[Problem]:
    if many := [letter for letter in letters if len(letter.demands) > _DEMANDS]:
        most = max(len(letter.demands) for letter in many)
        message = f"up to {most} demands stand in one letter ({_examples(many)})"
        hint = f"ask an office for at most {_DEMANDS} things, and first for what it can do"
        yield Problem(appeal.letter.place("demands"), message, hint, "warning")


def _demands_of_judges(campaign: Campaign, appeal: Appeal, letters: Iterable[Letter]) -> Iterator[Problem]:
    judges = {recipient.id for recipient in campaign.recipients if recipient.form_of_address in _JUDGES}
    if asked := [letter for letter in letters if letter.recipient in judges]:
        message = f"something is demanded of a judge ({_examples(asked)})"
        hint = "a letter to a judge on a pending case may be improper: write to the ministry or the prosecution"
        yield Problem(appeal.letter.place("demands"), message, hint, "warning")


def _same_letters(appeal: Appeal, letters: Iterable[Letter], sender: Sender | None) -> Iterator[Problem]:
    """Yield a warning if many letters have the same text, without a personal note of the sender."""
    alike: defaultdict[_Text, list[Letter]] = defaultdict(list)
    for letter in letters:
        if not (sender and sender.personal_note and sender.personal_note.has(letter.language)):
            demands = tuple(demand.prose for demand in letter.demands)
            text = _Text(letter.language, letter.paragraphs, letter.request, demands, letter.ending)
            alike[text].append(letter)
    if same := [letter for group in alike.values() if len(group) >= _SAME for letter in group]:
        place = sender.place("name") if sender else appeal.place("subject")
        message = f"{len(same)} letters of '{appeal.id}' are word for word the same ({_examples(same)})"
        hint = "offices filter identical letters: add a 'personal_note' to the sender"
        yield Problem(place, message, hint, "warning")


def _examples(letters: list[Letter]) -> str:
    """Return the recipients of the first letters and the number of others: "'a', 'b', 'c', 2 more"."""
    names = [f"'{letter.recipient}'" for letter in letters[:_EXAMPLES]]
    more = [f"{len(letters) - _EXAMPLES} more"] if len(letters) > _EXAMPLES else []
    return ", ".join((*names, *more))
