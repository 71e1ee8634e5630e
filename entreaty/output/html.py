"""The letter as HTML: what the typesetter sets, and what a mail program shows."""

import re
import unicodedata
from dataclasses import replace
from html import escape
from itertools import chain, starmap, zip_longest

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.markup import require_plain_markup
from entreaty.output.pdf.shared.rendering import letter_values, render_letter
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Inline, Letter, NoteCall, Prose, Span

# In characters: what is longer may be wider than a line of the narrowest list.
_LONG_WORD = 30
_KEPT_WITH_CALL = 6
_STEP = 12
_NO_WIDTH = "\u200b"
# The ligatures of the shipped fonts. One over a space without width would be read aloud, copied and found as nothing.
_LIGATURES = frozenset({"ff", "fi", "fl", "մե", "մի", "մխ", "մն", "վն", "ու", "ՈՒ"})
_LONG = re.compile(rf"[^ \u200b]{{{_LONG_WORD - _KEPT_WITH_CALL},}}")
# Unicode, ArabicShaping.txt: letters of Arabic and Persian that join to none after them.
_JOINED_BEFORE_ONLY = frozenset(
    "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649\u0671\u0698"
)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_DRAFT_FOOT = "@bottom-center { content: element(draft-mark) !important; vertical-align: middle !important }"
_DRAFT_STYLE = (
    f"<style>@page {{ {_DRAFT_FOOT} }} @page :first {{ {_DRAFT_FOOT} }} "
    ".draft-mark { position: running(draft-mark) !important; margin: 0; border: 0; padding: 0; text-align: center; "
    "font-weight: bold; color: #b00020 }</style>"
)


def letter_html(
    letter: Letter,
    templates: LetterTemplates,
    envelope: Envelope,
    *,
    note: bool = False,
    endnotes: bool = False,
    loose: bool = False,
) -> str:
    """Return the page that the letter is set from.

    Args:
        letter: What it says.
        templates: How it looks.
        envelope: Where things stand on its first sheet.
        note: Whether a note says that it needs an envelope without a window.
        endnotes: Whether the notes stand at its end, not at the foot of the pages.
        loose: Whether long words may be broken everywhere.

    Raises:
        ContentError: The template cannot be filled in.
    """
    letter = _with_breakable_words(letter, loose=loose)
    own = {"envelope": envelope, "without_window": note, "endnotes": endnotes}
    html = templates.render("letter.html", **letter_values(letter), **own)
    html = require_plain_markup(html, templates.folder / "letter.html")
    return _marked_as_draft(html, letter.draft) if letter.draft else html


def _with_breakable_words(letter: Letter, *, loose: bool) -> Letter:
    """Return the letter with each long word before a call in two spans, of which templates keep the last with the call.

    In one, a word that is wider than the line would run off the paper with its call.

    Args:
        letter: What the page says.
        loose: Whether long words may be broken everywhere, because some line was too wide otherwise.
    """
    if not letter.notes and not loose:
        return letter
    return letter.with_prose(_loose if loose else _breakable)


def _breakable(prose: Prose) -> Prose:
    return tuple(chain.from_iterable(starmap(_parts, zip_longest(prose, prose[1:]))))


def _parts(part: Inline, following: Inline | None) -> tuple[Inline, ...]:
    if isinstance(part, Span) and isinstance(following, NoteCall) and (kept := _kept_with_call(part.text)):
        return replace(part, text=part.text[:-kept]), replace(part, text=part.text[-kept:])
    return (part,)


def _kept_with_call(text: str) -> int:
    """Return how many characters before a call stay with it; 0 where the whole word does."""
    word = text.rpartition(" ")[2]
    return len(word) - _parting(word, len(word) - _KEPT_WITH_CALL) if len(word) > _LONG_WORD else 0


def _loose(prose: Prose) -> Prose:
    """Return prose whose long words have spaces without width, at which lines may end."""
    parted = _breakable(prose)
    return tuple(
        replace(part, text=_LONG.sub(_with_partings, part.text) + _NO_WIDTH * _goes_on(part, following))
        if isinstance(part, Span)
        else part
        for part, following in zip_longest(parted, parted[1:])
    )


def _goes_on(part: Span, following: Inline | None) -> bool:
    """Tell whether a long word goes on in the next span, which is the one that stays with a call."""
    return isinstance(following, Span) and len(part.text.rpartition(" ")[2]) > _STEP


def _with_partings(found: re.Match[str]) -> str:
    rest, pieces = found[0], []
    while len(rest) > _KEPT_WITH_CALL + _STEP:
        cut = _parting(rest, _STEP)
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return _NO_WIDTH.join([*pieces, rest])


def _parting(word: str, at: int) -> int:
    """Return where a word may be parted, at a place or a little before it.

    Characters that are drawn as one, or joined as Arabic letters are, are not parted.
    """
    places = range(at, max(at - _STEP // 2, 0), -1)
    return next((place for place in places if not _are_drawn_as_one(word[place - 1], word[place])), at)


def _are_drawn_as_one(before: str, after: str) -> bool:
    joined = "AL" == unicodedata.bidirectional(before) == unicodedata.bidirectional(after)
    return (
        unicodedata.category(after)[0] in "MC"
        or before == "\u200d"
        or (joined and before not in _JOINED_BEFORE_ONLY)
        or before + after in _LIGATURES
    )


def _marked_as_draft(html: str, mark: str) -> str:
    """Return the page with the mark at the foot of each of its sheets, whatever the template prints."""
    body = _BODY.search(html)
    place = body.end() if body else 0
    return f'{html[:place]}{_DRAFT_STYLE}<p class="head draft-mark">{escape(mark)}</p>{html[place:]}'


def email_html(letter: Letter, templates: LetterTemplates) -> str:
    """Return the body for mail programs: styles on the elements, nothing to fetch.

    Raises:
        ContentError: The template cannot be filled in.
    """
    return render_letter("email.html", letter, templates)
