"""The outreach page: every recipient with what it takes to write to them by hand, in one file that works from disk."""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from entreaty.content.campaign import Campaign
from entreaty.content.files.conditions import ALIKE
from entreaty.content.files.enclosures import contents_of
from entreaty.content.locales import direction
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.content.shipped.postage import ZONES, Zone, load_postage
from entreaty.output.email.mailto import mailto
from entreaty.output.manifest import ManifestEntry
from entreaty.output.pages.texts import shared_texts
from entreaty.output.pages.type import with_type
from entreaty.output.text import confined_bodies
from entreaty.storage.files import write_whole
from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.writing.letter import Enclosure, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLetter:
    """One letter as the page lists it.

    Attributes:
        letter: The letter.
        name: Whom it goes to, such as "Dr Ann Lee".
        about: What else is known of them: office and organisation, such as "Member of Parliament, Example Parliament".
        constituency: Whom they represent; empty where nothing is said.
        party: Their party; empty where nothing is said.
        zone: What it costs to post; empty where there is no postal address.
        pdf: The PDF's place beside the page; empty where none was made.
        unverified: Whether nobody has compared the recipient's address with a source.
    """

    letter: Letter
    name: str
    about: str = ""
    constituency: str = ""
    party: str = ""
    zone: Zone | None = None
    pdf: str = ""
    unverified: bool = False


def write_outreach_page(
    campaign: Campaign, letters: Iterable[Letter], entries: Iterable[ManifestEntry], folder: Path
) -> Path:
    """Write the page for the letters that lie in a folder into that folder, with their enclosures, and return its file.

    Args:
        campaign: Whose letters they are.
        letters: The letters.
        entries: What the manifest says of each.
        folder: Where they lie.

    Raises:
        ContentError: A template cannot be filled in.
        FolderError: The page or an enclosure cannot be written.
    """
    letters = tuple(letters)
    pdfs = {str(entry.id) for entry in entries if "pdf" in entry.files}
    with confined_bodies(campaign.templates) as bodies:
        page = outreach_page(_listed(campaign, letters, pdfs), bodies.body, campaign.page_words)
    path = folder / "outreach.html"
    for place, content in _enclosed(campaign, letters).items():
        write_whole(folder / place, content, root=folder)
    write_whole(path, with_type(page).encode(), root=folder)
    return path


def _enclosed(campaign: Campaign, letters: Iterable[Letter]) -> dict[str, bytes]:
    """Return what letters enclose by its place beside the page, each file of an appeal once."""
    contents = contents_of(campaign.enclosures)
    return {_place(letter, one): contents[one.fingerprint] for letter in letters for one in letter.enclosures}


def _place(letter: Letter, enclosure: Enclosure) -> str:
    """Return where the page finds an enclosure, such as "visits/enclosures/petition.pdf": no letter lies there."""
    return f"{letter.appeal}/enclosures/{enclosure.name}"


def _listed(campaign: Campaign, letters: Iterable[Letter], pdfs: Collection[str]) -> Iterator[ListedLetter]:
    recipients = {one.id: one for one in campaign.recipients}
    posted_in = campaign.sender.country if campaign.sender else ""
    postage, language = load_postage(), campaign.language
    for letter in letters:
        one = recipients[letter.recipient]
        yield ListedLetter(
            letter=letter,
            name=one.whom(language),
            about=one.about(language),
            constituency=one.in_words("constituency", language),
            party=one.in_words("party", language),
            zone=postage.zone(one.address.country, posted_in) if one.address.lines else None,
            pdf=f"{letter.id}.pdf" if str(letter.id) in pdfs else "",
            unverified=one.verified.status == "unverified",
        )


def outreach_page(listed: Iterable[ListedLetter], body: Callable[[Letter], str], say: PageWords = ENGLISH) -> str:
    """Return the page for letters, to be written into their folder.

    What letters share stands in it once: five thousand letters take less than three megabytes.

    Args:
        listed: The letters.
        body: Returns the text of a letter.
        say: The words of the campaign's language.

    Raises:
        ContentError: A template cannot be filled in.
    """
    shown = tuple(listed)
    data = _data(shown, body)
    return LetterTemplates(DATA).render(
        "outreach.html",
        letters=data["letters"],
        groups=data["groups"],
        data=_as_script(data),
        zones=[zone for zone in ZONES if any(one.zone == zone for one in shown)],
        say=Function(say),
        language=say.language,
        direction=direction(say.language),
    )


def _data(listed: Sequence[ListedLetter], body: Callable[[Letter], str]) -> dict[str, Any]:
    """Return what the page shows letters from, with scripts and without."""
    links: list[str] = []

    def texts() -> Iterator[tuple[tuple[Hashable, ...], str]]:
        for one in listed:
            text = body(one.letter)
            link = mailto(one.letter, text)
            links.append("whole" if link.whole else "short" if link.url else "")
            yield _kind(one.letter), text

    shared = shared_texts(texts())
    # Letters of one group are of one kind, so that any of them tells what all of them say outside of their text.
    of_group = {group: one.letter for one, (group, _) in zip(listed, shared.texts, strict=True)}
    letters = [
        _letter_as_data(one, link) | {"group": group, "own": own}
        for one, link, (group, own) in zip(listed, links, shared.texts, strict=True)
    ]
    groups = [_group_as_data(of_group[place]) | {"text": text} for place, text in enumerate(shared.groups)]
    return {"pieces": shared.pieces, "groups": groups, "letters": letters, "alike": ALIKE}


def _kind(letter: Letter) -> tuple[Hashable, ...]:
    """Return what letters with nearly the same text have in common."""
    return (letter.appeal, letter.lang, letter.subject, letter.closing, letter.enclosures, *letter.passages)


def _group_as_data(letter: Letter) -> dict[str, Any]:
    return {
        "lang": letter.lang,
        "dir": letter.direction,
        "subject": letter.subject,
        "closing": letter.closing,
        "enclosed": [{"title": one.title, "file": quote(_place(letter, one))} for one in letter.enclosures],
    }


def _letter_as_data(one: ListedLetter, link: str) -> dict[str, Any]:
    letter = one.letter
    told = {
        "id": str(letter.id),
        "name": one.name,
        "about": one.about,
        "constituency": one.constituency,
        "party": one.party,
        "zone": one.zone,
        "salutation": letter.salutation if link == "short" else "",
        "email": letter.email,
        "link": link,
        "form": letter.contact_form,
        "pdf": one.pdf,
        "unverified": one.unverified,
    }
    return {name: value for name, value in told.items() if value}


def _as_script(data: Mapping[str, Any]) -> str:
    """Return data for an element `script` of HTML, which nothing within can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
