"""The outreach page: every recipient with what it takes to write to them by hand, in one file that works from disk."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from entreaty.output.email.mailto import Mailto, mailto
from entreaty.output.manifest import Record
from entreaty.output.text import letter_body
from entreaty.storage.resources import DATA
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_DATA = DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One letter on the page.

    Attributes:
        letter: The letter.
        text: Its text, from the salutation to the last note.
        mailto: The link that opens it in the mail program.
        pdf: The PDF's place beside the page; empty where none was made.
        unverified: Whether nobody has compared the recipient's address with a source.
    """

    letter: Letter
    text: str
    mailto: Mailto
    pdf: str
    unverified: bool


def outreach_page(
    letters: Iterable[tuple[Letter, Record]], templates: LetterTemplates, unverified: Collection[str]
) -> str:
    """Return the page for the letters of a folder, to be written into that folder.

    Args:
        letters: The letters, each with what lies in the folder.
        templates: The look of the letters' texts.
        unverified: The recipients whose address nobody has compared with a source.

    Raises:
        ContentError: A template cannot be filled in.
    """
    errands = [_errand(letter, record, templates, unverified) for letter, record in letters]
    return LetterTemplates(_DATA).render("outreach.html", errands=errands)


def _errand(letter: Letter, record: Record, templates: LetterTemplates, unverified: Collection[str]) -> Errand:
    text = letter_body(letter, templates)
    return Errand(
        letter=letter,
        text=text,
        mailto=mailto(letter, text),
        pdf=f"{letter.id}.pdf" if "pdf" in record.files else "",
        unverified=letter.recipient in unverified,
    )
