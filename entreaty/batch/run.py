"""Render and write the letters of a plan, on as many processes as pay off; only what changed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from entreaty.batch.cluster import make_on_cluster
from entreaty.batch.report import Outcome, Report
from entreaty.batch.unchanged import Fingerprint, remember_run
from entreaty.content.campaign import Campaign
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.output.documents import Look, load_look
from entreaty.output.manifest import Record, note_in_journal, read_records, standing, withdraw, write_manifest
from entreaty.output.processes.pool import make_by_processes, make_here
from entreaty.output.processes.queue import Chunks
from entreaty.output.processes.worker import Made, Task
from entreaty.planning.order import Order
from entreaty.planning.plan import Plan, Refusal
from entreaty.storage.files import clear_parts, locked, make_durable
from entreaty.writing.checking.letters import check_length
from entreaty.writing.letter import Letter
from entreaty.writing.withholding import redacted, withheld_from_public

__all__ = ["Caller", "Outcome", "look_of", "report_of", "write_letters"]

# A worker takes about a second to start; fewer letters than this are sooner done without one.
_LETTERS_PER_WORKER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever runs it.

    Attributes:
        inputs: What campaign, plan and order were made from, so that a later run can find it unchanged; None where
            that is not known.
        stopped: Asked again and again whether the run should stop.
    """

    inputs: Fingerprint | None = None
    stopped: Callable[[], bool] = lambda: False


_NOBODY = Caller()


def write_letters(
    campaign: Campaign,
    plan: Plan,
    order: Order,
    folder: Path,
    caller: Caller = _NOBODY,
) -> Iterator[Outcome]:
    """Render and write the letters of the plan, yielding what became of each as soon as it is known.

    Args:
        campaign: Where the templates are.
        plan: The letters.
        order: How they are wanted.
        folder: Where they go.
        caller: Whoever runs it, and may want it to stop: letters in hand are then finished and noted in the journal,
            and the run ends there, to be gone on with by another.

    Raises:
        EntreatyError: The folder, the templates or the cluster cannot be used.
    """
    look = look_of(campaign, order)
    with locked(folder):
        clear_parts(folder)
        records = read_records(folder)
        for refusal in (*plan.skipped, *plan.failed):
            if refusal.id in records:
                withdraw(folder, records.pop(refusal.id))
        accounts = _Accounts(plan)
        keys = {letter.id: _key(letter, look) for letter in plan.letters}
        unchanged = frozenset[str]() if order.force else _unchanged(keys, records, folder, order.endings)
        outcomes: dict[str, Outcome] = {}
        for name in (one for one in keys if one in unchanged):
            records[name] = accounts.brought_up_to_date(records[name])
            outcomes[name] = Outcome(letter=name, state="unchanged", record=records[name])
            yield outcomes[name]
        todo = {letter.id: letter for letter in plan.letters if letter.id not in unchanged}
        for made in _made(
            tuple(todo.values()), Task(look=look, endings=order.endings, folder=folder), order, caller.stopped
        ):
            done = [_outcome(one, todo[one.letter], keys[one.letter], accounts) for one in made]
            note_in_journal(folder, *(outcome.record for outcome in done if outcome.record))
            for outcome in done:
                if outcome.record:
                    records[outcome.letter] = outcome.record
                elif outcome.letter in records:
                    withdraw(folder, records.pop(outcome.letter))
                outcomes[outcome.letter] = outcome
                yield outcome
        if len(outcomes) == len(keys):
            report = report_of(plan, [outcomes[name] for name in keys])
            make_durable()
            failed = _failed(campaign, plan, report)
            manifest = write_manifest(folder, records.values(), plan.skipped, failed, look.versions)
            if caller.inputs:
                remember_run(folder, caller.inputs, manifest, report)


def look_of(campaign: Campaign, order: Order) -> Look:
    """Return how the letters of an order look."""
    return load_look(campaign.templates, _envelope(campaign, order), campaign.images)


def report_of(plan: Plan, outcomes: Sequence[Outcome]) -> Report:
    """Return what a run tells: its plan, and what became of it."""
    return Report(
        errors=tuple(problem for problem in plan.problems if problem.level == "error"),
        warnings=sum(problem.level == "warning" for problem in plan.problems),
        outcomes=tuple(outcomes),
        skipped=len(plan.skipped),
        failed=len(plan.failed),
    )


def _envelope(campaign: Campaign, order: Order) -> Envelope:
    """Return the envelope that was asked for, or that people in the sender's country use."""
    country = campaign.sender.country if campaign.sender else ""
    envelopes = load_envelopes()
    return envelopes.by_id(order.envelope, country) if order.envelope else envelopes.for_country(country)


def _unchanged(
    keys: Mapping[str, str], records: Mapping[str, Record], folder: Path, endings: tuple[str, ...]
) -> frozenset[str]:
    """Return the letters that would be made of the same as before, and lie there as they were written."""
    alike = (records[name] for name, key in keys.items() if name in records and records[name].key == key)
    return standing(folder, alike, endings)


def _made(
    letters: tuple[Letter, ...], task: Task, order: Order, stopped: Callable[[], bool]
) -> Iterator[tuple[Made, ...]]:
    """Make the letters on a cluster, by processes of this machine, or in this one; yield them as they are done."""
    if order.cluster and letters:
        yield from make_on_cluster(Chunks(letters), task, order.cluster, stopped)
        return
    workers = min(order.jobs, len(letters) // _LETTERS_PER_WORKER)
    if workers < 2:  # noqa: PLR2004
        yield from make_here(Chunks(letters), task, stopped)
    else:
        yield from make_by_processes(Chunks(letters, workers), task, workers, stopped)


def _outcome(made: Made, letter: Letter, key: str, accounts: "_Accounts") -> Outcome:
    if made.problems:
        return Outcome(letter=letter.id, state="failed", problems=made.problems, lasting=made.lasting)
    return Outcome(letter=letter.id, state="written", record=accounts.record(made, letter, key))


class _Accounts:
    """What the manifest says of each letter; most letters of a run have much of it in common."""

    def __init__(self, plan: Plan) -> None:
        # By identity: comparing the problems would take longer than writing them, and they last as long as the plan.
        words: dict[int, tuple[str, ...]] = {}
        for problems in plan.warnings.values():
            if id(problems) not in words:
                words[id(problems)] = tuple(map(str, problems))
        self._warnings = {letter: words[id(problems)] for letter, problems in plan.warnings.items()}
        self._citations: dict[int, tuple[str, ...]] = {}

    def record(self, made: Made, letter: Letter, key: str) -> Record:
        """Return the record of a letter that was made."""
        if id(letter.notes) not in self._citations:
            cited = dict.fromkeys(source for note in letter.notes for source in note.sources)
            self._citations[id(letter.notes)] = tuple(cited)
        return Record(
            appeal=letter.appeal,
            recipient=letter.recipient,
            language=letter.language,
            date=letter.date.isoformat(),
            passages=letter.passages,
            demands=tuple([demand.id for demand in letter.demands]),
            citations=self._citations[id(letter.notes)],
            pages=made.pages,
            notes=made.notes,
            files=made.files,
            key=key,
            problems=self._warnings_of(letter.id, made.pages),
            typesetting=made.typesetting,
        )

    def brought_up_to_date(self, record: Record) -> Record:
        """Return the record of a letter that was not made again, with the warnings that concern it now."""
        warnings = self._warnings_of(record.id, record.pages)
        return record if record.problems == warnings else replace(record, problems=warnings)

    def _warnings_of(self, letter: str, pages: int) -> tuple[str, ...]:
        """Return the warnings that concern the letter, those that only its pages tell included."""
        warnings = self._warnings.get(letter, ())
        return (*warnings, *more) if (more := check_length(pages)) else warnings


def _key(letter: Letter, look: Look) -> str:
    """Return the fingerprint of everything that the letter's files are made from."""
    own = (letter.recipient, letter.addressee, letter.address, letter.salutation, letter.email, letter.contact_form)
    return hashlib.sha256(repr((_key_of_group(letter.shared(), look.fingerprint), own)).encode()).hexdigest()


@lru_cache(maxsize=256)
def _key_of_group(shared: Letter, look: str) -> str:
    return hashlib.sha256(repr((look, shared)).encode()).hexdigest()


def _failed(campaign: Campaign, plan: Plan, report: Report) -> list[Refusal]:
    """Return the letters that failed, with reasons that say nothing which is withheld from the public."""
    withheld = withheld_from_public(campaign.appeals)
    failed = (*plan.failed, *(_refused(outcome) for outcome in report.outcomes if not outcome.record))
    return [replace(one, reason=redacted(one.reason, withheld)) for one in failed]


def _refused(outcome: Outcome) -> Refusal:
    appeal, _, recipient = outcome.letter.partition("/")
    return Refusal(appeal=appeal, recipient=recipient, reason="\n".join(map(str, outcome.problems)))
