"""PDF files for tests to enclose: plain and accessible ones, and those that nobody may enclose."""

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf

from entreaty.content.shipped.envelopes import load_envelopes
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_letters import make_short_letter

A4 = (595, 842)


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    made = BytesIO()
    pdf.save(made, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return made.getvalue()


def plain_pdf(pages: int = 1, words: str = "Petition", **options: object) -> bytes:
    """Return a PDF without tags, whose pages say the words and their number."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=A4)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.obj.Contents = pdf.make_stream(f"BT /F1 24 Tf 72 720 Td ({words} {number}) Tj ET".encode())
        return _saved(pdf, **options)


def accessible_pdf(words: str = "Petition") -> bytes:
    """Return a PDF/UA-1 file of one page, with links within it and a heading of those words."""
    letter = make_short_letter(subject=words)
    return shipped_typesetter().typeset(letter, load_envelopes().by_id("din-5008-b")).content


def changed_pdf(content: bytes, change: object) -> bytes:
    """Return a PDF after a function has changed it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)  # type: ignore[operator]
        return _saved(pdf)


def with_places_in_dictionaries(pdf: pikepdf.Pdf) -> None:
    """Let the names of places stand for dictionaries, as some programs write them (ISO 32000-1, 12.3.2.3)."""
    names = pdf.Root.Names.Dests.Names
    for place in range(1, len(names), 2):
        names[place] = pikepdf.Dictionary(D=names[place])


def with_own_names(pdf: pikepdf.Pdf) -> None:
    """Give paragraphs a name of their own, which stands for another that stands for theirs, and a class."""
    root = pdf.Root.StructTreeRoot
    root.RoleMap = pikepdf.Dictionary(Words=pikepdf.Name.Body, Body=pikepdf.Name.P)
    for page in pdf.pages:
        for element in pikepdf.NumberTree(root.ParentTree)[int(page.obj.StructParents)]:
            if element is not None and element.S == pikepdf.Name.P:
                element.S, element.C = pikepdf.Name.Words, pikepdf.Name.Wide


def with_entry(name: str, value: object) -> bytes:
    """Return a plain PDF with an entry of its catalog, such as "/OpenAction"."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root[name] = value

    return changed_pdf(plain_pdf(), add)


def large_pdf(words: str, size: int) -> bytes:
    """Return a PDF of one page that has about so many bytes."""

    def fill(pdf: pikepdf.Pdf) -> None:
        noise = hashlib.shake_256(words.encode()).digest(size)
        pdf.pages[0].obj.PieceInfo = pdf.make_indirect(pikepdf.Dictionary(Noise=pdf.make_stream(noise)))

    return changed_pdf(plain_pdf(1, words), fill)


def enclose(folder: Path, name: str, content: bytes) -> Path:
    """Write a file beside the appeal "visits" of a sample campaign."""
    path = folder / "appeals" / "visits" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
