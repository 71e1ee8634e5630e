"""All letters in one tagged file for the printer; with its neighbours the only pikepdf door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from entreaty.output.packet.passages import Passages
from entreaty.output.packet.resources import Resources
from entreaty.output.packet.subsets import share_fonts
from entreaty.output.packet.tags import Tags


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One letter to merge.

    Attributes:
        title: Its bookmark.
        file: Its PDF.
    """

    title: str
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """The merged file.

    Attributes:
        content: The file.
        pages: How many pages it has, empty backs included.
    """

    content: bytes
    pages: int


def merge_letters(letters: Iterable[Enclosed], title: str) -> MergedFile:
    """Merge letters in their order, each beginning on an odd page for printing on both sides.

    The tags of each letter are kept (PDF/UA-1), what letters have in common is there once, and the same letters give
    the same bytes.

    Args:
        letters: The letters in the order of their envelopes.
        title: The title of the file, in English.
    """
    with pikepdf.new() as packet:
        tags, resources, passages = Tags(packet), Resources(), Passages()
        with packet.open_outline() as outline:
            for letter in letters:
                _begin_on_odd_page(packet)
                outline.root.append(pikepdf.OutlineItem(letter.title, len(packet.pages)))
                with pikepdf.open(letter.file) as source:
                    first, links = len(packet.pages), _take_links(source)
                    packet.pages.extend(source.pages)
                    pages = list(packet.pages[first:])
                    _put_links(links, pages)
                    tags.add(source, pages, letter.title)
        tags.finish()
        share_fonts(packet)
        for page in packet.pages:
            page.obj.Resources = resources.one(page.obj.get("/Resources", pikepdf.Dictionary()))
            passages.add(page)
        passages.share(packet)
        _describe(packet, title)
        content = BytesIO()
        packet.save(content, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return MergedFile(content=content.getvalue(), pages=len(packet.pages))


def _begin_on_odd_page(packet: pikepdf.Pdf) -> None:
    if len(packet.pages) % 2:
        width, height = (int(side) for side in packet.pages[-1].mediabox[2:])
        packet.add_blank_page(page_size=(width, height))


@dataclass(frozen=True, slots=True)
class _Link:
    """A link within a letter: the page and the place in its list, where it leads, and how that is shown."""

    page: int
    place: int
    target: int
    view: tuple[Any, ...]


def _take_links(source: pikepdf.Pdf) -> list[_Link]:
    """Take the links to named places out of a letter: every letter has the same names."""
    names = source.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    places = {str(name): place for name, place in pikepdf.NameTree(names).items()} if names is not None else {}
    links = []
    for number, page in enumerate(source.pages):
        for place, note in enumerate(page.obj.get("/Annots", [])):
            named = places.get(str(note.get("/Dest", "")))
            if named is not None:
                target, *view = named
                links.append(_Link(number, place, source.pages.index(pikepdf.Page(target)), tuple(view)))
                del note.Dest
    return links


def _put_links(links: Iterable[_Link], pages: Sequence[pikepdf.Page]) -> None:
    """Let the links lead to the pages of their letter."""
    for link in links:
        note = pages[link.page].obj.Annots[link.place]
        note.Dest = pikepdf.Array([pages[link.target].obj, *link.view])


def _describe(packet: pikepdf.Pdf, title: str) -> None:
    """Name the file and its standard (ISO 14289-1, 5 and 7.1)."""
    packet.Root.Lang = pikepdf.String("en")
    packet.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with packet.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        if "/StructTreeRoot" in packet.Root:
            metadata["pdfuaid:part"] = "1"
