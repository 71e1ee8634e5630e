"""The versions of everything that decides the bytes of letters: this program, its libraries, and the system's."""

import ctypes
import hashlib
import platform
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata

from entreaty.storage.resources import PACKAGE, VERSION

# Those that choose words, set pages or write files; the others decide no byte.
_LIBRARIES = (
    "babel",
    "cssselect2",
    "email-validator",
    "fonttools",
    "jinja2",
    "markdown-it-py",
    "pillow",
    "pydantic",
    "pydyf",
    "pyphen",
    "pyyaml",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
)
# WeasyPrint opens them by these names too, on Linux and on macOS; each has a function that tells its version.
_SYSTEM = {
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
}
_MISSING = "missing"


@cache
def versions() -> Mapping[str, str]:
    """Return each version by name; "missing" for what is not installed here."""
    found = {"entreaty": VERSION, "python": platform.python_version()}
    found |= {name: _library(name) for name in _LIBRARIES}
    return found | {name: _system(names, function) for name, (names, function) in _SYSTEM.items()}


@cache
def code_fingerprint() -> str:
    """Return the SHA-256 of the program's own code and data, which its version does not tell while it is developed."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            digest.update(f"{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Return in words what another machine has in another version; nothing where both make the same bytes."""
    names = [name for name in here if here[name] != there.get(name, _MISSING)]
    return ", ".join(f"{name} {there.get(name, _MISSING)} (here {here[name]})" for name in names)


def _library(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return _MISSING


def _system(names: tuple[str, ...], function: str) -> str:
    for name in names:
        with suppress(OSError, AttributeError):
            tell = getattr(ctypes.CDLL(name), function)
            tell.restype = ctypes.c_char_p
            return str(tell().decode())
    return _MISSING
