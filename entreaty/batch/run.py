"""A run: load the campaign, select and compose its letters, render and write those that changed."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from entreaty.batch.cluster import make_on_cluster
from entreaty.batch.report import Outcome, RunReport
from entreaty.batch.request import Inputs, RunRequest
from entreaty.batch.unchanged import remember_run
from entreaty.content.campaign import Campaign, load_campaign
from entreaty.content.files.enclosures import contents_of
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.address_rules import warning_of
from entreaty.output.documents import Look, load_look
from entreaty.output.manifest import (
    ENDINGS,
    ManifestEntry,
    note_in_journal,
    read_begun,
    read_manifest,
    standing,
    withdraw,
    write_manifest,
)
from entreaty.output.processes.pool import make_by_processes
from entreaty.output.processes.queue import Chunks
from entreaty.output.processes.worker import MadeLetter, Task, WrittenLetter
from entreaty.planning.findings import at_its_source
from entreaty.planning.order import Order
from entreaty.planning.plan import Plan, compose_letters
from entreaty.planning.selection import NotWritten, select_letters
from entreaty.problems import Location, Problem, seen_inside
from entreaty.storage.files import (
    FolderError,
    clear_parts,
    files_lying_in,
    fingerprint_of,
    fingerprints_of,
    is_there,
    locked,
    make_durable,
    remove,
    set_aside,
)
from entreaty.writing.checking.letters import check_length
from entreaty.writing.letter import RECIPIENT_SLOTS, SENDER_SLOTS, Letter, LetterId
from entreaty.writing.withholding import redacted, withheld_from_public

# A worker takes about a second to start; fewer letters than this are sooner done without one.
_LETTERS_PER_WORKER = 12


class Observer(Protocol):
    """Whoever watches a run, and may stop it."""

    def planned(self, plan: Plan) -> None:
        """Take note of what is going to be written, and of what is wrong, before anything is written."""

    def done(self, outcome: Outcome) -> None:
        """Take note of a letter that is written, unchanged or failed."""

    def stopped(self) -> bool:
        """Tell whether the run should stop: letters in hand are still finished, and a later run goes on from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run that has ended.

    Attributes:
        campaign: The campaign.
        plan: What was to be done.
        outcomes: What became of each letter, in the order of the plan; of fewer where the run was stopped.
    """

    campaign: Campaign
    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def was_stopped(self) -> bool:
        """Tell whether letters were left undone because the observer stopped the run."""
        return len(self.outcomes) < len(self.plan.letters)

    @property
    def report(self) -> RunReport:
        """Return the result for the user."""
        return report_of(self.plan, self.outcomes)


def run_letters(request: RunRequest, observer: Observer) -> Run:
    """Load a campaign, select and compose its letters, render and write those that changed.

    Raises:
        OrderError: The order names what the campaign does not have.
        EntreatyError: The sender's file, the folder, the templates or the cluster cannot be used.
    """
    # Before anything else is read: what changes from here on is new to the next run.
    inputs = request.inputs()
    campaign = load_campaign(request.campaign, request.sender, signed_by=request.signed_by)
    selection = select_letters(campaign, request.order)
    plan = compose_letters(selection)
    observer.planned(plan)
    outcomes: dict[LetterId, Outcome] = {}
    for outcome in write_letters(
        campaign, plan, request.order, request.folder, inputs=inputs, stopped=observer.stopped
    ):
        if outcome.letter not in outcomes:
            observer.done(outcome)
        outcomes[outcome.letter] = outcome
    in_order = tuple(outcomes[letter.id] for letter in plan.letters if letter.id in outcomes)
    return Run(campaign=campaign, plan=plan, outcomes=in_order)


def write_letters(
    campaign: Campaign,
    plan: Plan,
    order: Order,
    folder: Path,
    *,
    inputs: Inputs | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Render and write the letters of the plan, yielding what became of each as soon as it is known.

    A letter whose files are gone when the run ends is yielded again, as failed.

    Args:
        campaign: Where the templates are.
        plan: The letters.
        order: How they are wanted.
        folder: Where they go.
        inputs: What campaign, plan and order were made from, so that a later run can find it unchanged; None where
            that is not known.
        stopped: Asked again and again whether to stop: letters in hand are then finished and noted in the journal, and
            a later run goes on from there.

    Raises:
        EntreatyError: The folder, the templates or the cluster cannot be used.
    """
    look = look_of(campaign, order)
    with locked(folder):
        letters = _FolderOfLetters(folder, campaign, plan, look, order)
        if not order.force:
            yield from letters.find_unchanged()
        letters.announce_changes()
        letters.withdraw_what_is_not_written()
        names = campaign.signed_by.count if campaign.signed_by else 0
        task = Task(look=look, endings=order.endings, folder=folder, foreign=letters.foreign(), names=names)
        for made in _render_and_write(letters.to_make(), task, order, stopped):
            yield from letters.note(made)
        if len(letters.outcomes) == len(plan.letters):
            yield from letters.find_missing()
            report = report_of(plan, tuple(letters.outcomes[letter.id] for letter in plan.letters))
            manifest = letters.write_manifest(report)
            if inputs:
                remember_run(folder, inputs, manifest, report)


def look_of(campaign: Campaign, order: Order) -> Look:
    """Return how the letters of an order look: in the envelope asked for, or the usual one of the senders' country."""
    countries = Counter(one.sender.country for one in order.supporters)
    if campaign.sender and not countries:
        countries[campaign.sender.country] = 1
    # Most of many supporters post their letters there, and all of them fold them alike.
    country = countries.most_common(1)[0][0] if countries else ""
    envelope = load_envelopes().chosen(order.envelope, country)
    return load_look(campaign.templates, envelope, campaign.images, contents_of(campaign.enclosures))


def report_of(plan: Plan, outcomes: tuple[Outcome, ...]) -> RunReport:
    """Return the result of a plan for the user."""
    return RunReport(
        errors=plan.errors,
        warnings=len(plan.problems) - len(plan.errors),
        outcomes=outcomes,
        skipped=sum(not one.is_draft for one in plan.skipped),
        not_composed=len(plan.failed),
        drafts=plan.drafts,
        enclosed=tuple(_enclosed(plan.letters)),
        notices=plan.notices,
    )


def _enclosed(letters: Iterable[Letter]) -> Iterator[str]:
    """Yield what goes with the letters of each appeal, such as "'visits': petition.pdf, map.pdf"."""
    for appeal, enclosures in {letter.appeal: letter.enclosures for letter in letters}.items():
        if enclosures:
            yield f"'{appeal}': {', '.join(one.name for one in enclosures)}"


def _render_and_write(
    letters: tuple[Letter, ...], task: Task, order: Order, stopped: Callable[[], bool]
) -> Iterator[tuple[MadeLetter, ...]]:
    """Make the letters on a cluster or by processes of this machine; yield them as they are done."""
    workers = max(1, min(order.jobs, len(letters) // _LETTERS_PER_WORKER))
    if order.cluster and letters:
        yield from make_on_cluster(Chunks(letters), task, order.cluster, stopped)
    else:
        yield from make_by_processes(Chunks(letters, workers), task, workers, stopped)


@dataclass(frozen=True, slots=True)
class _LetterFile:
    """A file of a letter, such as "visits/mediator.pdf"."""

    letter: LetterId
    ending: str

    def __str__(self) -> str:
        return f"{self.letter}.{self.ending}"


class _FolderOfLetters:
    """The folder while a run writes into it: what lay there before, what the run makes, and its manifest.

    Attributes:
        outcomes: What became of the letters so far.
    """

    def __init__(self, folder: Path, campaign: Campaign, plan: Plan, look: Look, order: Order) -> None:
        clear_parts(folder)
        self.outcomes: dict[LetterId, Outcome] = {}
        self._folder, self._campaign, self._plan, self._look, self._order = folder, campaign, plan, look, order
        self._entries = read_manifest(folder)
        self._begun = read_begun(folder)
        self._notices: dict[LetterId, tuple[Problem, ...]] = {}
        self._foreign: frozenset[str] = frozenset()
        self._told: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._inside = seen_inside([campaign.folder, folder, look.templates.parent])
        self._letters = {letter.id: letter for letter in plan.letters}
        self._recipients = {recipient.id: recipient for recipient in campaign.recipients}
        self._keys = {name: _key(letter, look) for name, letter in self._letters.items()}

    def announce_changes(self) -> None:
        """Take letters that will be made again or withdrawn out of the manifest, so that it claims nothing meanwhile.

        Until the run has ended, the journal has what was known of them.
        """
        changing = dict.fromkeys((*self._not_written(), *(letter.id for letter in self.to_make())))
        known = {name: self._entries[name] for name in changing if name in self._entries}
        if known:
            note_in_journal(self._folder, *known.values())
            others = (entry for name, entry in self._entries.items() if name not in known)
            write_manifest(self._folder, others, self._plan.skipped, (), self._look.versions, under_way=True)

    def withdraw_what_is_not_written(self) -> None:
        """Remove letters of earlier runs that this one does not write, with the reasons in its manifest."""
        for letter in self._not_written():
            self._withdraw(letter)

    def _not_written(self) -> tuple[LetterId, ...]:
        """Return the letters that must not go out: those with a reason, and what supporters wrote to somebody else."""
        left_out = (one.letter for one in (*self._plan.skipped, *self._plan.failed))
        outdated = (name for name in self._entries if name not in self._letters and self._plan.scope.has(name))
        return tuple(dict.fromkeys((*left_out, *outdated)))

    def find_unchanged(self) -> Iterator[Outcome]:
        """Yield the letters that would be made of the same as before, and whose files lie there as written."""
        known = ((key, self._entries.get(name)) for name, key in self._keys.items())
        alike = (entry for key, entry in known if entry and entry.key == key)
        unchanged = standing(self._folder, alike, self._order.endings)
        for name in (name for name in self._keys if name in unchanged):
            entry, style = self._entries[name], self._order.citation_style
            warnings = self._warnings(name, entry)
            # A new value only where it differs: thousands of entries are unchanged.
            if (entry.problems, entry.citation_style) != (warnings, style):
                self._entries[name] = replace(entry, problems=warnings, citation_style=style)
            yield self._ended(Outcome(letter=name, state="unchanged", entry=self._entries[name]))

    def to_make(self) -> tuple[Letter, ...]:
        """Return the letters that are still to be made."""
        return tuple(letter for name, letter in self._letters.items() if name not in self.outcomes)

    def foreign(self) -> frozenset[str]:
        """Return the files in the way of letters to make that this program has not written, and that are to stay.

        A letter that it wrote and somebody has changed since gets another name, so that nothing of theirs is lost.
        """
        lying = self._lying(self._letters)
        wanted = (_LetterFile(letter.id, ending) for letter in self.to_make() for ending in self._order.endings)
        files = [file for file in wanted if str(file) in lying]
        found = fingerprints_of([f"{self._folder}/{file}" for file in files])
        known = zip(files, found, strict=True)
        foreign = frozenset(str(file) for file, content in known if not self._is_ours(file, content))
        self._foreign = frozenset() if self._order.replace_foreign else foreign
        return self._foreign

    def find_missing(self) -> Iterator[Outcome]:
        """Yield letters of the plan whose files are not there any more, and forget what is gone of all others."""
        self._withdraw_what_others_begun()
        lying = self._lying(self._entries)
        for name, entry in [*self._entries.items()]:
            there = {ending: written for ending, written in entry.files.items() if f"{name}.{ending}" in lying}
            if len(there) == len(entry.files):
                continue
            if name in self.outcomes and not set(self._order.endings) <= there.keys():
                self._withdraw(name)
                yield self._ended(Outcome(letter=name, state="failed", problems=(_gone(name),), lasting=False))
            elif there:
                self._entries[name] = replace(entry, files=there)
                if name in self.outcomes:
                    self.outcomes[name] = replace(self.outcomes[name], entry=self._entries[name])
            else:
                del self._entries[name]

    def note(self, made: Iterable[MadeLetter]) -> Iterator[Outcome]:
        """Note letters in the journal that are written, withdraw earlier versions of those that failed."""
        entries = {one.letter: self._entry(one) for one in made if isinstance(one, WrittenLetter)}
        note_in_journal(self._folder, *entries.values())
        for name, entry in entries.items():
            self._withdraw_outdated(name, entry)
        self._entries |= entries
        for one in made:
            if isinstance(one, WrittenLetter):
                yield self._ended(Outcome(letter=one.letter, state="written", entry=entries[one.letter]))
            else:
                self._withdraw(one.letter)
                self._withdraw_begun(one.letter)
                problems = tuple(at_its_source(problem, self._recipients) for problem in one.problems)
                yield self._ended(Outcome(letter=one.letter, state="failed", problems=problems, lasting=one.lasting))

    def write_manifest(self, report: RunReport) -> str:
        """Write the manifest, and return its SHA-256; its reasons tell nothing that is withheld from the public."""
        make_durable()
        withheld = withheld_from_public(self._campaign.appeals)
        failed = [*self._plan.failed, *(_not_written(one) for one in report.outcomes if not one.entry)]
        public = [replace(one, reason=redacted(self._inside(one.reason), withheld)) for one in failed]
        return write_manifest(self._folder, self._entries.values(), self._plan.skipped, public, self._look.versions)

    def _ended(self, outcome: Outcome) -> Outcome:
        outcome = replace(outcome, notices=self._notices.get(outcome.letter, ()))
        self.outcomes[outcome.letter] = outcome
        return outcome

    def _lying(self, letters: Iterable[LetterId]) -> frozenset[str]:
        """Return what lies in the folders of the letters, such as "visits/mediator.txt"."""
        return frozenset(
            f"{place}/{name}"
            for place in dict.fromkeys(letter.folder for letter in letters)
            for name in files_lying_in(self._folder / place, self._folder)
        )

    def _is_ours(self, file: _LetterFile, content: str | None) -> bool:
        """Tell whether a file with that SHA-256 is as this program wrote it, or was about to when it was stopped.

        One that somebody has changed since gets another name, and is out of the way.
        """
        entry = self._entries.get(file.letter)
        written = entry.files.get(file.ending) if entry else None
        if content is None:
            return False
        return content in {written, *self._begun.get(file.letter, ())} or (
            written is not None and self._set_aside(file)
        )

    def _set_aside(self, file: _LetterFile) -> bool:
        """Keep a letter that somebody has changed under another name; tell whether it is out of the way."""
        path = self._folder / str(file)
        try:
            aside = set_aside(path, self._folder)
        except FolderError:
            return False
        message = f"this letter was changed by hand and is made again; what it was is kept as {aside.name}"
        notice = Problem(Location(path), message, level="warning")
        self._notices[file.letter] = (*self._notices.get(file.letter, ()), notice)
        return True

    def _withdraw(self, letter: LetterId) -> None:
        if letter in self._entries:
            withdraw(self._folder, self._entries.pop(letter))

    def _withdraw_begun(self, letter: LetterId) -> None:
        """Remove files of a letter that a process has put in place before it was lost."""
        names = (f"{letter}.{ending}" for ending in self._order.endings)
        for path in (self._folder / name for name in names if name not in self._foreign):
            if is_there(path) and fingerprint_of(path) in read_begun(self._folder).get(letter, ()):
                remove(path, self._folder)

    def _withdraw_what_others_begun(self) -> None:
        """Remove files that a broken-off run has put in place without a note, of letters that are not of this run."""
        for name, begun in self._begun.items():
            entry = self._entries.get(name)
            for ending in ENDINGS if name not in self.outcomes else ():
                path = self._folder / f"{name}.{ending}"
                found = fingerprint_of(path)
                if found in begun and not (entry and entry.files.get(ending) == found):
                    remove(path, self._folder)

    def _withdraw_outdated(self, name: LetterId, entry: ManifestEntry) -> None:
        """Remove files of an earlier letter that this run was not to make anew."""
        before = self._entries.get(name)
        if before and (outdated := {one: sha for one, sha in before.files.items() if one not in entry.files}):
            withdraw(self._folder, replace(before, files=outdated))

    def _entry(self, written: WrittenLetter) -> ManifestEntry:
        """Return what the manifest says of a letter; files of other endings that say the same still count."""
        letter, before = self._letters[written.letter], self._entries.get(written.letter)
        if before and before.key == self._keys[written.letter]:
            more = [one for one in before.files if one not in written.files and before.stands(self._folder, [one])]
            written = replace(
                written,
                files={**{one: before.files[one] for one in more}, **written.files},
                pages=written.pages or (before.pages if more else 0),
                notes=written.notes if written.pages or not more else before.notes,
                typesetting=written.typesetting or (before.typesetting if more else ""),
                address=written.address if written.pages or not more else before.address,
            )
        return ManifestEntry(
            appeal=letter.appeal,
            recipient=letter.recipient,
            sender=letter.sender_id,
            language=letter.language,
            date=letter.date.isoformat(),
            passages=letter.passages,
            demands=tuple([demand.id for demand in letter.demands]),
            citations=tuple(dict.fromkeys(source for note in letter.notes for source in note.sources)),
            pages=written.pages,
            notes=written.notes,
            files=written.files,
            key=self._keys[written.letter],
            problems=self._warnings(written.letter, written),
            typesetting=written.typesetting,
            citation_style=self._order.citation_style,
            address=written.address,
        )

    def _warnings(self, letter: LetterId, made: WrittenLetter | ManifestEntry) -> tuple[str, ...]:
        """Return the warnings that concern the letter, those about its number of pages and its envelope included."""
        warnings = self._told.get(told := self._plan.warnings.get(letter, ()))
        if warnings is None:
            warnings = self._told[told] = tuple(map(self._inside, told))
        # What follows a letter on pages of its own is to be leafed through, not read.
        lengthy = () if self._campaign.signed_by else check_length(made.pages)
        more = (*lengthy, *warning_of(made.address, self._look.envelope))
        return (*warnings, *more) if more else warnings


def _key(letter: Letter, look: Look) -> str:
    """Return the SHA-256 of everything that the letter's files are made from; the way of setting is not part of it."""
    slots = RECIPIENT_SLOTS + (SENDER_SLOTS if letter.sender_id else ())
    # Letters with notes of their own have nothing in common that would be found again.
    key_of_group = _key_of_group if letter.slots or not letter.sender_id else _key_of_group.__wrapped__
    shared = key_of_group(letter.masked(slots), look.fingerprint)
    own = tuple(letter.values(slots).values())
    return hashlib.sha256(repr((shared, own)).encode()).hexdigest()


@lru_cache(maxsize=256)
def _key_of_group(shared: Letter, look: str) -> str:
    return hashlib.sha256(repr((look, shared)).encode()).hexdigest()


def _gone(letter: LetterId) -> Problem:
    message = "its files are gone, though they were written: was the folder changed while the run went on?"
    return Problem(Location(Path(letter)), message, "run the same command again")


def _not_written(outcome: Outcome) -> NotWritten:
    return NotWritten(letter=outcome.letter, reason="\n".join(map(str, outcome.problems)))
