"""What a letter's pages are to a screen reader: the structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

WeasyPrint 70 makes an element of each box: two of a paragraph that goes on over the page, with the notes between them,
and one of each run of words in one style. Here each element of the page's HTML becomes one element of the tree, over
however many pages, and only what says something becomes one. Tables and pictures are left to WeasyPrint.

A note at the foot of a page is a `Note` in the paragraph that calls it, behind the paragraph's last words: so no
sentence is interrupted, and whoever wants the note at once follows the link of its call, a `Reference`, and that of its
number back. ISO 32000-1, 14.8.4.4 leaves the place to the writer; ISO 14289-1, 7.9 wants the elements and their ids;
PAC 2024 looks for `Note` in `P`, `Lbl` in `Note`, and the reference. Notes at the end of the letter stay there, each in
a `P` of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER
from weasyprint.pdf import tags as of_weasyprint

from entreaty.output.pdf.boxes import walk
from entreaty.output.pdf.document.note_links import is_call, is_note

# ISO 32000-1, 14.8.4: in these, words stand in paragraphs only.
_GROUPS = frozenset(["Document", "Part", "Art", "Sect", "Div", "BlockQuote", "NonStruct", "L", "LI", "LBody"])
# ISO 32000-1, 14.8.4.4: these stand among words.
_AMONG_WORDS = frozenset(["Reference", "Link", "Span"])
_SAYING_NOTHING = frozenset(["Span", "NonStruct"])
# ISO 32000-1, table 347.
_NUMBERING = {
    "decimal": "Decimal",
    "arabic-indic": "Decimal",
    "persian": "Decimal",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
}
# ISO 32000-1, table 330.
_IN_MARGIN = {
    "top": {"Subtype": "/Header", "Attached": "[/Top]"},
    "bot": {"Subtype": "/Footer", "Attached": "[/Bottom]"},
}


class _Element(pydyf.Dictionary):  # type: ignore[misc]
    """An element of the tree, which is in the file once it holds something.

    Attributes:
        above: The element that holds it; None for the outermost, and for a note at the foot of a page.
        words: The paragraph that was begun for the words that follow; None where there is none.
        number: The number of the object; None until it is in the file.
        reference: What refers to it in the file.
    """

    above: "_Element | None"
    words: "_Element | None"
    number: int | None
    reference: bytes

    def __init__(self, pdf: Any, kind: str, above: "_Element | None", page: bytes | None) -> None:
        super().__init__({"Type": "/StructElem", "S": f"/{kind}", "K": pydyf.Array()})
        self.above, self.words = above, None
        self._pdf = pdf
        if page is not None:
            self["Pg"] = page

    def hold(self, kid: Any) -> None:
        """Add what comes next: a mark, a link's annotation, or the reference of an element."""
        self.words = None
        self.put_into_file()["K"].append(kid)

    def put_into_file(self, *, first: bool = False) -> "_Element":
        """Put it, and what holds it, into the file; behind what is there, or before it."""
        if self.number is None:
            self._pdf.add_object(self)
            if self.above is not None:
                self["P"] = self.above.put_into_file().reference
                if first:
                    self.above["K"].insert(0, self.reference)
                else:
                    self.above.hold(self.reference)
        return self


class _Tree:
    """The tree of one file."""

    def __init__(self, pdf: Any, said_by_links: Mapping[str, str]) -> None:
        self._pdf, self._said_by_links = pdf, said_by_links
        self._root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(self._root)
        self.document = _Element(pdf, "Document", None, None)
        self.document.put_into_file()["P"] = self._root.reference
        self._root["K"] = pydyf.Array([self.document.reference])
        # By an element of the page and its name, or that of what it generates, such as "li::marker".
        self._made: dict[tuple[Any, str], _Element] = {}
        self._labelled: dict[Any, _Element] = {}
        self._callers: dict[Any, _Element] = {}
        self._footnotes: list[tuple[_Element, _Element]] = []
        self._parents = pydyf.Array()
        self._annotations: list[tuple[bytes, Any]] = []

    def add(self, number: int, page_box: Any, stream: Any) -> None:
        """Add a page.

        Args:
            number: Its number, counted from 0.
            page_box: Its box.
            stream: Its content, with the mark of each text and picture.
        """
        self._number, self._page = number, self._pdf.page_references[number]
        self._stream, self._tags = stream.stream, stream._tags  # noqa: SLF001 - the only way to marks
        self._nums: dict[int, bytes] = {}
        rows = enumerate(self._stream)
        self._rows = {row["MCID"]: place for place, row in rows if isinstance(row, pydyf.Dictionary) and "MCID" in row}
        count = len(self._tags)
        self._visit(page_box, self.document)
        held = pydyf.Array([self._nums.get(mark, "null") for mark in range(count)])
        self._parents.extend([number, held])

    def finish(self) -> None:
        """Put each footnote behind its paragraph, and write down what leads from marks and ids to elements."""
        for caller, note in self._footnotes:
            note["P"] = caller.reference
            caller.hold(note.reference)
        for key, (reference, annotation) in enumerate(self._annotations, start=self._number + 1):
            self._parents.extend([key, reference])
            annotation["StructParent"] = key
        numbers = pydyf.Dictionary({"Nums": self._parents})
        self._pdf.add_object(numbers)
        self._root["ParentTree"] = numbers.reference
        named: dict[str, Any] = {one["ID"].string: one for one in self._pdf.objects if "ID" in _entries(one)}
        if named:
            pairs = [value for name in sorted(named) for value in (named[name]["ID"], named[name].reference)]
            self._root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})
        self._pdf.catalog["StructTreeRoot"] = self._root.reference
        self._pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self._pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _visit(self, box: Any, around: _Element) -> None:
        """Add a box and all in it to the element around it."""
        box = getattr(box, "_box", box)
        if isinstance(box, boxes.TextBox):
            self._add_words(box, around)
        elif isinstance(box, boxes.ReplacedBox) or box.is_table_wrapper:
            self._add_by_weasyprint(box, around)
        elif isinstance(box, boxes.MarginBox) and not any(inner.link_annotation for inner, _ in walk(box)):
            self._leave_out(box)
        else:
            within = self._element_of(box, around)
            for child in box.children:
                self._visit(child, within)

    def _add_words(self, box: Any, around: _Element) -> None:
        if box not in self._tags:
            LOGGER.warning('Text "%s" is not drawn', box.text)
            return
        mark = self._mark_of(box)
        if box.text.isspace() and mark in self._rows:
            # Nothing is drawn of it, and without it words would run together (ISO 32000-1, 14.8.2.5).
            self._stream[self._rows[mark]]["ActualText"] = pydyf.String(box.text)
        holder = self._holder_of_words(around)
        holder.hold(
            mark if holder["Pg"] == self._page else pydyf.Dictionary({"Type": "/MCR", "Pg": self._page, "MCID": mark})
        )
        self._nums[mark] = holder.reference

    def _mark_of(self, box: Any) -> int:
        mark: int = self._tags.pop(box)["mcid"]
        return mark

    def _holder_of_words(self, around: _Element) -> _Element:
        if around["S"][1:] not in _GROUPS:
            return around
        words = around.words or self._element("P", around)
        words.put_into_file()
        around.words = words
        return words

    def _add_by_weasyprint(self, box: Any, around: _Element) -> None:
        around.put_into_file()
        made = of_weasyprint._build_box_tree(  # noqa: SLF001 - it knows the headers of cells, and the words of pictures
            *(box, around, self._pdf, self._number, self._nums, self._annotations, self._tags)
        )
        for element in made:
            around.hold(element.reference)

    def _leave_out(self, box: Any) -> None:
        """Make the words of a margin an artifact (ISO 14289-1, 7.8)."""
        kind = pydyf.Dictionary({"Type": "/Pagination", **_IN_MARGIN.get(box.at_keyword[1:4], {})})
        for inner, _ in walk(box):
            if inner in self._tags and (mark := self._mark_of(inner)) in self._rows:
                place = self._rows[mark]
                self._stream[place - 1 : place + 1] = "/Artifact", kind

    def _element_of(self, box: Any, around: _Element) -> _Element:
        """Return the element for what a box holds: its own, or the one around it where it says nothing."""
        if box.element is None or isinstance(box, boxes.LineBox):
            return around
        key = box.element, box.element_tag
        within = self._made.get(key)
        if within is None:
            within = self._made[key] = self._new(box, around)
        if box.link_annotation:
            within = self._made[key] = self._linked(box.link_annotation, within)
        return within

    def _new(self, box: Any, around: _Element) -> _Element:
        element, (name, _, generated) = box.element, box.element_tag.partition("::")
        if generated == "footnote-call":
            self._callers[element] = _paragraph(self._holder_of_words(around))
        elif generated in ("marker", "footnote-marker") and element in self._labelled:
            return self._element("Lbl", self._labelled[element]).put_into_file(first=True)
        if generated or name in ("html", "body"):
            return around
        if element in self._callers or (is_note(element) and around["S"] not in ("/Note", "/L")):
            return self._note(element, around)
        return self._of_kind(box, of_weasyprint._get_pdf_tag(name), around)  # noqa: SLF001 - as above

    def _note(self, element: Any, around: _Element) -> _Element:
        if element in self._callers:
            note = self._element("Note", None).put_into_file()
            self._footnotes.append((self._callers[element], note))
        else:
            note = self._element("Note", self._element("P", around))
        note["ID"] = pydyf.String(element.get("id") or f"note-{len(self._footnotes)}")
        self._labelled[element] = note
        return note

    def _of_kind(self, box: Any, kind: str, around: _Element) -> _Element:
        element, language = box.element, box.element.get("lang")
        if kind == "L" and all(map(is_note, element)):
            kind = "Div"
        elif is_call(element):
            around = self._element("Reference", around)
            if kind != "Link":
                return around
        elif kind in _SAYING_NOTHING and not language:
            if isinstance(box, boxes.InlineLevelBox) or around["S"][1:] not in _GROUPS:
                return around
            kind = "NonStruct"
        made = self._element(kind, around)
        if language:
            made["Lang"] = pydyf.String(language)
        if kind == "L" and element.tag != "dl":
            numbering = _NUMBERING.get(box.style["list_style_type"], "None")
            made["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        if kind == "LI":
            self._labelled[element] = made
            made = self._element("LBody", made)
        return made

    def _linked(self, annotation: Any, within: _Element) -> _Element:
        """Return the element of a link, which holds what it leads from."""
        link = within if within["S"] == "/Link" else self._element("Link", within)
        link.hold(pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._page}))
        self._annotations.append((link.reference, annotation))
        target = annotation["Dest"].string if "Dest" in annotation else ""
        if target in self._said_by_links:
            annotation["Contents"] = pydyf.String(self._said_by_links[target])
        return link

    def _element(self, kind: str, above: _Element | None) -> _Element:
        return _Element(
            self._pdf, kind, self._holder_of_words(above) if above and kind in _AMONG_WORDS else above, self._page
        )


def _entries(one: Any) -> dict[str, Any]:
    return one if isinstance(one, dict) else {}


def _paragraph(holder: _Element) -> _Element:
    """Return the paragraph, or the heading, that words among words are in."""
    while holder["S"][1:] in _AMONG_WORDS and holder.above is not None:
        holder = holder.above
    return holder


def add_structure(pdf: Any, document: Any, _version: str, streams: Sequence[Any]) -> None:
    """Add the structure tree to a file, called as WeasyPrint calls its own `add_tags`.

    Args:
        pdf: The file, as pydyf's objects.
        document: The document that it is made from, with `said_by_links`.
        streams: The contents of its pages.
    """
    if "Lang" not in pdf.catalog:
        LOGGER.error('Missing required "lang" attribute at the root of the document')
        pdf.catalog["Lang"] = pydyf.String()
    tree = _Tree(pdf, document.said_by_links)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tree.add(number, page._page_box, stream)  # noqa: SLF001 - the only way to boxes
    tree.finish()
