"""What a screen reader makes of a letter's PDF, read with PDFium and pikepdf, and what the composed letter says."""

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import chain, pairwise, zip_longest
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from entreaty.output.pdf.sheet import Sheet
from entreaty.writing.letter import Block, Letter, List, NoteCall, Picture, Prose, Span
from tests.support.pdfs import elements

Heard = list[tuple[str, str]]
"""Elements with their words, in the order in which they are read, such as [("H1", "Buses"), ("P", "Dear Ann,")]."""

Marks = dict[tuple[int, int], str]
"""The words of each mark, by page and number; -1 is what has none, such as a running head."""

_BLOCKS = ("/P", "/H1", "/H2", "/H3", "/Lbl")
# PDFium's sign for a hyphen at the end of a line, and what else stands in for one or is not seen.
_UNCOUNTED = dict.fromkeys(map(ord, "-\x02\u00ad\u2010\u2011\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u061c"))


def differences(content: bytes, letter: Letter, sheet: Sheet, *, endnotes: bool) -> list[str]:
    """Return each element of the tree that is not what the letter says in its place, with what would be.

    Hyphens and white space do not count. From right to left PDFium does not keep the order of words in every line, so
    that only the characters of each element are compared.

    Args:
        content: The PDF.
        letter: What it says, with its address as it is printed.
        sheet: How its first sheet was laid out.
        endnotes: Whether its notes stand at its end.
    """
    order = sorted if letter.direction == "rtl" else str

    def compared(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(kind, "".join(order(_counted(words)))) for kind, words in pairs]

    with pikepdf.open(BytesIO(content)) as pdf:
        found = compared(_heard(pdf, _marks(content)))
    said = compared(said_by(letter, sheet, endnotes=endnotes))
    return [f"{heard} in the place of {due}" for heard, due in zip_longest(found, said) if heard != due]


def faults(content: bytes, letter: Letter) -> list[str]:
    """Return what PAC 2024 would find in the tree, by its published names, and what else no reader needs.

    "Note elements contain Lbl elements", "Note elements are referenced", "P elements contain Note elements", "Tagged
    text consists of only whitespace".
    """
    marks = _marks(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        tagged = elements(pdf.Root.StructTreeRoot.K[0])
        found = [*_faults_of_notes(pdf, tagged, letter), *_faults_of_elements(tagged)]
        held = Counter(chain.from_iterable(_held(one, pdf) for one in tagged))
        pages = len(pdf.pages)
    found += [f"mark {mark} is blank" for mark, words in marks.items() if not words.strip()]
    found += [f"mark {mark} is held {held[mark]} times" for mark in marks if mark[1] >= 0 and held[mark] != 1]
    for page in range(pages):
        outside = _counted(marks.get((page, -1), ""))
        if sorted(outside) != sorted(_outside(letter, page, pages)):
            found.append(f"outside of the tree, page {page + 1} says '{outside}'")
    return found


def said_by(letter: Letter, sheet: Sheet, *, endnotes: bool) -> Iterator[tuple[str, str]]:
    """Yield what is to be heard of a letter, as the shipped template prints it; arguments as for `differences`."""
    yield from _first_sheet(letter, sheet)
    if letter.reference:
        yield "P", letter.reference
    yield "H1", letter.phrase("subject-line", subject=letter.subject)
    count = [letter.phrase("signatories", count=letter.co_signatories.total)] if letter.co_signatories else []
    yield from (("P", line) for line in (*count, letter.salutation))
    alone = len(letter.demands) == 1
    for block in letter.paragraphs:
        yield from _of_block(block, letter, endnotes)
    if letter.request:
        request = (*letter.request, Span(text=" "), *letter.demands[0].prose) if alone else letter.request
        yield from _of_block(request, letter, endnotes)
    for number, demand in enumerate(() if alone else letter.demands, start=1):
        yield "Lbl", f"{number}."
        yield from _of_block(demand.prose, letter, endnotes)
    for block in letter.ending:
        yield from _of_block(block, letter, endnotes)
    yield "P", letter.closing
    yield from _signatures(letter)
    signed = letter.co_signatories
    foot = [letter.phrase("signatories-follow", count=signed.total)] if signed else []
    yield from (("P", line) for line in (*foot, *letter.foot))
    if endnotes:
        yield "H2", letter.phrase("notes")
        yield from (("Note", f"{note.number}.{_printed(note.prose)}") for note in letter.notes)
    yield from _names_after(letter)


def said_in_text(letter: Letter) -> str:
    """Return the words of a letter as text has them, from its salutation to its last note, without white space."""
    lines = [letter.reference, letter.salutation, *(words for block in letter.paragraphs for words in _lines(block))]
    alone = len(letter.demands) == 1
    lines += [_text(letter.request), *(_text(one.prose) for one in letter.demands if alone)]
    lines += [f"{number}.{_text(one.prose)}" for number, one in enumerate(letter.demands, start=1) if not alone]
    lines += [*(words for block in letter.ending for words in _lines(block)), letter.closing]
    for one in letter.signatories:
        lines += [one.name, one.role, one.organisation]
    sender = letter.sender
    if not letter.sender_is_signatory:
        lines.append(sender.name if sender and sender.name else letter.phrase("your-name"))
        lines += [sender.role, sender.organisation] if sender else []
    lines += [*sender.address, sender.email, sender.phone] if sender else [letter.phrase("your-address")]
    signed = letter.co_signatories
    lines += [letter.phrase("signatories-follow", count=signed.total)] if signed else []
    lines += letter.foot
    if letter.notes:
        lines += [letter.phrase("notes"), *(f"[{note.number}]{_text(note.full)}" for note in letter.notes)]
    lines += [letter.phrase("signatories", count=signed.total)] if signed else []
    for heading, names in _lists_of_names(letter):
        lines += [heading, *(f"-{name}" for name in names)]
    return "".join("".join(lines).split())


def _first_sheet(letter: Letter, sheet: Sheet) -> Iterator[tuple[str, str]]:
    sender, envelope = letter.sender, sheet.envelope
    yield from _figures([sender.letterhead or sender.logo] if sender else [])
    yield "P", sender.name if sender and sender.name else letter.phrase("blank-name")
    lines = [sender.role, sender.organisation, *sender.address, sender.email, sender.phone] if sender else []
    lines = lines if sender else [letter.phrase("blank-address"), letter.phrase("blank-email")]
    if sender and sender.name and sender.address and envelope.return_line:
        lines.append(" · ".join([sender.name, *sender.address]))
    lines += [letter.phrase("without-window")] if sheet.note else []
    lines += [*letter.address, letter.phrase("dated", date=letter.date_line)]
    yield from (("P", line) for line in lines if line)


def _signatures(letter: Letter) -> Iterator[tuple[str, str]]:
    signing = letter.signatories or ((letter.sender,) if letter.sender else ())
    for one in signing:
        yield from _figures([one.signature_image])
        if one.name:
            yield from (("P", line) for line in (one.name, one.role, one.organisation) if line)
    if not any(one.name for one in signing):
        yield "P", letter.phrase("blank-signature")


def _names_after(letter: Letter) -> Iterator[tuple[str, str]]:
    if letter.co_signatories:
        yield "H2", letter.phrase("signatories", count=letter.co_signatories.total)
    for heading, names in _lists_of_names(letter):
        yield "H3", heading
        yield from (("P", name) for name in names)


def _lists_of_names(letter: Letter) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each list of the names that follow a letter, after its heading."""
    if (signed := letter.co_signatories) and signed.organisations:
        yield letter.phrase("signing-organisations", count=signed.total_organisations), signed.organisations
    if signed and signed.persons:
        yield letter.phrase("signing-persons", count=signed.total_persons), signed.persons


def _figures(pictures: Iterable[Picture | None]) -> Iterator[tuple[str, str]]:
    yield from (("Figure", picture.alt) for picture in pictures if picture)


def _of_block(block: Block, letter: Letter, endnotes: bool) -> Iterator[tuple[str, str]]:
    if not isinstance(block, List):
        yield "P", _printed(block)
        calls = [part.number for part in block if isinstance(part, NoteCall) and not endnotes]
        yield from (("Note", f"{number}{_printed(letter.notes[number - 1].prose)}") for number in calls)
        return
    yield from _of_list(block, letter, endnotes, "•")


def _of_list(block: List[Prose], letter: Letter, endnotes: bool, bullet: str) -> Iterator[tuple[str, str]]:
    for place, item in enumerate(block.items):
        yield "Lbl", bullet if block.first is None else f"{block.first + place}."
        yield from _of_block(item.words, letter, endnotes)
        if item.sublist:
            yield from _of_list(item.sublist, letter, endnotes, "–")


def _printed(prose: Prose) -> str:
    return "".join(
        # A call that follows another begins with a comma.
        part.text if isinstance(part, Span) else "," * isinstance(before, NoteCall) + str(part.number)
        for before, part in pairwise((None, *prose))
    )


def _lines(block: Block) -> Iterator[str]:
    if not isinstance(block, List):
        yield _text(block)
        return
    for place, item in enumerate(block.items):
        yield f"{'-' if block.first is None else f'{block.first + place}.'}{_text(item.words)}"
        if item.sublist:
            yield from _lines(item.sublist)


def _text(prose: Prose) -> str:
    return "".join([_shown(part) if isinstance(part, Span) else f"[{part.number}]" for part in prose])


def _shown(span: Span) -> str:
    hidden = span.href and span.text not in {span.href, span.href.removeprefix("mailto:")}
    return f"{span.text}({span.href})" if hidden else span.text


def _counted(words: str) -> str:
    return "".join(words.split()).translate(_UNCOUNTED)


def _faults_of_notes(pdf: pikepdf.Pdf, tagged: list[Any], letter: Letter) -> Iterator[str]:
    notes = [one for one in tagged if one.S == "/Note"]
    calls = [one for one in tagged if one.S == "/Reference"]
    ids, called, places = [str(note.get("/ID", "")) for note in notes], [_target(call) for call in calls], _places(pdf)
    if ids != [f"note-{note.number}" for note in letter.notes]:
        yield f"the ids are {ids}"
    if called != ids:
        yield f"the calls lead to {called}"
    tree = pdf.Root.StructTreeRoot.get("/IDTree")
    named = {str(name): one.objgen for name, one in pikepdf.NameTree(tree).items()} if tree is not None else {}
    if named != {name: note.objgen for name, note in zip(ids, notes, strict=True)}:
        yield f"the tree of ids has {sorted(named)}"
    for name, note, call in zip(ids, notes, calls, strict=False):
        if not (_is_element(note.K[0]) and note.K[0].S == "/Lbl"):
            yield f"{name} has no Lbl"
        elif _target(note.K[0]) != name.replace("note", "call"):
            yield f"the number of {name} leads to '{_target(note.K[0])}'"
        if note.P.S != "/P":
            yield f"{name} is in {note.P.S}"
        if (places.get(name), places.get(name.replace("note", "call"))) != (note.Pg.objgen, call.Pg.objgen):
            yield f"links to {name} and back lead to other pages"


def _faults_of_elements(tagged: list[Any]) -> Iterator[str]:
    yield from (f"{one.S} without content" for one in tagged if not _kids(one))
    for one in tagged:
        if one.S == "/Span" and not {"/Lang", "/ActualText"} & {*one.keys()}:
            yield "a Span that says nothing"
        notes = [_is_element(kid) and kid.S == "/Note" for kid in _kids(one)]
        if notes != sorted(notes):
            yield f"{one.S} goes on behind a note"


def _outside(letter: Letter, page: int, pages: int) -> str:
    """Return what a page says besides the letter: from the second on its running head, and the mark of a draft."""
    head = f"{letter.addressee}{letter.date_line}·{letter.phrase('page-of', page=page + 1, pages=pages)}"
    return _counted((head if page else "") + letter.draft)


@lru_cache(maxsize=1)
def _marks(content: bytes) -> Marks:
    found: Marks = {}
    with pypdfium2.PdfDocument(content) as pdf:
        for number, page in enumerate(pdf):
            texts = page.get_textpage()
            for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mark = number, pdfium.FPDFPageObj_GetMarkedContentID(text.raw)
                found[mark] = found.get(mark, "") + _words_of(text, texts)
    return found


def _words_of(text: Any, texts: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(text.raw, texts.raw, None, 0)
    words = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(text.raw, texts.raw, ctypes.cast(words, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return words.raw[: size - 2].decode("utf-16-le")


def _heard(pdf: pikepdf.Pdf, marks: Marks) -> Heard:
    """Return what is read, element by element: each paragraph, then the notes in it, wherever they stand there."""
    found: Heard = []

    def words(element: Any) -> str:
        heard = ""
        for kid in _kids(element):
            if _is_element(kid):
                if kid.S == "/Note":
                    later.append(("Note", words(kid)))
                else:
                    heard += words(kid)
            elif "/Obj" not in _entries(kid):
                # PDFium has no text of a space alone, which is not drawn.
                heard += marks.get(_mark(kid, element, pdf), " ")
        return heard

    def read(element: Any) -> None:
        if element.S == "/Figure":
            found.append(("Figure", str(element.Alt)))
        elif element.S in _BLOCKS and not any(_is_element(kid) and kid.S == "/Figure" for kid in _kids(element)):
            later.clear()
            said = words(element)
            found.extend([(str(element.S)[1:], said), *later] if said else later)
        else:
            for kid in _kids(element):
                read(kid)

    later: Heard = []
    read(pdf.Root.StructTreeRoot.K[0])
    return found


def _held(element: Any, pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    for kid in _kids(element):
        if not _is_element(kid) and "/Obj" not in _entries(kid):
            yield _mark(kid, element, pdf)


def _mark(kid: Any, element: Any, pdf: pikepdf.Pdf) -> tuple[int, int]:
    if isinstance(kid, int):
        return _page(element.Pg, pdf), kid
    return _page(kid.Pg, pdf), int(kid.MCID)


def _page(page: Any, pdf: pikepdf.Pdf) -> int:
    return next(number for number, one in enumerate(pdf.pages) if one.obj.objgen == page.objgen)


def _places(pdf: pikepdf.Pdf) -> dict[str, Any]:
    names = pdf.Root.get("/Names", {}).get("/Dests")
    return {str(name): place[0].objgen for name, place in pikepdf.NameTree(names).items()} if names is not None else {}


def _target(element: Any) -> str:
    """Return where the link in an element leads, such as "note-3"; empty where there is none."""
    links = [kid.Obj for one in elements(element) if one.S == "/Link" for kid in _kids(one) if "/Obj" in _entries(kid)]
    return str(links[0].Dest) if len(links) == 1 else ""


def _entries(kid: Any) -> Any:
    return kid if isinstance(kid, pikepdf.Dictionary) else {}


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid
