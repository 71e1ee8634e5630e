"""Advice on what makes letters heeded: brief, clear, courteous and one's own. All of it is warnings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.sender import Sender
from entreaty.problems import Problem
from entreaty.writing.checking.tone import tone_problems
from entreaty.writing.letter import Letter

_PAGES = 2
_DEMANDS = 6
# From so many on, offices file letters that are word for word the same as one.
_SAME = 5
_EXAMPLES = 3
_JUDGES = ("judge", "intl-court-president")


def advice(campaign: Campaign, appeal: Appeal, letters: Iterable[Letter]) -> Iterator[Problem]:
    """Yield a warning for each thing that would keep offices from heeding the letters of an appeal.

    Args:
        campaign: Its recipients, sources and sender.
        appeal: The appeal.
        letters: All letters of the run; those of other appeals are left alone.
    """
    mine = [letter for letter in letters if letter.appeal == appeal.id]
    yield from tone_problems(campaign, appeal)
    yield from _many_demands(appeal, mine)
    yield from _to_judges(campaign, appeal, mine)
    yield from _same_letters(appeal, mine, campaign.sender)


def advice_on_length(pages: int) -> tuple[str, ...]:
    """Return a warning for a letter of that many pages, if it has too many."""
    return (f"the letter has {pages} pages; more than {_PAGES} are seldom read",) if pages > _PAGES else ()


def _many_demands(appeal: Appeal, letters: Iterable[Letter]) -> Iterator[Problem]:
    if many := [letter for letter in letters if len(letter.demands) > _DEMANDS]:
        most = max(len(letter.demands) for letter in many)
        message = f"up to {most} demands stand in one letter ({_examples(many)})"
        hint = f"ask an office for at most {_DEMANDS} things, and first for what it can do"
        yield Problem(appeal.letter.place("demands"), message, hint, "warning")


def _to_judges(campaign: Campaign, appeal: Appeal, letters: Iterable[Letter]) -> Iterator[Problem]:
    judges = {one.id for one in campaign.recipients if one.form_of_address in _JUDGES}
    if asked := [letter for letter in letters if letter.recipient in judges]:
        message = f"something is demanded of a judge ({_examples(asked)})"
        hint = "a letter to a judge on a pending case may be improper: write to the ministry or the prosecution"
        yield Problem(appeal.letter.place("demands"), message, hint, "warning")


def _same_letters(appeal: Appeal, letters: Iterable[Letter], sender: Sender | None) -> Iterator[Problem]:
    """Yield a warning if many letters differ in address and salutation only, and the sender added nothing."""
    alike: defaultdict[object, list[Letter]] = defaultdict(list)
    for letter in letters:
        if not (sender and sender.personal_note and sender.personal_note.has(letter.language)):
            demands = tuple(demand.prose for demand in letter.demands)
            alike[letter.language, letter.paragraphs, letter.request, demands, letter.ending].append(letter)
    if same := [letter for group in alike.values() if len(group) >= _SAME for letter in group]:
        place = sender.place("name") if sender else appeal.place("subject")
        message = f"{len(same)} letters of '{appeal.id}' are word for word the same ({_examples(same)})"
        hint = "offices filter identical letters: add a 'personal_note' to the sender"
        yield Problem(place, message, hint, "warning")


def _examples(letters: list[Letter]) -> str:
    """Return the recipients of the first letters, and how many more there are."""
    names = [f"'{letter.recipient}'" for letter in letters[:_EXAMPLES]]
    more = [f"{len(letters) - _EXAMPLES} more"] if len(letters) > _EXAMPLES else []
    return ", ".join((*names, *more))
