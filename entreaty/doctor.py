"""What this machine lacks for making letters, and the command that installs it.

Needs the standard library alone: setup.sh asks it before anything is installed.
"""

import ctypes
import shutil
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from importlib import metadata
from pathlib import Path

from entreaty.problems import Level

_APT = "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_BREW = "brew install pango harfbuzz"
_PANGO = ("gobject-2.0", "pango-1.0", "pangoft2-1.0")
_SUBSET = ("harfbuzz-subset",)
_FONT_SUFFIXES = {".otf", ".ttf"}
_OLDEST_PYTHON = (3, 11)
_OLDEST_WEASYPRINT = 70
_FORGED_SUBJECT = "=?utf-8?q?a=0D=0ABcc:_b=40example.org?="


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at on this machine.

    Attributes:
        name: What it is, as a person would look for it.
        ok: Whether it is as it should be.
        detail: What was found.
        cure: The command, or the step, that puts it right; empty where nothing is wrong.
        level: Where it is not ok: an error stops letters from being made, a warning does not.
    """

    name: str
    ok: bool
    detail: str
    cure: str = ""
    level: Level = "error"


def examine(fonts: Path) -> tuple[Finding, ...]:
    """Look at everything on this machine that letters need.

    Args:
        fonts: The folder of the bundled fonts.
    """
    return (
        python_version(sys.version_info[:3]),
        python_email(_written(_FORGED_SUBJECT)),
        *libraries(),
        weasyprint_version(_installed("weasyprint")),
        bundled_fonts(fonts),
    )


def libraries() -> tuple[Finding, ...]:
    """Look for the system's libraries that WeasyPrint loads."""
    cure = library_cure(sys.platform, has_apt=shutil.which("apt-get") is not None)
    return pango(library_loads, cure), harfbuzz_subset(library_loads, cure)


def python_version(version: tuple[int, ...]) -> Finding:
    """Judge the version of Python, as (major, minor, patch)."""
    return Finding(
        name="Python",
        ok=version >= _OLDEST_PYTHON,
        detail=".".join(map(str, version)),
        cure="" if version >= _OLDEST_PYTHON else "install Python 3.11 or later, then: make clean letters",
    )


def python_email(message: bytes) -> Finding:
    """Judge by a message whether Python's email package lets a subject forge a header (CVE-2024-6923).

    Why: the patch levels that close the hole differ between python.org and the distributions, which patch older
    versions; what the package writes tells for sure.

    Args:
        message: What the package wrote for a subject that holds an encoded line break and `Bcc:`.
    """
    forged = any(line.lower().startswith(b"bcc:") for line in message.splitlines())
    return Finding(
        name="Python's email package",
        ok=not forged,
        detail="lets a subject forge a header (CVE-2024-6923)" if forged else "keeps a subject to its own header",
        cure="install the newest patch release of this Python, then: make clean letters" if forged else "",
        level="warning",
    )


def pango(loads: Callable[[str], bool], cure: str) -> Finding:
    """Judge whether the libraries that set text are there.

    Args:
        loads: Says whether the library of that name, without `lib` and suffix, can be loaded.
        cure: The command that installs the libraries.
    """
    return _library("Pango", _PANGO, loads, cure, level="error")


def harfbuzz_subset(loads: Callable[[str], bool], cure: str) -> Finding:
    """Judge whether the library that cuts fonts down to the used characters is there; same arguments as `pango`.

    Why a warning: WeasyPrint 70 does without it, but slowly, and two runs need not give the same bytes.
    """
    return _library("HarfBuzz subset", _SUBSET, loads, cure, level="warning")


def library_cure(platform: str, *, has_apt: bool) -> str:
    """Return the command that installs the libraries, or their names where we do not know the command.

    Args:
        platform: As `sys.platform` has it.
        has_apt: Whether packages are Debian's.
    """
    if platform == "darwin":
        return _BREW
    if has_apt:
        return _APT
    return "install Pango 1.44 or later and the HarfBuzz subset library with your system's package manager"


def weasyprint_version(version: str | None) -> Finding:
    """Judge the installed version of WeasyPrint; None where it is not installed."""
    recent = version is not None and int(version.partition(".")[0]) >= _OLDEST_WEASYPRINT
    return Finding(
        name="WeasyPrint",
        ok=recent,
        detail=version or "not installed",
        cure="" if recent else f"pip install 'weasyprint>={_OLDEST_WEASYPRINT}', or in a checkout: make letters",
    )


def bundled_fonts(folder: Path) -> Finding:
    """Judge whether the folder of the bundled fonts holds any."""
    count = sum(file.suffix in _FONT_SUFFIXES for file in folder.iterdir()) if folder.is_dir() else 0
    return Finding(
        name="Bundled fonts",
        ok=count > 0,
        detail=f"{count} in {folder}",
        cure="" if count else "reinstall Entreaty, or in a checkout: git checkout -- letter_templates/fonts",
    )


def library_loads(stem: str) -> bool:
    """Say whether the system can load a library, by the names that Linux and macOS give it.

    Args:
        stem: Its name without `lib` and suffix, such as `pango-1.0`.
    """
    return _opens(f"lib{stem}.so.0") or _opens(f"lib{stem}.0.dylib") or _opens(find_library(stem))


def _opens(file: str | None) -> bool:
    try:
        return file is not None and ctypes.CDLL(file) is not None
    except OSError:
        return False


def _library(
    name: str,
    stems: tuple[str, ...],
    loads: Callable[[str], bool],
    cure: str,
    level: Level,
) -> Finding:
    missing = [f"lib{stem}" for stem in stems if not loads(stem)]
    return Finding(
        name=name,
        ok=not missing,
        detail=f"missing: {', '.join(missing)}" if missing else "found",
        cure=cure if missing else "",
        level=level,
    )


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _written(subject: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    return message.as_bytes()
