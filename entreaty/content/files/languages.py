"""The files of a campaign's own languages; nothing here reads them."""

from collections.abc import Mapping
from pathlib import Path

from entreaty.content.locales import is_language_code, use_own_languages
from entreaty.problems import Location, Problem
from entreaty.storage.inside import files_inside

FOLDER = "languages"
"""The folder of a campaign's own languages, and of what it changes of ours."""


def language_files(campaign: Path) -> Mapping[str, Path]:
    """Return a campaign's language files by code, such as {"cy": Path("languages/cy.yaml")}."""
    return {path.stem: path for path in _files(campaign) if is_language_code(path.stem)}


def misnamed_languages(campaign: Path) -> tuple[Problem, ...]:
    """Return a problem for each file among the campaign's languages that is not called by one."""
    hint = "call the file by two letters of ISO 639-1, and a region if need be: cy.yaml, es-MX.yaml"
    return tuple(
        Problem(Location(path), f"'{path.stem}' is not the code of a language that dates can be written in", hint)
        for path in _files(campaign)
        if not is_language_code(path.stem)
    )


def allow_languages_of(campaign: Path) -> None:
    """Let what is read from here on be written in the campaign's own languages, too."""
    use_own_languages(tuple(language_files(campaign)))


def _files(campaign: Path) -> tuple[Path, ...]:
    folder = campaign / FOLDER
    return tuple(path for path in files_inside(folder, campaign) if path.suffix == ".yaml" and path.parent == folder)
