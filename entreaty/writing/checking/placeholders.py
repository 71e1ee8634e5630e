"""Names that look like placeholders and are filled in nowhere: with one brace, or in a text that is no template."""

import re
from collections.abc import Iterable, Iterator, Mapping

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.content.model import closest, did_you_mean, shown
from entreaty.problems import Concern, Location, Problem
from entreaty.writing.placeholders import PLACEHOLDERS

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# One brace around a name; "[@{odd key}]" is a citation, and "\{" a brace that is meant.
_ONE_BRACE = re.compile(r"(?<![\\{@])\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*\}(?!\})")
_WITHOUT_BRACES = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, PLACEHOLDERS))})(?![\w(])")


def unlike_placeholders(passage: Passage) -> Iterator[Problem]:
    """Yield an error for each language in which a passage names a value without the two braces that fill it in."""
    for language, source in passage.words.items():
        words = _BRACES.sub(" ", source)
        if found := _ONE_BRACE.search(words) or _WITHOUT_BRACES.search(words):
            name = found[1] if found.re is _ONE_BRACE else found[0]
            message = f"'{shown(found[0])}' looks like a placeholder, and is printed as it stands"
            hint = did_you_mean(f"{{{{ {name} }}}}") if name in PLACEHOLDERS else _near(name)
            yield Problem(passage.place(language), message, hint)


def _near(name: str) -> str:
    return closest(name, tuple(PLACEHOLDERS)) or "write two braces around a placeholder; '\\' before a brace prints it"


def filled_in_nowhere(
    campaign: Campaign, appeals: Iterable[Appeal], recipients: Iterable[Recipient]
) -> Iterator[Problem]:
    """Yield an error for each text that has a placeholder, though it is printed as it stands.

    Args:
        campaign: The campaign, with the sender's personal note.
        appeals: Those of its appeals that letters are written of.
        recipients: Those of its recipients whom letters are for.
    """
    for appeal in appeals:
        concern = Concern("appeal", appeal.id)
        yield from _told("the subject", appeal.subject.root, appeal.place("subject"), concern)
        for enclosure in appeal.enclosures:
            yield from _told("the title of an enclosure", enclosure.title.root, enclosure.place("title"), concern)
    for recipient in recipients:
        if recipient.salutation:
            place, concern = recipient.place("salutation"), Concern("recipient", recipient.id)
            yield from _told("the salutation", recipient.salutation.root, place, concern)
    sender = campaign.sender
    if sender and sender.personal_note:
        place = sender.place("personal_note")
        yield from _told("the personal note", sender.personal_note.root, place, None)


def _told(called: str, words: Mapping[str, str], place: Location, concern: Concern | None) -> Iterator[Problem]:
    for text in words.values():
        if found := _BRACES.search(text) or _ONE_BRACE.search(text):
            message = f"{called} has '{shown(found[0])}', which is filled in nowhere but in passages"
            yield Problem(place, message, "write the words themselves", concerns=concern)
            return
