"""Where the files of a campaign lie; nothing here reads them."""

from collections.abc import Iterator
from pathlib import Path

from entreaty.storage.resources import PACKAGE

_FOLDERS = ("appeals", "citation_styles")
_FILES = ("recipients.yaml", "suppression.txt")


def templates_of(campaign: Path) -> Path:
    """Return the folder of a campaign's letter templates: its own, or the shipped ones."""
    own = campaign / "letter_templates"
    return own if own.is_dir() else shipped_templates()


def sender_file(campaign: Path, named: Path | None) -> Path | None:
    """Return the sender's file: the one that was named, else the campaign's sender.yaml where there is one."""
    usual = campaign / "sender.yaml"
    return named or (usual if usual.exists() else None)


def shipped_templates() -> Path:
    """Return the templates that the program brings: in the wheel beside the code, in a checkout beside the package."""
    inside = PACKAGE / "letter_templates"
    return inside if inside.is_dir() else PACKAGE.parent / "letter_templates"


def files_of(campaign: Path) -> Iterator[Path]:
    """Yield every file of the campaign that letters can depend on, the sender's aside, in alphabetical order."""
    for folder in (*(campaign / name for name in _FOLDERS), templates_of(campaign)):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
    yield from (path for name in _FILES if (path := campaign / name).is_file())
