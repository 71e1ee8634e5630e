"""Words of the skeletons that nobody has replaced, in appeals that are open."""

from collections.abc import Collection, Iterator, Mapping

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Concern, Location, Problem
from entreaty.writing.passage_text import cites_of, texts_of

# Words of the skeletons that say themselves that they are to be replaced; others, such as "Thank you for your
# attention.", may stay.
_OF_APPEALS = frozenset(
    [
        "A request (replace this line)",
        "I write to you about a matter of concern (replace this line).",
        "It was reported that something happened (replace this line).",
        "The law says so (replace this line).",
        "Look into the matter (replace this line).",
    ]
)
_OF_RECIPIENTS = frozenset(["Example Organisation (replace this entry)"])
_OF_ADDRESSES = frozenset(["Street and number, as the official source prints them", "City"])
_OF_VERIFIED = "the page where the address was seen"
_OF_SOURCES = frozenset(["The title of the report, as its first page has it"])
_OF_AUTHORS = frozenset(["The organisation that published it"])


def words_of_skeletons(
    campaign: Campaign, appeals: Collection[Appeal], recipients: Collection[Recipient]
) -> Iterator[Problem]:
    """Yield an error for each place in open appeals, and in whom and what they name, that nobody has replaced.

    Args:
        campaign: The campaign.
        appeals: Those of its appeals that letters are written of; drafts are passed over.
        recipients: Those of its recipients whom letters are for.
    """
    being_sent = [appeal for appeal in appeals if appeal.status == "open"]
    cited = {cite.key for appeal in being_sent for passage in appeal.letter.passages() for cite in cites_of(passage)}
    for appeal in being_sent:
        yield from _of_appeal(appeal)
    for key in cited & campaign.authorities.keys():
        source = campaign.authorities[key]
        if source.title in _OF_SOURCES:
            yield _left(source.title, source.place("title"), Concern("authority", key))
        if made := [name.literal for name in source.author if name.literal in _OF_AUTHORS]:
            yield _left(made[0], source.place("author"), Concern("authority", key))
    for recipient in recipients if being_sent else ():
        yield from _of_recipient(recipient)


def _of_recipient(recipient: Recipient) -> Iterator[Problem]:
    concern = Concern("recipient", recipient.id)
    if recipient.organisation and (found := _found(recipient.organisation.root, _OF_RECIPIENTS)):
        yield _left(found, recipient.place("organisation"), concern)
    if lines := [line for line in recipient.address.lines if line in _OF_ADDRESSES]:
        yield _left(lines[0], recipient.address.place("lines"), concern)
    if recipient.verified.source == _OF_VERIFIED:
        yield _left(_OF_VERIFIED, recipient.verified.place("source"), concern)


def _of_appeal(appeal: Appeal) -> Iterator[Problem]:
    if found := _found(appeal.subject.root, _OF_APPEALS):
        yield _left(found, appeal.place("subject"), Concern("appeal", appeal.id))
    for passage in appeal.letter.passages():
        for language, text in texts_of(passage).items():
            if (words := " ".join(text.plain.split())) in _OF_APPEALS:
                yield _left(words, passage.place(language), Concern("passage", passage.id, appeal.id))


def _found(words: Mapping[str, str], placeholders: frozenset[str]) -> str:
    return next((one for one in words.values() if one in placeholders), "")


def _left(words: str, place: Location, concern: Concern) -> Problem:
    return Problem(place, f"'{words}' is what the skeleton says", "write your own words", concerns=concern)
