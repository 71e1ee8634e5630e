"""A PDF taken apart into its objects as they are written, so that it can be put into another file.

ISO 32000-1, 14.7: the structure tree says what the marked contents of the pages are, and its parent tree leads back
from a page to its elements. What leads to pages and elements is written anew wherever the file is put; streams and
resources, which lead to none, can be shared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf

# Tokens of what qpdf writes, which escapes every parenthesis in a string: what refers to an object, what is a key of
# the parent tree, and strings, in which either may be said.
_TOKEN = re.compile(
    rb"(?P<number>\d+) (?P<generation>\d+) R\b|/StructParents? (?P<key>\d+)|\((?:[^\\()]|\\.)*\)", re.DOTALL
)
# A name that stands for another one, which does, and so on; nobody goes further than twice.
_STEPS = 10
# Letters of a group have the same objects, but for what they show.
_KEPT = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A PDF taken apart.

    Attributes:
        pages: The numbers of its pages.
        sheet: The size of the last one, as the entry "/MediaBox" has it.
        own: What leads to its pages and elements, by number: "<< /P 3 0 R /S /P >>".
        shared: Its resources and streams by number, each after those that it leads to: what they say, and what they
            hold, encoded; None for no stream.
        parts: The numbers of the outermost elements of its structure tree; none where it has none.
        parents: The entries of its parent tree: the key, and the element or elements that it leads to.
        names: The numbers of elements that have a name, with that name.
        page_tree: The number of the root of its pages.
        tag_tree: The number of the root of its structure tree; 0 where it has none.
        language: Its language, such as "en"; empty where it does not say.
    """

    pages: tuple[int, ...]
    sheet: bytes
    own: Mapping[int, bytes]
    shared: Mapping[int, tuple[bytes, bytes | None]]
    parts: tuple[int, ...]
    parents: tuple[tuple[int, bytes], ...]
    names: tuple[tuple[int, str], ...]
    page_tree: int
    tag_tree: int
    language: str


def letter_apart(pdf: pikepdf.Pdf) -> Apart:
    """Return a letter, whose links lead to pages in place of names, since every letter has the same names."""
    _let_links_lead_to_pages(pdf)
    return _apart(pdf, tagged="/StructTreeRoot" in pdf.Root)


def enclosure_apart(pdf: pikepdf.Pdf, *, tagged: bool) -> Apart:
    """Return a PDF that others have made.

    Args:
        pdf: The file.
        tagged: Whether its tags are taken over: that it is PDF/UA-1. Its own names of elements become those that they
            stand for (ISO 32000-1, 14.7.3), and its classes of attributes are left out, since a merged file has one
            list of each. Without, it loses what leads from its pages into a structure tree or to other places;
            links to the web stay.
    """
    if tagged:
        _name_by_the_standard(pdf.Root.StructTreeRoot)
        _let_links_lead_to_pages(pdf)
    else:
        _untag(pdf)
    return _apart(pdf, tagged=tagged)


@dataclass(frozen=True, slots=True)
class Cut:
    """Objects as they are written, cut where they refer to others or say a key of the parent tree.

    Attributes:
        texts: What stays: one more than there are numbers.
        numbers: What stands between: the number of an object; or of a key -1 for 0, -2 for 1 and so on.
    """

    texts: tuple[bytes, ...]
    numbers: tuple[int, ...]

    def filled(self, written: Mapping[int, bytes]) -> bytes:
        """Return the objects with something else in place of each number, and "null" where nothing is given for it."""
        parts = [b""] * (2 * len(self.numbers) + 1)
        parts[::2] = self.texts
        parts[1::2] = [written.get(number, b"null") for number in self.numbers]
        return b"".join(parts)


def cut(said: bytes) -> Cut:
    """Return objects as qpdf writes them, cut."""
    texts: list[bytes] = []
    numbers: list[int] = []
    done = 0
    for found in _TOKEN.finditer(said):
        if found["number"]:
            texts.append(said[done : found.start()])
            numbers.append(int(found["number"]))
        elif found["key"]:
            texts.append(said[done : found.start("key")])
            numbers.append(-1 - int(found["key"]))
        else:
            continue
        done = found.end()
    return Cut((*texts, said[done:]), tuple(numbers))


def _apart(pdf: pikepdf.Pdf, *, tagged: bool) -> Apart:
    pages = [page.obj for page in pdf.pages]
    tree = pdf.Root.StructTreeRoot if tagged else None
    parts = [one if one.is_indirect else pdf.make_indirect(one) for one in _listed(tree.K)] if tree is not None else []
    for part in parts:
        for key in {"/S", "/P", "/T", "/Lang"} & part.keys():
            del part[key]
    for page in pages:
        page.Parent = pdf.Root.Pages
        if "/Resources" in page and not page.Resources.is_indirect:
            page.Resources = pdf.make_indirect(page.Resources)
    parents = tuple(pikepdf.NumberTree(tree.ParentTree).items()) if tree is not None else ()
    numbers = tuple(page.objgen[0] for page in pages)
    of_parts = tuple(part.objgen[0] for part in parts)
    roots = (pdf.Root.Pages.objgen[0], tree.objgen[0] if tree is not None else 0)
    written = tuple((int(key), bytes(value.unparse())) for key, value in parents)
    objects = _Objects(pdf, roots)
    objects.follow([*pages, *parts, *(one for _, one in parents)])
    return Apart(
        pages=numbers,
        sheet=bytes(pages[-1].MediaBox.unparse()),
        own=objects.own,
        shared=objects.shared,
        parts=of_parts,
        parents=written,
        names=tuple(objects.names()) if tagged else (),
        page_tree=roots[0],
        tag_tree=roots[1],
        language=str(pdf.Root.get("/Lang", "")),
    )


class _Objects:
    """The objects that pages and elements lead to.

    Attributes:
        own: Those that lead back to pages and elements, or are such, by number.
        shared: Resources and streams, and what these lead to.
    """

    def __init__(self, pdf: pikepdf.Pdf, roots: tuple[int, int]) -> None:
        self.own: dict[int, bytes] = {}
        self.shared: dict[int, tuple[bytes, bytes | None]] = {}
        self._pdf, self._roots = pdf, roots

    def follow(self, begin: list[pikepdf.Object]) -> None:
        """Take in objects and what they lead to."""
        resources = {one.Resources.objgen[0] for one in begin if _is_dictionary(one) and "/Resources" in one}
        waiting = [
            number
            for one in begin
            for number in ([one.objgen] if one.is_indirect else _references(one.unparse(resolved=True)))
        ]
        shared: dict[tuple[int, int], None] = {}
        while waiting:
            number, generation = waiting.pop()
            if number in self.own or number in self._roots or (number, generation) in shared:
                continue
            found = self._pdf.get_object(number, generation)
            if number in resources or isinstance(found, pikepdf.Stream):
                shared[number, generation] = None
            else:
                self.own[number] = found.unparse(resolved=True)
                waiting += _references(self.own[number])
        self._follow_shared([*shared])

    def _follow_shared(self, begin: list[tuple[int, int]]) -> None:
        """Take in resources, each after what it leads to, unless that leads back to it."""
        waiting = [(number, False) for number in begin]
        read: dict[int, tuple[bytes, bytes | None]] = {}
        while waiting:
            (number, generation), has_led = waiting.pop()
            if has_led:
                self.shared[number] = read[number]
            elif number not in read and number not in self.own:
                found = self._pdf.get_object(number, generation)
                if isinstance(found, pikepdf.Stream):
                    read[number] = found.stream_dict.unparse(resolved=True), found.read_raw_bytes()
                else:
                    read[number] = found.unparse(resolved=True), None
                waiting.append(((number, generation), True))
                waiting += [(other, False) for other in _references(read[number][0])]

    def names(self) -> Iterator[tuple[int, str]]:
        """Yield the number and the name of each element that has one."""
        for number, said in self.own.items():
            if b"/ID " in said and b"/S " in said:
                name = self._pdf.get_object(number, 0).get("/ID")
                if isinstance(name, pikepdf.String):
                    yield number, str(name)


@lru_cache(_KEPT)
def _references(said: bytes) -> tuple[tuple[int, int], ...]:
    """Return the number and generation of each object that an object refers to."""
    found = _TOKEN.finditer(said)
    return tuple((int(one["number"]), int(one["generation"])) for one in found if one["number"])


def _let_links_lead_to_pages(pdf: pikepdf.Pdf) -> None:
    """Replace the names of places, which are texts, or names in older files (ISO 32000-1, 12.3.2.3)."""
    places = dict(_named_places(pdf.Root))
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            action: Any = note.get("/A")
            goes = _is_dictionary(action) and action.get("/S") == pikepdf.Name.GoTo
            for holder, key in ((note, "/Dest"), *([(action, "/D")] if goes else [])):
                place = _place(holder.get(key), places)
                if place is not None:
                    holder[key] = place


def _named_places(root: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield the places of a file by their names: of older files, such as "/note-1", and of newer, such as "note-1"."""
    yield from root.get("/Dests", pikepdf.Dictionary()).items()
    names = root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if names is not None:
        yield from ((str(name), place) for name, place in pikepdf.NameTree(names).items())


def _place(said: Any, places: Mapping[str, pikepdf.Object]) -> pikepdf.Object | None:
    """Return the place that a name stands for; None for what is none, or where there is no such place."""
    place = places.get(str(said)) if isinstance(said, (pikepdf.String, pikepdf.Name)) else None
    return place.get("/D") if isinstance(place, pikepdf.Dictionary) else place


def _untag(pdf: pikepdf.Pdf) -> None:
    """Take away what leads into a structure tree, and links but for those to the web: their actions are kept alone."""
    for page in pdf.pages:
        notes = [note for note in page.obj.get("/Annots", []) if _is_kept(note)]
        for holder, key in ((page.obj, "/StructParents"), *((note, "/StructParent") for note in notes)):
            if key in holder:
                del holder[key]
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array(notes)


def _is_kept(note: pikepdf.Object) -> bool:
    if note.get("/Subtype") != pikepdf.Name.Link:
        return True
    action: Any = note.get("/A")
    if not _is_dictionary(action) or action.get("/S") != pikepdf.Name.URI or "/URI" not in action:
        return False
    note.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=action.URI)
    return True


def _name_by_the_standard(tree: pikepdf.Object) -> None:
    roles = {str(name): str(role) for name, role in tree.get("/RoleMap", pikepdf.Dictionary()).items()}
    for element in (one for part in _listed(tree.K) for one in _all_of(part)):
        if (role := _standard(str(element.S), roles)) != str(element.S):
            element.S = pikepdf.Name(role)
        for key in ("/C", "/NS"):
            if key in element:
                del element[key]


def _all_of(part: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an element and all below it, each once, even where a hostile tree leads back into itself."""
    waiting, met = [part], set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect and element.objgen in met:
            continue
        met.add(element.objgen)
        yield element
        waiting += [kid for kid in _listed(element.get("/K", [])) if _is_dictionary(kid) and "/S" in kid]


def _standard(name: str, roles: Mapping[str, str]) -> str:
    """Return what a name of elements stands for in the end, such as "/P" for "/Standard"."""
    for _ in range(_STEPS):
        if name not in roles:
            break
        name = roles[name]
    return name


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, (list, pikepdf.Array)) else [kids]


def _is_dictionary(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary)
