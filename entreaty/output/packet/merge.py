"""All letters in one tagged file for the printer; with its neighbours the only pikepdf door for what we write."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
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
class Behind:
    """What lies behind a letter.

    Attributes:
        title: Its bookmark, below that of the letter.
        content: The PDF, which others have made.
        tagged: Whether its tags are taken over.
    """

    title: str
    content: bytes
    tagged: bool


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One letter to merge.

    Attributes:
        title: Its bookmark.
        file: Its PDF.
        behind: Its enclosures, which lie behind it.
    """

    title: str
    file: Path
    behind: tuple[Behind, ...] = ()


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
    """Merge letters in their order, each and each enclosure beginning on an odd page for printing on both sides.

    The tags of each letter are kept (PDF/UA-1), what letters have in common is there once, and the same letters give
    the same bytes. With an enclosure whose tags are not taken over, the file does not say that it is PDF/UA.

    Args:
        letters: The letters in the order of their envelopes.
        title: The title of the file, in English.
    """
    with pikepdf.new() as packet, ExitStack() as sources:
        tags, resources, passages = Tags(packet), Resources(), Passages()
        enclosures = _Enclosures(packet, tags, sources)
        of_letters: list[pikepdf.Page] = []
        with packet.open_outline() as outline:
            for letter in letters:
                _begin_on_odd_page(packet, of_letters)
                item = pikepdf.OutlineItem(letter.title, len(packet.pages))
                outline.root.append(item)
                with pikepdf.open(letter.file) as source:
                    first, links = len(packet.pages), _take_links(source)
                    packet.pages.extend(source.pages)
                    pages = list(packet.pages[first:])
                    _put_links(links, pages)
                    tags.add(source, pages, letter.title)
                of_letters += pages
                for behind in letter.behind:
                    _begin_on_odd_page(packet, of_letters)
                    item.children.append(pikepdf.OutlineItem(behind.title, len(packet.pages)))
                    enclosures.add(behind)
        tags.finish()
        share_fonts(packet, enclosures.objects)
        for page in of_letters:
            page.obj.Resources = resources.one(page.obj.get("/Resources", pikepdf.Dictionary()))
            passages.add(page)
        passages.share(packet)
        _describe(packet, title, accessible=tags.whole)
        content = BytesIO()
        packet.save(content, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return MergedFile(content=content.getvalue(), pages=len(packet.pages))


class _Enclosures:
    """Puts enclosures behind letters: nothing in them is decoded, since it may be of any kind and size.

    Attributes:
        objects: The numbers of their objects, in ranges.
    """

    def __init__(self, packet: pikepdf.Pdf, tags: Tags, sources: ExitStack) -> None:
        self.objects: list[range] = []
        self._packet, self._tags, self._sources = packet, tags, sources
        self._opened: dict[bytes, pikepdf.Pdf] = {}
        self._resources = Resources()

    def add(self, behind: Behind) -> None:
        """Add the pages of an enclosure; their contents are there once for all letters."""
        before, first = self._next_number(), len(self._packet.pages)
        if behind.tagged:
            source = self._sources.enter_context(pikepdf.open(BytesIO(behind.content)))
            links = _take_links(source)
            self._packet.pages.extend(source.pages)
            pages = list(self._packet.pages[first:])
            _put_links(links, pages)
            self._tags.add_of_others(source, pages, behind.title)
            for page in pages:
                for key in {"/Resources", "/Contents"} & page.obj.keys():
                    page.obj[key] = self._resources.one(page.obj[key])
        else:
            self._packet.pages.extend(self._untagged(behind.content).pages)
            self._tags.leave_out()
        self.objects.append(range(before, self._next_number()))

    def _untagged(self, content: bytes) -> pikepdf.Pdf:
        """Return a PDF without what leads from its pages into a structure tree or to other places."""
        if content not in self._opened:
            source = self._sources.enter_context(pikepdf.open(BytesIO(content)))
            for page in source.pages:
                notes = [note for note in page.obj.get("/Annots", []) if note.get("/Subtype") != pikepdf.Name.Link]
                for holder, key in ((page.obj, "/StructParents"), *((note, "/StructParent") for note in notes)):
                    if key in holder:
                        del holder[key]
                if "/Annots" in page.obj:
                    page.obj.Annots = pikepdf.Array(notes)
            self._opened[content] = source
        return self._opened[content]

    def _next_number(self) -> int:
        return int(self._packet.make_indirect(pikepdf.Dictionary()).objgen[0])


def _begin_on_odd_page(packet: pikepdf.Pdf, of_letters: Sequence[pikepdf.Page]) -> None:
    """Add an empty back, of the size of the last letter's sheet, where the next page would be one."""
    if len(packet.pages) % 2:
        width, height = (int(side) for side in of_letters[-1].mediabox[2:])
        packet.add_blank_page(page_size=(width, height))


@dataclass(frozen=True, slots=True)
class _Link:
    """A link within a letter: the page and the place in its list, where it leads, and how that is shown."""

    page: int
    place: int
    target: int
    view: tuple[Any, ...]


def _take_links(source: pikepdf.Pdf) -> list[_Link]:
    """Take the links to named places out of a letter or an enclosure: every letter has the same names."""
    names = source.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    places = {str(name): place for name, place in pikepdf.NameTree(names).items()} if names is not None else {}
    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    links = []
    for number, page in enumerate(source.pages):
        for place, note in enumerate(page.obj.get("/Annots", [])):
            target, *view = _place(places.get(str(note.get("/Dest", ""))))
            if isinstance(target, pikepdf.Dictionary) and target.objgen in numbers:
                links.append(_Link(number, place, numbers[target.objgen], tuple(view)))
                del note.Dest
    return links


def _place(named: Any) -> list[Any]:
    """Return the page and the view that a name stands for, by itself or in a dictionary (ISO 32000-1, 12.3.2.3)."""
    if isinstance(named, pikepdf.Dictionary):
        named = named.get("/D")
    return list(named) if isinstance(named, pikepdf.Array) and named else [None]


def _put_links(links: Iterable[_Link], pages: Sequence[pikepdf.Page]) -> None:
    """Let the links lead to the pages of their letter."""
    for link in links:
        note = pages[link.page].obj.Annots[link.place]
        note.Dest = pikepdf.Array([pages[link.target].obj, *link.view])


def _describe(packet: pikepdf.Pdf, title: str, *, accessible: bool) -> None:
    """Name the file and, where all of it is accessible, its standard (ISO 14289-1, 5 and 7.1)."""
    packet.Root.Lang = pikepdf.String("en")
    packet.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with packet.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        if accessible:
            metadata["pdfuaid:part"] = "1"
