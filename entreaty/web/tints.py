"""Where each word of a letter comes from: its recipient, its sender or its appeal, marked through composing.

The marks are noncharacters, which Unicode keeps for a program's own use, and which no file of a campaign holds.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import PARTS, Appeal, Passage
from entreaty.content.files.sender import Sender
from entreaty.writing.letter import Letter, Prose, Signatory, Span

Value = TypeVar("Value")

SOURCES: Mapping[str, str] = {
    "recipient": "from the recipient’s profile",
    "sender": "from the sender",
    "appeal": "from the appeal",
}
"""Whom words can come from, as people read it."""

_BEGIN = dict(zip(SOURCES, "\ufdd0\ufdd1\ufdd2", strict=True))
_END = "\ufdd3"
_SOURCE_OF = {mark: source for source, mark in _BEGIN.items()}
_MARKS = re.compile(f"([{''.join(_SOURCE_OF)}{_END}])")
_PLACEHOLDER = re.compile(r"\{\{-?\s*(recipient|sender)\b.*?\}\}", re.DOTALL)


def marked_campaign(campaign: Campaign) -> Campaign:
    """Return the campaign with marks where passages take words from the recipient and the sender."""
    appeals = tuple(_marked_appeal(appeal) for appeal in campaign.appeals)
    sender = _with_marked_note(campaign.sender) if campaign.sender else None
    return replace(campaign, appeals=appeals, sender=sender)


def marked_letter(letter: Letter) -> Letter:
    """Return the letter with marks around everything that recipient, sender and appeal give to it."""
    return replace(
        letter.with_prose(_marked_prose),
        address=_marked("recipient", letter.address),
        addressee=_marked("recipient", letter.addressee),
        addressee_in_full=_marked("recipient", letter.addressee_in_full),
        salutation=_marked("recipient", letter.salutation),
        reference=_marked("recipient", letter.reference),
        closing=_marked("recipient", letter.closing),
        foot=_marked("appeal", letter.foot),
        sender=_marked_signatory(letter.sender) if letter.sender else None,
        signatories=tuple(map(_marked_signatory, letter.signatories)),
        subject=_marked("appeal", letter.subject),
    )


def tinted(html: str) -> str:
    """Return the page with an element in place of each pair of marks around text; marks within tags are dropped."""
    head, body_tag, body = html.partition("<body")
    sources: list[str] = []
    parts = [_MARKS.sub("", head), body_tag]
    for number, part in enumerate(re.split(r"(<[^>]*>)", body_tag and body)):
        parts.append(_MARKS.sub("", part) if number % 2 else _tinted_text(part, sources))
    return "".join(parts)


def _tinted_text(text: str, sources: list[str]) -> str:
    """Return text between tags; `sources` holds the marks that are open, and is kept up to date."""
    made = []
    for piece in _MARKS.split(text):
        if piece in _SOURCE_OF:
            sources.append(_SOURCE_OF[piece])
        elif piece == _END:
            sources.pop()
        elif sources and piece.strip():
            made.append(f'<span class="from-{sources[-1]}" title="{SOURCES[sources[-1]]}">{piece}</span>')
        else:
            made.append(piece)
    return "".join(made)


def _marked(source: str, value: Value) -> Value:
    """Return a text, or each text of a tuple, between marks; anything else as it is."""
    if isinstance(value, tuple):
        return tuple(_marked(source, one) for one in value)  # type: ignore[return-value]
    if isinstance(value, str) and value:
        return f"{_BEGIN[source]}{value}{_END}"  # type: ignore[return-value]
    return value


def _marked_prose(prose: Prose) -> Prose:
    return tuple(replace(one, text=_marked("appeal", one.text)) if isinstance(one, Span) else one for one in prose)


def _marked_signatory(signatory: Signatory) -> Signatory:
    return Signatory(**{one.name: _marked("sender", getattr(signatory, one.name)) for one in fields(signatory)})


def _marked_appeal(appeal: Appeal) -> Appeal:
    parts = {part: tuple(map(_marked_passage, getattr(appeal.letter, part))) for part in PARTS}
    return appeal.model_copy(update={"letter": appeal.letter.model_copy(update=parts)})


def _marked_passage(passage: Passage) -> Passage:
    words = {
        language: _PLACEHOLDER.sub(lambda found: _marked(found[1], found[0]), text)
        for language, text in passage.words.items()
    }
    return passage.model_copy(update={"words": words})


def _with_marked_note(sender: Sender) -> Sender:
    if sender.personal_note is None:
        return sender
    texts = {
        language: "\n\n".join(_marked("sender", paragraph.strip()) for paragraph in text.split("\n\n"))
        for language, text in sender.personal_note.root.items()
    }
    return sender.model_copy(update={"personal_note": sender.personal_note.model_copy(update={"root": texts})})
