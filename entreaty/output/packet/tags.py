"""The tags of a merged file: each letter's own tree stays whole, as a part of one document.

ISO 32000-1, 14.7: the structure tree says what the marked contents of the pages are, and its parent tree leads back
from a page to its elements. Both are numbered anew, so that no letter's marks are taken for another's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

# A name that stands for another one, which does, and so on; nobody goes further than twice.
_STEPS = 10
# ISO 32000-1, 14.8.4.3 and 14.8.4.4: elements that may hold text without a span around it.
_HOLDING_TEXT = frozenset(["/P", "/H1", "/H2", "/Lbl", "/LBody", "/Link", "/Span", "/NonStruct", "/Note", "/TD", "/TH"])


class Tags:
    """The structure tree of a file that letters are added to.

    Attributes:
        whole: Whether everything in the file has tags.
    """

    def __init__(self, packet: pikepdf.Pdf) -> None:
        self._packet = packet
        self._numbers: list[Any] = []
        self._next = 0
        self.whole = self._usable = True
        self._names: list[tuple[str, Any]] = []
        self._root = packet.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        document = pikepdf.Dictionary(S=pikepdf.Name.Document, P=self._root, K=pikepdf.Array())
        self._document = packet.make_indirect(document)

    def add(self, source: pikepdf.Pdf, pages: list[pikepdf.Page], title: str) -> None:
        """Take over the tags of a file whose pages have been copied.

        Args:
            source: The file, still open.
            pages: Its pages in the merged file.
            title: What the part is called.
        """
        if "/StructTreeRoot" not in source.Root:
            self._usable = False
            return
        tree = self._packet.copy_foreign(source.Root.StructTreeRoot)
        numbers = pikepdf.NumberTree(tree.ParentTree)
        marks = {
            page.obj.objgen: numbers[int(page.obj.StructParents)] for page in pages if "/StructParents" in page.obj
        }
        for part in self._parts(tree, source, title):
            _dissolve_spans(part, marks)
            self._name_apart(part)
        self._renumber(numbers, pages)

    def add_of_others(self, source: pikepdf.Pdf, pages: list[pikepdf.Page], title: str) -> None:
        """Take over the tags of a PDF/UA-1 file that others have made; arguments as for `add`.

        Its own names of elements become those that they stand for (ISO 32000-1, 14.7.3), and its classes of attributes
        are left out, since a merged file has one list of each.
        """
        tree = self._packet.copy_foreign(source.Root.StructTreeRoot)
        roles = {str(name): str(role) for name, role in tree.get("/RoleMap", pikepdf.Dictionary()).items()}
        for part in self._parts(tree, source, title):
            for element in _all_of(part):
                if (role := _standard(str(element.S), roles)) != str(element.S):
                    element.S = pikepdf.Name(role)
                for key in ("/C", "/NS"):
                    if key in element:
                        del element[key]
            self._name_apart(part)
        self._renumber(pikepdf.NumberTree(tree.ParentTree), pages)

    def leave_out(self) -> None:
        """Take note that the file has pages without tags."""
        self.whole = False

    def finish(self) -> None:
        """Write the trees into the file, which counts as tagged if every letter is; enclosures may be without tags."""
        self.whole = self.whole and self._usable and bool(self._document.K)
        if not self._usable or not self._document.K:
            return
        self._root.K = pikepdf.Array([self._document])
        numbers = pikepdf.Dictionary(Nums=pikepdf.Array(self._numbers))
        self._root.ParentTree = self._packet.make_indirect(numbers)
        self._root.ParentTreeNextKey = self._next
        if self._names:
            pairs = [value for pair in sorted(self._names, key=lambda pair: pair[0]) for value in pair]
            self._root.IDTree = self._packet.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))
        self._packet.Root.StructTreeRoot = self._root
        self._packet.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def _parts(self, tree: pikepdf.Object, source: pikepdf.Pdf, title: str) -> Iterator[pikepdf.Object]:
        """Yield the outermost elements of a tree, each as a part of the document with that title."""
        language = source.Root.get("/Lang")
        for part in _listed(tree.K):
            part.S, part.P, part.T = pikepdf.Name.Part, self._document, pikepdf.String(title)
            if language is not None:
                part.Lang = pikepdf.String(str(language))
            self._document.K.append(part)
            yield part

    def _renumber(self, parents: pikepdf.NumberTree, pages: list[pikepdf.Page]) -> None:
        first = self._next
        for key, element in parents.items():
            self._numbers += [first + key, element]
            self._next = max(self._next, first + key + 1)
        for page in pages:
            _raise(page.obj, "/StructParents", first)
            for note in page.obj.get("/Annots", []):
                _raise(note, "/StructParent", first)

    def _name_apart(self, part: pikepdf.Object) -> None:
        """Set the number of the letter before the ids of its elements, which are unique within a file only."""
        for element in _all_of(part):
            if "/ID" in element:
                element.ID = pikepdf.String(f"{len(self._document.K):05}-{element.ID}")
                self._names.append((str(element.ID), element))


def _all_of(part: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an element and all below it, each once, even where a hostile tree leads back into itself."""
    waiting, met = [part], set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect and element.objgen in met:
            continue
        met.add(element.objgen)
        yield element
        waiting += [kid for kid in _listed(element.get("/K", [])) if _is_element(kid)]


def _standard(name: str, roles: Mapping[str, str]) -> str:
    """Return what a name of elements stands for in the end, such as "/P" for "/Standard"."""
    for _ in range(_STEPS):
        if name not in roles:
            break
        name = roles[name]
    return name


def _dissolve_spans(element: pikepdf.Object, marks: Mapping[tuple[int, int], pikepdf.Object]) -> None:
    """Put what spans without attributes hold into the elements around them: they say nothing, and are most of a tree.

    Args:
        element: The element whose spans are dissolved, those within others first.
        marks: The element of each mark on a page, by the page; kept up to date.
    """
    kids: list[Any] = []
    for kid in _listed(element.get("/K", [])):
        if not _is_element(kid):
            kids.append(kid)
            continue
        _dissolve_spans(kid, marks)
        if not _says_nothing(kid) or str(element.S) not in _HOLDING_TEXT or kid.get("/Pg") != element.get("/Pg"):
            kids.append(kid)
            continue
        for inner in _listed(kid.K):
            if isinstance(inner, int):
                marks[kid.Pg.objgen][inner] = element
            else:
                inner.P = element
            kids.append(inner)
    if kids:
        element.K = pikepdf.Array(kids)


def _says_nothing(kid: pikepdf.Object) -> bool:
    known = set(kid.keys()) == {"/S", "/K", "/P", "/Pg", "/Type"}
    return known and kid.S == "/Span" and all(isinstance(inner, int) or _is_element(inner) for inner in _listed(kid.K))


def _raise(holder: pikepdf.Object, key: str, by: int) -> None:
    if key in holder:
        holder[key] = by + int(holder[key])


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, (list, pikepdf.Array)) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid
