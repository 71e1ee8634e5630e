"""What a reader gets of a PDF: its words, its structure and its pictures, to compare two settings of one letter."""

import hashlib
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

_RESOLUTION = 150


def words(content: bytes) -> list[str]:
    """Return the text of every page as PDFium extracts it."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def pictures(content: bytes) -> list[str]:
    """Return a digest of the pixels of every page at 150 dpi."""
    with pypdfium2.PdfDocument(content) as pdf:
        drawn = [page.render(scale=_RESOLUTION / 72) for page in pdf]
        return [hashlib.sha256(bytes(one.buffer)).hexdigest() for one in drawn]


def darkest(content: bytes, page: int, box: tuple[float, float, float, float]) -> int:
    """Return how dark the darkest pixel of a part of a page is at 150 dpi: 0 for black, 255 for paper.

    Args:
        content: The PDF.
        page: The page, counted from 0.
        box: The left, upper, right and lower edge of the part, in points from the upper left corner.
    """
    scale = _RESOLUTION / 72
    with pypdfium2.PdfDocument(content) as pdf:
        drawn = pdf[page].render(scale=scale, grayscale=True).to_pil()
        return int(drawn.crop(tuple(round(edge * scale) for edge in box)).getextrema()[0])


def bookmarks(content: bytes) -> list[str]:
    """Return what the bookmarks say, with the places that they and all links lead to, and the title of the file."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        places = pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
        named = [[pages[place[0].objgen], *map(str, list(place)[1:])] for place in list(places)[1::2]]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        return [*titles, *map(str, named), str(pdf.docinfo.Title)]


def structure(content: bytes) -> Any:
    """Return the structure tree as nested tuples: tag, page, attributes and what it holds; and what marks lead to."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.StructTreeRoot
        marks = [
            [element and element.S for element in pikepdf.NumberTree(root.ParentTree)[int(page.obj.StructParents)]]
            for page in pdf.pages
        ]
        return _element(root.K[0], pages), marks


def differences(shared: bytes, alone: bytes) -> list[str]:
    """Return what a reader would find different in two files."""
    looks = (words, structure, pictures, bookmarks)
    return [look.__name__ for look in looks if look(shared) != look(alone)]


def _element(element: Any, pages: dict[tuple[int, int], int]) -> Any:
    if isinstance(element, int):
        return element
    if "/MCID" in element:
        return pages[element.Pg.objgen], int(element.MCID)
    if "/Obj" in element:
        return (
            "link",
            str(element.Obj.get("/A", {}).get("/URI", "")),
            str(element.Obj.get("/Dest", "")),
            str(element.Obj.get("/Contents", "")),
            [round(float(edge), 3) for edge in element.Obj.Rect],
        )
    kids = element.get("/K", [])
    said = {key: str(element[key]) for key in ("/Alt", "/Lang", "/T", "/ActualText", "/ID") if key in element}
    page = pages[element.Pg.objgen] if "/Pg" in element else None
    return (
        str(element.S),
        page,
        said,
        [_element(kid, pages) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])],
    )
