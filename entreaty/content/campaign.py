"""A whole campaign: all its files loaded, compared with each other, with everything that is wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from entreaty.content.files.appeals import Appeal, appeal_files, load_appeal
from entreaty.content.files.authorities import Authority, load_sources
from entreaty.content.files.images import load_images
from entreaty.content.files.recipients import Recipient, load_recipients
from entreaty.content.files.sender import Sender, load_sender
from entreaty.content.files.suppression import Suppression, load_suppression
from entreaty.content.model import Suggestions
from entreaty.content.places import templates_of
from entreaty.content.validation import Checked
from entreaty.problems import ContentError, Location, Problem, in_reading_order

Loaded = TypeVar("Loaded", Authority, Recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Everything of a campaign that can be used, and the problems of the rest.

    Attributes:
        folder: Where it lies.
        authorities: What may be cited, by id.
        named: The ids of all authorities, those that cannot be used included; None where their file cannot be read.
        appeals: The appeals, open and closed.
        recipients: The profiles.
        sender: Who signs; None leaves blanks.
        images: The sender's images by name, checked and cleaned.
        problems: Everything that is wrong in its files.
        suppressed: The entry of `suppression.txt` for each recipient whose e-mail address it took away.
    """

    folder: Path
    authorities: Mapping[str, Authority]
    named: frozenset[str] | None
    appeals: tuple[Appeal, ...]
    recipients: tuple[Recipient, ...]
    sender: Sender | None
    images: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    suppressed: Mapping[str, str] = field(default_factory=dict)

    @property
    def templates(self) -> Path:
        """Return the folder of its letter templates: its own, or the shipped ones."""
        return templates_of(self.folder)


def load_campaign(folder: Path, sender_file: Path | None = None) -> Campaign:
    """Load a campaign; a file that cannot be used becomes problems and does not spoil the others.

    Args:
        folder: The campaign's folder.
        sender_file: Who signs; None leaves blanks.

    Raises:
        ContentError: The sender cannot be used, so that letters would go out with blanks in place of a name; or the
            suppression list cannot, so that they would go to people who must not be written to; or the letter templates
            lie elsewhere.
    """
    authorities = load_sources(folder)
    recipients = _checked(load_recipients, folder / "recipients.yaml")
    problems = [*authorities.problems, *recipients.problems]
    appeals = _load_appeals(folder, authorities, recipients)
    problems += appeals.problems
    try:
        sender = load_sender(sender_file) if sender_file else None
        images = load_images(sender) if sender else {}
        suppressed = _suppressed(recipients.entries, load_suppression(folder / "suppression.txt"))
        templates_of(folder)
    except ContentError as error:
        raise ContentError(in_reading_order((*problems, *error.problems))) from error
    return Campaign(
        folder=folder,
        authorities={one.id: one for one in authorities.entries},
        named=authorities.named,
        appeals=appeals.entries,
        recipients=tuple(
            one.model_copy(update={"email": None}) if one.id in suppressed else one for one in recipients.entries
        ),
        sender=sender,
        images=images,
        problems=tuple(problems),
        suppressed=suppressed,
    )


def _suppressed(recipients: tuple[Recipient, ...], suppression: Suppression) -> Mapping[str, str]:
    """Return the entry that forbids e-mail to a recipient, by id, such as {"mayor-of-bern": "bern.example"}."""
    entries = {one.id: suppression.entry_for(one.email) for one in recipients if one.email}
    return {name: entry for name, entry in entries.items() if entry}


def _checked(load: Callable[[Path], Checked[Loaded]], path: Path) -> Checked[Loaded]:
    """Return what can be used of a file of entries; nothing of a file that cannot be read."""
    try:
        return load(path)
    except ContentError as error:
        return Checked((), None, error.problems)


def _load_appeals(folder: Path, authorities: Checked[Authority], recipients: Checked[Recipient]) -> Checked[Appeal]:
    """Load the appeals; one whose conditions name an authority that cannot be used is left out, with its problem."""
    appeals: list[Appeal] = []
    problems: list[Problem] = []
    files = appeal_files(folder)
    if not files:
        problems.append(Problem(Location(folder / "appeals"), "there is no appeal here", "'new appeal ID' makes one"))
    usable = {authority.id for authority in authorities.entries}
    names = {"bound_by": _Names("authority", authorities.named), "recipients": _Names("recipient", recipients.named)}
    for file in files:
        try:
            appeal = load_appeal(file, folder)
        except ContentError as error:
            problems += error.problems
            continue
        for key, known in names.items():
            problems += known.unknown(appeal, key)
        if all(name in usable for passage in appeal.letter.passages() for name in passage.fits.bound_by):
            appeals.append(appeal)
    return Checked(tuple(appeals), frozenset(file.parent.name for file in files), tuple(problems))


class _Names:
    """The names that conditions of one kind may have, such as the ids of all recipients."""

    def __init__(self, called: str, known: frozenset[str] | None) -> None:
        """Take what a name is called, such as "recipient", and those that there are; None if nobody can tell."""
        self._called, self._known = called, known
        self._suggestions = Suggestions(known or ())

    def unknown(self, appeal: Appeal, key: str) -> Iterator[Problem]:
        """Yield a problem for each name in the conditions of that key which is nowhere defined."""
        if self._known is None:
            return
        for passage in appeal.letter.passages():
            for name in getattr(passage.fits, key):
                if name not in self._known:
                    message = f"there is no {self._called} '{name}'"
                    yield Problem(passage.fits.place(key), message, self._suggestions.nearest(name))
