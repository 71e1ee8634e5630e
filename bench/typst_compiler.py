"""The Typst binding with one compiler: the letter's words as Typst's own code for the template in `letter.typ`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from bench.contender import TEMPLATES, MissingError, Ready, envelope
from entreaty.content.shipped.envelopes import Area, Envelope
from entreaty.writing.letter import Letter, Prose, Span

_TEMPLATE = Path(__file__).parent / "letter.typ"
_STANDARDS = ["ua-1", "a-3a"]


@contextmanager
def typst() -> Iterator[Ready]:
    """Start a compiler that sees the letters' fonts and no others.

    Raises:
        MissingError: The binding is not installed.
    """
    with _compiler() as (main, compiler):

        def typeset(letters: list[Letter]) -> Iterator[bytes]:
            main.write_text(typst_source(letters[0], envelope()), encoding="utf-8")
            for letter in letters:
                slots = {
                    "addressee": letter.addressee,
                    "address": "\n".join(letter.address),
                    "salutation": letter.salutation,
                }
                yield compiler.compile(format="pdf", sys_inputs=slots, pdf_standards=_STANDARDS)

        yield Ready(version=metadata.version("typst"), typeset=typeset)


@contextmanager
def _compiler() -> Iterator[tuple[Path, Any]]:
    """Yield the main file, which is empty, and a compiler of it."""
    try:
        from typst import Compiler, Fonts  # noqa: PLC0415 - it may be missing
    except ImportError as error:
        raise MissingError("pip install typst") from error

    with TemporaryDirectory() as folder:
        copy(_TEMPLATE, folder)
        main = Path(folder) / "main.typ"
        main.touch()
        fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TEMPLATES / "fonts")])
        yield main, Compiler(main, root=folder, font_paths=fonts)


def typst_source(letter: Letter, envelope: Envelope) -> str:
    """Return the main file of a group of letters, which takes the words of one letter from `sys.inputs`."""
    own = {
        "addressee": "sys.inputs.addressee",
        "address": 'sys.inputs.address.split("\\n")',
        "salutation": "sys.inputs.salutation",
    }
    arguments = "".join(f"  {name}: {value},\n" for name, value in (_shared(letter, envelope) | own).items())
    return f'#import "letter.typ": letter\n#letter(\n{arguments})\n'


def typst_packet(letters: Sequence[Letter], envelope: Envelope) -> bytes:
    """Return one PDF/UA-1 file of a group of letters, each beginning on an odd page.

    Raises:
        MissingError: The binding is not installed.
    """
    with _compiler() as (main, compiler):
        shared = "".join(f"  {name}: {value},\n" for name, value in _shared(letters[0], envelope).items())
        source = [f'#import "letter.typ": letter\n#let shared = (\n{shared})\n']
        for letter in letters:
            own = f"addressee: {_text(letter.addressee)}, address: {_array(map(_text, letter.address))}"
            source.append('#pagebreak(weak: true, to: "odd")\n#counter(page).update(1)\n#counter(footnote).update(0)\n')
            source.append(f"#letter(..shared, {own}, salutation: {_text(letter.salutation)})\n")
        main.write_text("".join(source), encoding="utf-8")
        made: bytes = compiler.compile(format="pdf", pdf_standards=_STANDARDS[:1])
        return made


def _shared(letter: Letter, envelope: Envelope) -> dict[str, str]:
    """Return the arguments that all letters of a group share."""
    sender = letter.sender
    if sender is None:
        message = "the letter of the benchmark has a sender"
        raise ValueError(message)
    before, between, after = map(_text, letter.phrase("page-of", page="|", pages="|").split("|"))
    signature = (sender.name, sender.role, sender.organisation)
    return {
        "language": _text(letter.language),
        "title": _text(letter.subject),
        "subject": _text(letter.phrase("subject-line", subject=letter.subject)),
        "date": _text(letter.phrase("dated", date=letter.date_line)),
        "head-date": _text(letter.date_line),
        "page-of": f"(page, pages) => {before} + str(page) + {between} + str(pages) + {after}",
        "sender": _array(map(_text, filter(None, (*signature, *sender.address, sender.email, sender.phone)))),
        "return-line": _text(" · ".join((sender.name, *sender.address))),
        "paragraphs": _array(_words(letter, prose) for prose in letter.paragraphs),
        "request": _words(letter, letter.request),
        "demands": _array(_words(letter, demand.prose) for demand in letter.demands),
        "ending": _array(_words(letter, prose) for prose in letter.ending),
        "closing": _text(letter.closing),
        "signature": _array(map(_text, filter(None, signature))),
        "sheet": _sheet(envelope),
    }


def _words(letter: Letter, prose: Prose) -> str:
    """Return a block of code that yields the words, with each note where it is called."""
    parts = (
        _span(part) if isinstance(part, Span) else f"footnote({_words(letter, letter.notes[part.number - 1].prose)})"
        for part in prose
    )
    return f"{{ {'; '.join(parts)} }}"


def _span(span: Span) -> str:
    code = _text(span.text)
    if span.href:
        code = f"link({_text(span.href)}, {code})"
    if span.strong:
        code = f"strong({code})"
    return f"emph({code})" if span.italic else code


def _sheet(envelope: Envelope) -> str:
    areas = {name: getattr(envelope, name.replace("-", "_")) for name in ("sender", "return-line", "address", "date")}
    values: dict[str, Any] = {
        "width": envelope.sheet.width,
        "height": envelope.sheet.height,
        "body": envelope.body,
        "line-height": envelope.line_height,
        "folds": _array(map(str, envelope.folds)),
        "punch": envelope.punch or "none",
        **{name: _area(area) for name, area in areas.items()},
    }
    return f"({', '.join(f'{name}: {value}' for name, value in values.items())})"


def _area(area: Area | None) -> str:
    return f"(x: {area.x}, y: {area.y}, width: {area.width}, height: {area.height})" if area else "none"


def _array(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"


def _text(text: str) -> str:
    """Return a string of Typst's, whose escapes are those of JSON where no character is written as its number."""
    return json.dumps(text, ensure_ascii=False)
