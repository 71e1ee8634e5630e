"""A whole campaign: all its files loaded, compared with each other, with everything that is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from entreaty.content.appeals import Appeal, appeal_files, load_appeal
from entreaty.content.authorities import Authority, load_authorities
from entreaty.content.model import closest
from entreaty.content.recipients import Recipient, load_recipients
from entreaty.content.sender import Sender, load_sender
from entreaty.content.validation import Checked
from entreaty.problems import ContentError, Location, Problem

Loaded = TypeVar("Loaded", Authority, Recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Everything of a campaign that can be used, and the problems of the rest.

    Attributes:
        folder: Where it lies.
        authorities: What may be cited, by id.
        appeals: The appeals, open and closed.
        recipients: The profiles.
        sender: Who signs; None leaves blanks.
        problems: Everything that is wrong in its files.
    """

    folder: Path
    authorities: Mapping[str, Authority]
    appeals: tuple[Appeal, ...]
    recipients: tuple[Recipient, ...]
    sender: Sender | None
    problems: tuple[Problem, ...]

    @property
    def templates(self) -> Path:
        """Return the folder of its letter templates: its own, or the shipped ones."""
        own = self.folder / "letter_templates"
        return own if own.is_dir() else shipped_templates()


def shipped_templates() -> Path:
    """Return the templates that the program brings: in the wheel beside the code, in a checkout beside the package."""
    package = Path(__file__).parent.parent
    inside = package / "letter_templates"
    return inside if inside.is_dir() else package.parent / "letter_templates"


def load_campaign(folder: Path, sender_file: Path | None = None) -> Campaign:
    """Load a campaign; a file that cannot be used becomes problems and does not spoil the others.

    Args:
        folder: The campaign's folder.
        sender_file: Who signs; None leaves blanks.

    Raises:
        ContentError: The sender cannot be used, so that letters would go out with blanks in place of a name.
    """
    problems: list[Problem] = []
    authorities = {one.id: one for one in _entries(load_authorities, folder / "appeals" / "authorities.yaml", problems)}
    recipients = _entries(load_recipients, folder / "recipients.yaml", problems)
    sender = None
    if sender_file:
        try:
            sender = load_sender(sender_file)
        except ContentError as error:
            raise ContentError((*problems, *error.problems)) from error
    appeals, wrong = _load_appeals(folder, authorities, recipients)
    return Campaign(
        folder=folder,
        authorities=authorities,
        appeals=appeals,
        recipients=recipients,
        sender=sender,
        problems=(*problems, *wrong),
    )


def _entries(load: Callable[[Path], Checked[Loaded]], path: Path, problems: list[Problem]) -> tuple[Loaded, ...]:
    """Return what can be used of a file of entries, and add what is wrong with it to the problems."""
    try:
        checked = load(path)
    except ContentError as error:
        problems += error.problems
        return ()
    problems += checked.problems
    return checked.entries


def _load_appeals(
    folder: Path, authorities: Mapping[str, Authority], recipients: tuple[Recipient, ...]
) -> tuple[tuple[Appeal, ...], list[Problem]]:
    appeals, problems = [], []
    files = appeal_files(folder)
    if not files:
        hint = "'new appeal ID' makes one"
        problems.append(Problem(Location(folder / "appeals"), "there is no appeal here", hint))
    for file in files:
        try:
            appeal = load_appeal(file)
        except ContentError as error:
            problems += error.problems
            continue
        if wrong := _broken_references(appeal, authorities, recipients):
            problems += wrong
        else:
            appeals.append(appeal)
    return tuple(appeals), problems


def _broken_references(
    appeal: Appeal, authorities: Mapping[str, Authority], recipients: tuple[Recipient, ...]
) -> list[Problem]:
    """Return a problem for each condition that names what does not exist."""
    known = {"bound_by": tuple(authorities), "recipients": tuple(one.id for one in recipients)}
    called = {"bound_by": "authority", "recipients": "recipient"}
    return [
        Problem(passage.fits.place(key), f"there is no {called[key]} '{name}'", closest(name, known[key]))
        for _, passage in appeal.letter.passages()
        for key in known
        for name in getattr(passage.fits, key)
        if name not in known[key]
    ]
