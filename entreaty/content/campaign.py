"""A whole campaign: all its files loaded, compared with each other, with everything that is wrong with them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from entreaty.content.files.appeals import Appeal, appeal_files, load_appeal
from entreaty.content.files.audiences import (
    AUDIENCES_OF_FIRST_VERSION,
    FIRST_VERSION_HEAD,
    PUBLIC,
    Audiences,
    UnknownAudiences,
)
from entreaty.content.files.authorities import Authority, load_sources
from entreaty.content.files.conditions import Condition
from entreaty.content.files.districts import DistrictTable, load_districts
from entreaty.content.files.enclosures import EnclosedFile, load_enclosures
from entreaty.content.files.images.loading import load_images
from entreaty.content.files.recipients import LoadedRecipients, Recipient, load_recipients
from entreaty.content.files.sender import Sender, SignatoryTable, load_sender
from entreaty.content.files.suppression import Suppression, load_suppression
from entreaty.content.locales import misnamed_languages
from entreaty.content.model import Suggestions, why_no_id
from entreaty.content.places import templates_of
from entreaty.content.shipped.campaign_forms import Forms, load_forms
from entreaty.content.shipped.languages.file import SHIPPED, Languages, use_languages_of
from entreaty.content.shipped.languages.pages import PageWords
from entreaty.content.shipped.postal import normal_code, why_no_code
from entreaty.content.validation import Checked
from entreaty.problems import Concern, ContentError, Location, Problem, in_reading_order


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
        audiences: The groups of recipients that it says different things to.
        forms: The forms of address, its own among them.
        enclosures: The files that go with the letters of each appeal, by its id; none where they have problems.
        languages: The languages that its letters can be written in.
        districts: The tables that say what lies in which district; none where their file has problems.
        signed_by: All who sign its letters beside the sender; None where nobody does.
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
    audiences: Audiences = AUDIENCES_OF_FIRST_VERSION
    enclosures: Mapping[str, tuple[EnclosedFile, ...]] = field(default_factory=dict)
    forms: Forms = field(default_factory=Forms)
    languages: Languages = SHIPPED
    districts: tuple[DistrictTable, ...] = ()
    signed_by: SignatoryTable | None = None

    @property
    def language(self) -> str:
        """Return the language of what is made beside letters: that in which its first appeal was written."""
        return self.appeals[0].original if self.appeals else "en"

    @property
    def page_words(self) -> PageWords:
        """Return what says the words of what is made beside letters."""
        return self.languages.page_words(self.language)

    @property
    def templates(self) -> Path:
        """Return the folder of its letter templates: its own, or the shipped ones."""
        return templates_of(self.folder)


def load_campaign(
    folder: Path,
    sender_file: Path | None = None,
    loaded: LoadedRecipients | None = None,
    signed_by: SignatoryTable | None = None,
) -> Campaign:
    """Load a campaign; a file that cannot be used becomes problems and does not spoil the others.

    Args:
        folder: The campaign's folder.
        sender_file: Who signs; None leaves blanks.
        loaded: The recipients, where they are loaded already or do not matter.
        signed_by: All who sign beside the sender; None where nobody does.

    Raises:
        ContentError: The sender cannot be used, so that letters would go out with blanks in place of a name; or the
            suppression list cannot, so that they would go to people who must not be written to; or the letter templates
            lie elsewhere.
    """
    # Before anything is read: it may be written in the campaign's own languages.
    spoken = use_languages_of(folder)
    authorities = load_sources(folder)
    recipients = loaded or _recipients(folder / "recipients.yaml")
    forms = load_forms(folder)
    problems = [
        *misnamed_languages(folder),
        *spoken.problems(),
        *authorities.problems,
        *recipients.problems,
        *forms.problems,
    ]
    appeals = _load_appeals(folder, authorities, recipients, forms)
    enclosures = _load_enclosures(folder, appeals.entries, problems)
    districts = _load_districts(folder, problems)
    problems += (*appeals.problems, *_undeclared(folder / "recipients.yaml", recipients, appeals.entries))
    try:
        sender = _sender(sender_file) if sender_file else None
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
        audiences=recipients.audiences,
        enclosures=enclosures,
        forms=forms,
        languages=spoken,
        districts=districts,
        signed_by=signed_by,
    )


def _sender(file: Path) -> Sender:
    """Return who signs.

    Raises:
        ContentError: The file cannot be used, or the postal code is none of the country.
    """
    sender = load_sender(file)
    if sender.postcode and not normal_code(sender.postcode, sender.country):
        message = why_no_code(sender.postcode, sender.country)
        hint = "write the whole code, or correct 'country'"
        raise ContentError([Problem(sender.place("postcode"), message, hint)])
    return sender


def _load_districts(folder: Path, problems: list[Problem]) -> tuple[DistrictTable, ...]:
    """Return the tables of districts that the campaign names; what is wrong with that is added to the problems."""
    try:
        tables = load_districts(folder)
    except ContentError as error:
        problems += error.problems
        return ()
    for table in tables:
        if not (folder / table.file).is_file():
            hint = "put the table there, or remove the entry"
            problems.append(Problem(table.place("file"), f"there is no file '{table.file}'", hint))
    return tables


def _load_enclosures(
    folder: Path, appeals: Iterable[Appeal], problems: list[Problem]
) -> Mapping[str, tuple[EnclosedFile, ...]]:
    """Return the enclosures of each appeal that is not closed, by its id; what is wrong is added to the problems."""
    enclosures = {}
    for appeal in appeals:
        if appeal.enclosures and appeal.status != "closed":
            try:
                enclosures[appeal.id] = load_enclosures(appeal, folder)
            except ContentError as error:
                problems += error.problems
    return enclosures


def _suppressed(recipients: tuple[Recipient, ...], suppression: Suppression) -> Mapping[str, str]:
    """Return the entry that forbids e-mail to a recipient, by id, such as {"mayor-of-bern": "bern.example"}."""
    entries = {one.id: suppression.entry_for(one.email) for one in recipients if one.email}
    return {name: entry for name, entry in entries.items() if entry}


def _recipients(path: Path) -> LoadedRecipients:
    """Return the profiles that can be used; none of a file that cannot be read, which declares no audiences either."""
    try:
        return load_recipients(path)
    except ContentError as error:
        return LoadedRecipients((), None, error.problems, audiences=Audiences({}, usable=False))


def _undeclared(path: Path, recipients: LoadedRecipients, appeals: Iterable[Appeal]) -> Iterator[Problem]:
    """Yield a warning where a campaign uses audiences and declares none."""
    if recipients.audiences.declared:
        return
    if any(one.audiences for one in recipients.entries) or any(map(uses_audiences, appeals)):
        message = "the campaign declares no audiences, so that those of the first version stand"
        hint = f"let 'entreaty upgrade' do it, or write this above 'recipients:' yourself: {FIRST_VERSION_HEAD}"
        yield Problem(Location(path), message, hint, "warning")


def uses_audiences(appeal: Appeal) -> bool:
    """Tell whether anything in the appeal depends on the audiences of its recipients."""
    return any(True for _ in _audiences_of(appeal))


def _load_appeals(
    folder: Path, authorities: Checked[Authority], recipients: LoadedRecipients, forms: Forms
) -> Checked[Appeal]:
    """Load the appeals; one that names an audience or an authority that cannot be used is left out, with its problem.

    Nobody can tell whom its passages are for, or must be kept from.
    """
    appeals: list[Appeal] = []
    problems: list[Problem] = []
    files = appeal_files(folder)
    if not files:
        problems.append(Problem(Location(folder / "appeals"), "there is no appeal here", "'new appeal ID' makes one"))
    usable = {authority.id for authority in authorities.entries}
    names = {
        "bound_by": _Names("authority", authorities.named),
        "recipients": _Names("recipient", recipients.named),
        "forms": _Names("form of address", forms.by_office),
    }
    audiences = UnknownAudiences(recipients.audiences)
    for file in files:
        try:
            appeal = load_appeal(file, folder)
        except ContentError as error:
            problems += error.problems
            continue
        for key, known in names.items():
            problems += known.unknown(appeal, key)
        unknown = tuple(filter(None, (audiences.problem(name, place) for name, place in _audiences_of(appeal))))
        problems += unknown
        problems += _unknown_copies(appeal, recipients)
        if not unknown and all(name in usable for one in _conditions_of(appeal) for name in one.bound_by):
            appeals.append(appeal)
    named = frozenset(file.parent.name for file in files)
    problems += _unknown_positions(recipients.entries, named)
    return Checked(tuple(appeals), named, tuple(problems))


def _unknown_copies(appeal: Appeal, recipients: LoadedRecipients) -> Iterator[Problem]:
    """Yield a problem for each name in `copies` that stands for a broken profile, or looks like an id that is none."""
    if not appeal.copies:
        return
    usable, place = {one.id for one in recipients.entries}, appeal.place("copies")
    suggestions = Suggestions(recipients.named or ())
    for name in filter(None, (one.plain for one in appeal.copies)):
        if recipients.named is None or name in usable or why_no_id(name):
            continue
        if name in recipients.named:
            message = f"'{name}' is to get a copy, and its profile cannot be used"
            yield Problem(place, message, "correct the profile", concerns=Concern("appeal", appeal.id))
        elif (near := suggestions.nearest(name)) or "-" in name:
            message = f"'{name}' in 'copies' looks like an id, and is printed as it stands: no recipient has it"
            hint = near or "write who gets the copy in words, or the id of a profile"
            yield Problem(place, message, hint, "warning", Concern("appeal", appeal.id))


def _unknown_positions(recipients: Iterable[Recipient], appeals: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each position on an appeal that there is not."""
    suggestions = Suggestions(appeals)
    for one in recipients:
        for name in one.positions:
            if name not in appeals:
                place, concern = one.place("positions"), Concern("recipient", one.id)
                yield Problem(place, f"there is no appeal '{name}'", suggestions.nearest(name), concerns=concern)


def _conditions_of(appeal: Appeal) -> Iterator[Condition]:
    """Yield what stands in each `for` and `not` of the appeal."""
    for passage in appeal.letter.passages():
        yield passage.fits
        yield passage.excludes


def _audiences_of(appeal: Appeal) -> Iterator[tuple[str, Location]]:
    """Yield each audience that the appeal names, with its place."""
    for condition in _conditions_of(appeal):
        yield from ((name, condition.place("audiences")) for name in condition.audiences)
    for passage in appeal.letter.passages():
        yield from ((name, passage.place("withhold_from")) for name in passage.withhold_from if name != PUBLIC)
    for entry in appeal.withhold:
        yield from ((name, entry.place("from")) for name in entry.readers if name != PUBLIC)


class _Names:
    """The names that conditions of one kind may have, such as the ids of all recipients."""

    def __init__(self, called: str, known: Collection[str] | Callable[[], Collection[str]] | None) -> None:
        """Take what a name is called, such as "recipient", and those that there are; None if nobody can tell.

        A function returns them where they are first asked for.
        """
        self._called, self._known = called, known
        self._suggestions: Suggestions | None = None

    def unknown(self, appeal: Appeal, key: str) -> Iterator[Problem]:
        """Yield a problem for each name in the conditions of that key which is nowhere defined."""
        for passage in appeal.letter.passages():
            yield from self._unknown_in(passage.fits, key, None)
            # Otherwise, a passage that must not go to somebody would go to everybody.
            yield from self._unknown_in(passage.excludes, key, Concern("appeal", appeal.id))

    def _unknown_in(self, condition: Condition, key: str, concerns: Concern | None) -> Iterator[Problem]:
        for name in getattr(condition, key):
            known = self._known = self._known() if callable(self._known) else self._known
            if known is not None and name not in known:
                self._suggestions = self._suggestions or Suggestions(known)
                hint = self._suggestions.nearest(name)
                message = f"there is no {self._called} '{name}'"
                yield Problem(condition.place(key), message, hint, concerns=concerns)
