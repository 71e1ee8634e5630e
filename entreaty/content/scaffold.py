"""Skeletons to begin with: a commented appeal, or a whole campaign folder."""

import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from entreaty.content.files.appeals import why_no_name
from entreaty.content.files.authorities import FOLDER
from entreaty.content.files.recipients import audiences_at_a_glance
from entreaty.content.places import shipped_formats, shipped_templates
from entreaty.content.schemas import write_schemas
from entreaty.problems import EntreatyError
from entreaty.storage.files import write_for_all
from entreaty.storage.resources import DATA

IGNORED = (
    "sender.yaml",
    "*-sender.yaml",
    "sender-*.yaml",
    "delivery.yaml",
    "suppression.txt",
    "letters/",
    "evidence/",
    "backups/",
    "*.imported.json",
    "ledger.sqlite3*",
    ".ledger*",
    "senders.sqlite3*",
    ".senders*",
    "*supporters*.csv",
    "*supporters*.xlsx",
    "*supporters*.ods",
    ".*.part",
    "/*.csv",
    "/*.xlsx",
    "/*.ods",
    "/*.html",
)
"""What `.gitignore` lists: what holds data of people beside the campaign's own files, or is made anew."""
_SKELETONS = DATA / "skeletons"
# Pages of the program's documentation, which no campaign has.
_LINK_TO_ITS_DOCS = re.compile(r"\[([^\]]*)\]\(\.\./(?:docs|entreaty)/[^)]*\)")
# The time after which facts are old enough to be looked at again.
_REVIEW_AFTER = timedelta(days=180)


class ScaffoldError(EntreatyError):
    """A skeleton cannot be made there."""


def new_appeal(campaign: Path, name: str, day: date) -> Path:
    """Make the skeleton of an appeal.

    Args:
        campaign: The campaign's folder.
        name: The id of the appeal, which is its folder's name.
        day: Today, from which the date of its review is counted.

    Raises:
        ScaffoldError: The name is no id, or there is such an appeal already.
    """
    if why := why_no_name(name):
        raise ScaffoldError(": ".join(why))
    if name == FOLDER:
        raise ScaffoldError(f"the folder '{name}' is for files of sources: give the appeal another name")
    path = campaign / "appeals" / name / "appeal.yaml"
    title = name.replace("-", " ").capitalize()
    _fill("appeal.yaml", path, campaign, schema="../../docs/schemas/appeal.json", day=day, title=title)
    return path


def new_campaign(folder: Path, day: date) -> tuple[Path, ...]:
    """Make a campaign folder with every file that it needs, and return these, and the folders of templates and schemas.

    Args:
        folder: Where; it must be missing or empty.
        day: Today, from which the date of the first review is counted.

    Raises:
        ScaffoldError: Something is there already, or nothing can be written there.
    """
    try:
        return _written(folder, day)
    except OSError as error:
        raise ScaffoldError(f"{folder}: a campaign cannot be made here: {error.strerror}") from error


def _written(folder: Path, day: date) -> tuple[Path, ...]:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ScaffoldError(f"{folder}: there is something here already; name a new folder")
    plan = {
        "README.md": (folder / "README.md", ""),
        "recipients.yaml": (folder / "recipients.yaml", "docs/schemas/recipients.json"),
        "authorities.yaml": (folder / "appeals" / "authorities.yaml", "../docs/schemas/authorities.json"),
        "sender.example.yaml": (folder / "sender.example.yaml", "docs/schemas/sender.json"),
        "delivery.example.yaml": (folder / "delivery.example.yaml", "docs/schemas/delivery.json"),
    }
    for name, (path, schema) in plan.items():
        _fill(name, path, folder, schema=schema, day=day)
    appeal = new_appeal(folder, "first-appeal", day)
    templates = folder / "letter_templates"
    shutil.copytree(shipped_templates(), templates)
    formats = folder / "appeals" / "README.md"
    for page, copied in ((formats, shipped_formats()), (templates / "README.md", templates / "README.md")):
        write_for_all(page, _without_links_to_its_docs(copied.read_text(encoding="utf-8")), folder)
    ignored = folder / ".gitignore"
    write_for_all(ignored, "\n".join((*IGNORED, "")), folder)
    schemas = folder / "docs" / "schemas"
    write_schemas(schemas, audiences_at_a_glance(folder / "recipients.yaml"))
    return (*(path for path, _ in plan.values()), formats, appeal, templates, ignored, schemas)


def _without_links_to_its_docs(page: str) -> str:
    return _LINK_TO_ITS_DOCS.sub(r"\1 (in the documentation of Entreaty)", page)


def _fill(name: str, path: Path, folder: Path, *, schema: str, day: date, title: str = "") -> None:
    if os.path.lexists(path):
        raise ScaffoldError(f"{path}: the file is there already")
    text = (_SKELETONS / name).read_text(encoding="utf-8")
    write_for_all(path, text.format(schema=schema, day=day, review_by=day + _REVIEW_AFTER, title=title), folder)
