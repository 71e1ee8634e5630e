"""Where the files of a campaign lie; nothing here reads them."""

from collections.abc import Iterator
from pathlib import Path

from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.inside import OutsideError, files_inside, real_place
from entreaty.storage.resources import PACKAGE

_FOLDERS = ("appeals", "citation_styles", "languages")
_FILES = ("districts.yaml", "forms_of_address.yaml", "recipients.yaml", "suppression.txt")


def templates_of(campaign: Path) -> Path:
    """Return the folder of a campaign's letter templates: its own, or the shipped ones.

    Raises:
        ContentError: Its own is a link that leads out of the campaign's folder.
    """
    own = campaign / "letter_templates"
    return _inside(own, campaign, "copy the folder to this place") if own.is_dir() else shipped_templates()


def sender_file(campaign: Path, named: Path | None) -> Path | None:
    """Return the sender's file: the one that was named, else the campaign's sender.yaml where there is one.

    Raises:
        ContentError: That is a link which leads out of the campaign's folder.
    """
    usual = campaign / "sender.yaml"
    if named or not usual.exists():
        return named
    return _inside(usual, campaign, "if you mean that file, name it with --sender")


def written_folder(campaign: Path, named: Path | None, usual: str) -> Path:
    """Return the folder that a command writes: the one that was named, else the usual one of the campaign.

    Args:
        campaign: The campaign's folder.
        named: The folder of --out.
        usual: The name of the usual one, such as "letters".

    Raises:
        ContentError: That is a link which leads out of the campaign's folder.
    """
    return named or _inside(campaign / usual, campaign, "if you mean that folder, name it with --out")


def shipped_templates() -> Path:
    """Return the templates that the program brings: in the wheel beside the code, in a checkout beside the package."""
    inside = PACKAGE / "letter_templates"
    return inside if inside.is_dir() else PACKAGE.parent / "letter_templates"


def shipped_formats() -> Path:
    """Return the page on every key of a campaign's files: in the wheel beside the code, else in the checkout."""
    inside = PACKAGE / "formats.md"
    return inside if inside.is_file() else PACKAGE.parent / "appeals" / "README.md"


def files_of(campaign: Path) -> Iterator[Path]:
    """Yield every file of the campaign that letters can depend on, the sender's aside, in alphabetical order."""
    for name in _FOLDERS:
        yield from files_inside(campaign / name, campaign)
    yield from files_inside(templates_of(campaign))
    yield from (path for name in _FILES if (path := campaign / name).is_file())


def _inside(path: Path, campaign: Path, hint: str) -> Path:
    try:
        real_place(path, campaign)
    except OutsideError as error:
        raise ContentError([Problem(Location(path), error.strerror or "", hint)]) from error
    return path
