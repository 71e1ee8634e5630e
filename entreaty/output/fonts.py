"""The fonts of a look: which they are, what they can print, and nothing of the system's beside them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def font_files(folder: Path) -> tuple[Path, ...]:
    """Return the fonts of the folder, in the order of their names."""
    return tuple(sorted(path for path in folder.glob("*") if path.suffix.lower() in {".ttf", ".otf"}))


def covered_characters(fonts: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that at least one of the font files has a glyph for."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only PDF needs it, and --help is to be quick

    covered: set[int] = set()
    for path in fonts:
        with TTFont(path, lazy=True) as font:
            covered |= font.getBestCmap().keys()
    return frozenset(covered)


@contextmanager
def only_fonts_of(folder: Path) -> Iterator[None]:
    """Show fontconfig one folder and no font of the system, while it is being loaded.

    Fontconfig can only be told by an environment variable, which is put back afterwards.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="entreaty-", ignore_cleanup_errors=True) as private:
        conf = Path(private) / "fonts.conf"
        text = _FONTS_CONF.format(fonts=escape(str(folder.resolve())), cache=escape(private))
        conf.write_text(text, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(conf)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
