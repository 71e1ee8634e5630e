"""WeasyPrint's layout, with each footnote of a page laid out once.

WeasyPrint 70 lays out all notes of a page anew whenever one more is called there, and again when the page is finished:
a letter's ten notes some forty times, a third of the time that a letter takes. A note does not depend on those around
it. So it is laid out alone, and an empty block of its height stands in for it until the page is finished.
"""

from math import inf
from typing import Any

from weasyprint import DEFAULT_OPTIONS, pdf
from weasyprint.css.properties import Dimension
from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import BlockBox, FootnoteAreaBox, LineBox
from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

from entreaty.output.pdf.document.directions import order_directions
from entreaty.output.pdf.document.note_links import link_notes
from entreaty.output.pdf.document.structure import add_structure

_add_tags = pdf.add_tags


def _add_own_tags(file: Any, document: Document, *more: Any) -> None:
    """Add the tags of letters to letters, and WeasyPrint's own to whatever else somebody sets with it."""
    add = add_structure if isinstance(document, SetDocument) else _add_tags
    add(file, document, *more)


# WeasyPrint leaves no other way to have other tags than its own.
pdf.add_tags = _add_own_tags


class SetDocument(Document):  # type: ignore[misc]
    """WeasyPrint's document, set with `_Context`.

    Attributes:
        options: The options that it was set with.
        said_by_links: What is told of links between calls and notes, by where they lead.
    """

    options: dict[str, Any]
    said_by_links: dict[str, str]

    @classmethod
    def of(cls, page: Any, fonts: Any, **options: Any) -> "SetDocument":
        """Return a page of HTML, set.

        Args:
            page: WeasyPrint's `HTML`.
            fonts: WeasyPrint's configuration of fonts.
            options: Its options.
        """
        # What the variant of PDF asks for is added to the options on the way.
        all_options = DEFAULT_OPTIONS | options
        order_directions(page.etree_element)
        document: SetDocument = cls._render(page, fonts, None, None, all_options)
        document.options = all_options
        return document

    def file(self) -> Any:
        """Return the PDF file as pydyf's objects."""
        self.said_by_links = link_notes(self.pages)
        return pdf.generate_pdf(self, None, 1, **self.options)

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = _Context
        return context


class _Context(LayoutContext):  # type: ignore[misc]
    """WeasyPrint's state of a layout, whose footnote areas are `_Area`."""

    @property
    def current_footnote_area(self) -> Any:
        """Return the footnote area of the page that is being laid out."""
        return self.__dict__["current_footnote_area"]

    @current_footnote_area.setter
    def current_footnote_area(self, area: Any) -> None:
        # WeasyPrint makes one for each page that it begins, and leaves it no other way to say of which class.
        area.__class__ = _Area
        area.context, area.stand_ins = self, {}
        self.__dict__["current_footnote_area"] = area


class _Area(FootnoteAreaBox):  # type: ignore[misc]
    """The footnotes of a page.

    Attributes:
        context: The state of the layout.
        stand_ins: What stands in for each note that was laid out alone, by the note as it was before.
    """

    context: _Context
    stand_ins: dict[Any, Any]
    children: list[Any]

    def deepcopy(self) -> Any:
        """Return what WeasyPrint lays out: the area with a block in the place of each note."""
        return self.copy_with_children([self._stand_in(note) for note in self.children])

    def translate(self, dx: float = 0, dy: float = 0, ignore_floats: bool = False) -> None:  # noqa: FBT001, FBT002 - as WeasyPrint calls it
        """Move the area to the foot of a page that is finished, which WeasyPrint does only then; fill in its notes."""
        self.children = [child.filled_in() if isinstance(child, _StandIn) else child for child in self.children]
        super().translate(dx, dy, ignore_floats)

    def _stand_in(self, note: Any) -> Any:
        if note not in self.stand_ins:
            self.stand_ins[note] = self._laid_out(note)
        return self.stand_ins[note] or note.deepcopy()

    def _laid_out(self, note: Any) -> "_StandIn | None":
        """Return a stand-in for the note; None where it may depend on what is around it."""
        alone = create_anonymous_boxes(self.copy_with_children([note.deepcopy()]))
        positioned: list[Any] = []
        area = block_level_layout(self.context, alone, -inf, None, self.page, True, positioned, positioned)[0]  # noqa: FBT003 - as above
        box, *others = area.children
        lines = type(box) is BlockBox and all(isinstance(line, LineBox) for line in box.children)
        if others or positioned or not lines:
            return None
        plain = box.style["position"] == "static" and box.style["box_sizing"] == "content-box"
        return _StandIn(box) if plain else None


class _StandIn(BlockBox):  # type: ignore[misc]
    """An empty block, as high as the note that it stands in for, and with the same margins."""

    def __init__(self, note: Any) -> None:
        """Take the laid-out note."""
        style = note.style.copy()
        style["height"] = Dimension(note.height, "px")
        super().__init__(note.element_tag, style, note.element, [])
        self.note = note

    def filled_in(self) -> Any:
        """Return the note, moved to where its stand-in was laid out."""
        self.note.translate(
            self.border_box_x() - self.note.border_box_x(), self.border_box_y() - self.note.border_box_y()
        )
        return self.note
