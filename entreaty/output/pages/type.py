"""The letters' type within a page: its file needs no other, and holds only the characters that it shows."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from entreaty.content.places import shipped_templates
from entreaty.output.pdf.fonts import covered_characters

# Only Latin, Greek and Cyrillic have italics, and no page is bold and italic.
_FACES = {"Regular": ("normal", "normal"), "Bold": ("bold", "normal"), "Italic": ("normal", "italic")}
# The first has what most pages show, the others only their script.
_FAMILIES = ("Noto Serif", "Noto Serif Armenian", "Noto Serif Georgian", "Noto Serif Hebrew", "Noto Naskh Arabic")


def with_type(page: str) -> str:
    """Return a page with the letters' type embedded, about 35 KB for a page in one script.

    It is made last: what was taken out of the page before leaves no character behind.

    Args:
        page: A whole page of HTML whose style sheet is `pages.css`.
    """
    shown = frozenset(map(ord, page))
    rules = "".join(_rules(shown))
    return page.replace("</head>", f"<style>{rules}</style>\n</head>", 1)


def _rules(shown: frozenset[int]) -> Iterator[str]:
    """Yield the rule of each face that some characters need."""
    fonts, without = shipped_templates() / "fonts", shown
    for family in _FAMILIES:
        file = family.replace(" ", "")
        covered = covered_characters((fonts / f"{file}-Regular.ttf",)) & shown
        if not covered & without:
            continue
        without -= covered
        for face, (weight, style) in _FACES.items():
            path = fonts / f"{file}-{face}.ttf"
            if path.is_file():
                yield (
                    f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
                    f"src: url(data:font/woff2;base64,{b64encode(_subset(path, covered)).decode()}) }}\n"
                )


def _subset(path: Path, characters: frozenset[int]) -> bytes:
    """Return a font with these characters alone, as WOFF2."""
    from fontTools import subset  # noqa: PLC0415 - --help is to be quick

    options = subset.Options(flavor="woff2", notdef_outline=True)
    with subset.load_font(path, options) as font:
        cut = subset.Subsetter(options)
        cut.populate(unicodes=characters)
        cut.subset(font)
        made = BytesIO()
        subset.save_font(font, made, options)
    return made.getvalue()
