"""Targets: what decides how letters look and cite, printed and not only loaded, the sender's images, and enclosures."""

import zlib
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from struct import pack, unpack

import pikepdf
from PIL import Image, PngImagePlugin

from fuzz.mutation import Change, mutated_bytes, mutated_text, mutated_yaml
from fuzz.seeds import ON_THE_DAY
from fuzz.target import Input, Target
from fuzz.words import OF_CITATIONS, OF_STYLE_SHEETS, OF_TEMPLATES
from tests.support.enclosed import accessible_pdf, plain_pdf
from tests.support.sample_campaigns import APPEAL, SENDER, edited

_ENDING_OF_TEMPLATE = {"letter.txt": "txt", "email.html": "eml", "letter.html": "pdf"}
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">
<defs><clipPath id="c"><rect width="20" height="10"/></clipPath><g id="s"><path d="M0 0L1 1C2 3 4 5 6 7z"/></g></defs>
<style>.a { fill: #c00; stroke-width: 2 }</style>
<g transform="translate(1 2) rotate(30)"><circle class="a" cx="5" cy="5" r="4"/><use href="#s" x="9"/></g>
<polygon points="1,1 2,2 3,1" clip-path="url(#c)" style="fill: none; stroke: black"/>
</svg>
"""


def targets(seeds: Path) -> tuple[Target, ...]:
    """Return the targets of this module.

    Args:
        seeds: The folder with what inputs begin as.
    """
    return (
        Target(name="templates", make=lambda chance: _templates(chance, seeds)),
        Target(name="style-sheets", make=lambda chance: _style_sheets(chance, seeds)),
        Target(name="phrases", make=lambda chance: _phrases(chance, seeds)),
        Target(name="citation-styles", make=lambda chance: _citation_styles(chance, seeds)),
        Target(name="images", make=_images),
        Target(name="enclosures", make=_enclosures),
    )


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


def _letters(ending: str) -> tuple[tuple[str, ...], ...]:
    return (("letters", "--to", "mediator", "--format", ending, "--jobs", "1", *ON_THE_DAY),)


def _templates(chance: Random, seeds: Path) -> Input:
    name = chance.choices(tuple(_ENDING_OF_TEMPLATE), (6, 2, 2))[0]
    text = _read(seeds / "looks" / "letter_templates" / name).decode()
    changed = mutated_text(chance, text, OF_TEMPLATES, changes=1)
    return Input(
        seed="looks", files={f"letter_templates/{name}": changed}, commands=_letters(_ENDING_OF_TEMPLATE[name])
    )


def _style_sheets(chance: Random, seeds: Path) -> Input:
    text = _read(seeds / "looks" / "letter_templates" / "letter.css").decode()
    changed = mutated_text(chance, text, OF_STYLE_SHEETS, changes=2)
    return Input(seed="looks", files={"letter_templates/letter.css": changed}, commands=_letters("pdf"))


def _phrases(chance: Random, seeds: Path) -> Input:
    content = _read(seeds / "looks" / "languages" / "en.yaml")
    ending = chance.choice(("txt", "txt", "pdf"))
    changed = mutated_yaml(chance, content)
    return Input(seed="looks", files={"languages/en.yaml": changed}, commands=_letters(ending))


def _citation_styles(chance: Random, seeds: Path) -> Input:
    content = _read(seeds / "sample" / "citation_styles" / "mine.yaml")
    return Input(
        seed="sample",
        files={"citation_styles/mine.yaml": mutated_yaml(chance, content, Change(pieces=OF_CITATIONS))},
        commands=_letters("txt"),
    )


def _images(chance: Random) -> Input:
    """Change an image with all that programs put into images, and show it: seldom in a PDF, which takes long."""
    ending, content = chance.choice(_seed_images())
    key = chance.choice(("logo", "letterhead", "signature_image"))
    if ending == "svg" and chance.random() < 0.8:
        changed = mutated_text(
            chance, content.decode(), ("<g>", "</g>", "1e9", "-", "url(#c)", "#s", "none", "%", "z", "&")
        )
    elif ending == "png":
        changed = _changed_png(chance, content)
    else:
        # Behind the head, so that most mutants are still images.
        changed = mutated_bytes(chance, content, at_least=len(content) // 2)
    sender = f"{SENDER}{key}: {{file: picture.{ending}, alt: Our mark}}\n"
    return Input(
        seed="sample",
        files={f"picture.{ending}": changed, "sender.yaml": sender.encode()},
        commands=_letters("pdf" if chance.random() < 0.1 else "txt"),
    )


def _enclosures(chance: Random) -> Input:
    """Change what a PDF says of itself, mostly with a table of objects that fits, and put it behind a letter."""
    content = chance.choice(_seed_pdfs())
    text = mutated_text(chance, content.decode("latin-1"), _OF_PDF, changes=2).decode("utf-8", "replace")
    changed = text.encode("latin-1", "replace")
    if chance.random() < 0.8:
        with suppress(Exception):
            changed = _saved(changed)
    enclosed = "citation_style: oscola\nenclosures: [{title: Petition, file: petition.pdf}]\n"
    appeal = edited(APPEAL, "citation_style: oscola\n", enclosed)
    command = ("letters", "--to", "mediator", "--format", "pdf", "--packet", "--jobs", "1", *ON_THE_DAY)
    return Input(
        seed="sample",
        files={"appeals/visits/petition.pdf": changed, "appeals/visits/appeal.yaml": appeal.encode()},
        commands=(command,),
    )


@cache
def _seed_pdfs() -> tuple[bytes, ...]:
    return tuple(map(_saved, (plain_pdf(2), accessible_pdf())))


def _saved(content: bytes) -> bytes:
    """Return a PDF with objects that can be read, and a table of them."""
    made = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            made,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return made.getvalue()


_OF_PDF = (
    *("1 0 R", "2 0 R", "5 0 R", "99999 0 R", "null", "true", "[ ]", "<< >>", "[", ">>", "-1", "1e9", "0", "(x)", "/P"),
    *("/Type /Page", "/Type /StructTreeRoot", "/S /JavaScript", "/Kids", "/K", "/Pg", "/Annots [ 3 0 R ]", "/RoleMap"),
    *("/Parent 3 0 R", "/MediaBox [ 0 0 0 0 ]", "/Rotate 45", "/ParentTree", "/Nums", "/StructParents 99999999999"),
)


def _changed_png(chance: Random, content: bytes) -> bytes:
    """Change what chunks of a PNG hold, with a length and a sum that fit, so that it is looked at (PNG, 5.3)."""
    chunks, at = [], 8
    while at < len(content):
        (length,) = unpack(">I", content[at : at + 4])
        chunks.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
        at += length + 12
    number = chance.randrange(len(chunks))
    kind, held = chunks[number]
    match chance.choice(("change", "change", "put in", "double", "drop")):
        case "change" if kind == b"IDAT":
            chunks[number] = (kind, zlib.compress(mutated_bytes(chance, zlib.decompress(held))))
        case "change":
            chunks[number] = (kind, mutated_bytes(chance, held))
        case "put in":
            chunks.insert(number or 1, (chance.choice(_CHUNKS), chance.randbytes(chance.randint(0, 40))))
        case "double":
            chunks.insert(number, chunks[number])
        case "drop":
            del chunks[number]
    parts = (kind + held for kind, held in chunks)
    return content[:8] + b"".join(pack(">I", len(one) - 4) + one + pack(">I", zlib.crc32(one)) for one in parts)


@cache
def _seed_images() -> tuple[tuple[str, bytes], ...]:
    return (("svg", _SVG.encode()), *((kind.lower(), _raster(kind, mode, side)) for kind, mode, side in _RASTERS))


_CHUNKS = (
    b"tRNS",
    b"gAMA",
    b"pHYs",
    b"tEXt",
    b"zTXt",
    b"iTXt",
    b"eXIf",
    b"iCCP",
    b"acTL",
    b"PLTE",
    b"sBIT",
    b"xxXx",
    b"bKGD",
)
_RASTERS = (
    *(("PNG", "RGB", 60), ("PNG", "RGBA", 60), ("PNG", "P", 60), ("PNG", "I;16", 20), ("PNG", "1", 200)),
    *(("PNG", "RGB", 900), ("JPEG", "RGB", 60), ("JPEG", "L", 60), ("JPEG", "RGB", 900), ("JPEG", "L", 3_600)),
)


def _raster(kind: str, mode: str, side: int) -> bytes:
    """Return an image with EXIF, a profile and words of its maker."""
    picture = Image.linear_gradient("L").resize((side, side)).convert("L" if mode == "I;16" else mode)
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "A kitchen", 6
    more: dict[str, object] = {"exif": exif, "icc_profile": b"A profile" * 20}
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "Anna", zip=True)
        more |= {"pnginfo": notes}
    else:
        more |= {"comment": b"A camera", "progressive": side > 100}
    made = BytesIO()
    (picture.convert("I;16") if mode == "I;16" else picture).save(made, format=kind, **more)
    return made.getvalue()
