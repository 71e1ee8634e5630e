"""Links that open a letter in the mail program (RFC 6068), as long as mail programs take them whole."""

from dataclasses import dataclass
from urllib.parse import quote

from entreaty.writing.letter import Letter

# Above about 1,620 characters the first handlers cut links off, and 2,046 is the end for many.
_LONGEST = 1_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailto:
    """A link that opens a mail program.

    Attributes:
        url: The link; empty where there is no address, or no link is short enough.
        whole: Whether the whole letter is in it, or the subject and three lines.
    """

    url: str
    whole: bool


def mailto(letter: Letter, body: str) -> Mailto:
    """Return the link for a letter; a long letter is left to be pasted between its salutation and its closing.

    Args:
        letter: The letter.
        body: Its text, from the salutation to the last note.
    """
    if not letter.email:
        return Mailto(url="", whole=False)
    whole = _url(letter, body.rstrip("\n"))
    if len(whole) <= _LONGEST:
        return Mailto(url=whole, whole=True)
    short = _url(letter, f"{letter.salutation}\n[…]\n{letter.closing}")
    return Mailto(url=short if len(short) <= _LONGEST else "", whole=False)


def _url(letter: Letter, body: str) -> str:
    address = quote(letter.email, safe="@")
    lines = body.replace("\n", "\r\n")
    return f"mailto:{address}?subject={quote(letter.subject, safe='')}&body={quote(lines, safe='')}"
