"""The letter's own page for the screen: its fonts, its images, its sheet and the envelope's window."""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.pdf.fonts import font_files

# What is not marked by its first bytes is SVG: other images are refused when they are read.
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SVG = "image/svg+xml"
_BOLD, _ITALIC = 700, 1


def on_screen(html: str, envelope: Envelope, images: Mapping[str, bytes], fonts: Path, style: str) -> str:
    """Return the page as one long sheet with the window drawn over it.

    Args:
        html: The page that is set on paper.
        envelope: The envelope whose window is shown.
        images: The sender's images, by name.
        fonts: The folder of the fonts.
        style: The style sheets of the letter and of the preview, in this order.
    """
    for name, content in images.items():
        html = html.replace(f'"asset:{name}"', f'"{_data_address(content)}"')
    sheet = envelope.sheet
    measures = f"body {{ width: {sheet.width - 50}mm; min-height: {sheet.height - envelope.body - 20}mm; }}"
    places = f"{measures} body {{ padding-top: {envelope.body}mm }} .fold {{ top: {sheet.height}mm }}"
    html = html.replace("</head>", f"<style>{_font_faces(fonts)}{style}{places}</style></head>", 1)
    html = html.replace('<a href="https:', '<a target="_blank" rel="noopener" href="https:')
    return html.replace("</body>", f"{_window(envelope)}</body>", 1)


def _data_address(content: bytes) -> str:
    kind = next((kind for begins, kind in _KINDS.items() if content.startswith(begins)), _SVG)
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _window(envelope: Envelope) -> str:
    if envelope.window is None:
        return ""
    drawn = []
    for name, area in (("window", envelope.window), ("visible", envelope.visible)):
        place = f"left: {area.x}mm; top: {area.y}mm; width: {area.width}mm; height: {area.height}mm"
        drawn.append(f'<div class="{name}" aria-hidden="true" style="{place}"></div>')
    return "".join(drawn)


def _font_faces(folder: Path) -> str:
    return "".join(_font_face(path, path.stat().st_mtime_ns) for path in font_files(folder))


@lru_cache(maxsize=256)
def _font_face(path: Path, _modified: int) -> str:
    """Return the rule that lets the browser load one font; its file is read once for each change."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - --help is to be quick

    with TTFont(path, lazy=True) as font:
        family = font["name"].getBestFamilyName()
        weight = font["OS/2"].usWeightClass
        style = "italic" if font["OS/2"].fsSelection & _ITALIC else "normal"
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("fonts/{path.name}") }}\n'
    )
