"""The outreach page: every recipient with what it takes to write to them by hand, in one file that works from disk."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.locales import direction
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.output.email.mailto import Mailto, mailto
from entreaty.output.manifest import ManifestEntry
from entreaty.output.text import confined_bodies
from entreaty.storage.files import write_whole
from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.writing.letter import Letter, LetterId


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOnPage:
    """One letter as the page shows it.

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


def write_outreach_page(
    campaign: Campaign, letters: Iterable[Letter], entries: Iterable[ManifestEntry], folder: Path
) -> Path:
    """Write the page for the letters that lie in a folder into that folder, and return its file.

    Args:
        campaign: Whose letters they are.
        letters: The letters.
        entries: What the manifest says of each.
        folder: Where they lie.

    Raises:
        ContentError: A template cannot be filled in.
        FolderError: The page cannot be written.
    """
    unverified = {one.id for one in campaign.recipients if one.verified.status == "unverified"}
    pdfs = {entry.id for entry in entries if "pdf" in entry.files}
    with confined_bodies(campaign.templates) as bodies:
        page = outreach_page(letters, bodies.body, pdfs=pdfs, unverified=unverified, say=campaign.page_words)
    path = folder / "outreach.html"
    write_whole(path, page.encode(), root=folder)
    return path


def outreach_page(
    letters: Iterable[Letter],
    body: Callable[[Letter], str],
    *,
    pdfs: Collection[LetterId],
    unverified: Collection[str],
    say: PageWords = ENGLISH,
) -> str:
    """Return the page for letters, to be written into their folder.

    Args:
        letters: The letters.
        body: Returns the text of a letter.
        pdfs: Those that have a PDF.
        unverified: The ids of recipients whose address nobody has compared with a source.
        say: The words of the campaign's language.

    Raises:
        ContentError: A template cannot be filled in.
    """
    shown = []
    for letter in letters:
        text = body(letter)
        pdf = f"{letter.id}.pdf" if letter.id in pdfs else ""
        doubtful = letter.recipient in unverified
        shown.append(LetterOnPage(letter=letter, text=text, mailto=mailto(letter, text), pdf=pdf, unverified=doubtful))
    return LetterTemplates(DATA).render(
        "outreach.html", letters=shown, say=Function(say), language=say.language, direction=direction(say.language)
    )
