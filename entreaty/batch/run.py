"""Render and write the letters of a plan, on as many processes as pay off; only what changed."""

import hashlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from entreaty import __version__
from entreaty.batch.order import Order
from entreaty.batch.plan import Plan
from entreaty.content.campaign import Campaign
from entreaty.content.envelopes import Envelope, load_envelopes
from entreaty.output.documents import Look, load_look, make_documents
from entreaty.output.folder import fingerprint, locked, write_whole
from entreaty.output.manifest import Record, Refusal, note_in_journal, read_records, withdraw, write_manifest
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.writing.discretion import public_secrets, redacted
from entreaty.writing.guidance import advice_on_length
from entreaty.writing.letter import Letter

# A worker takes about a second to start; fewer letters than this are sooner done without one.
_LETTERS_PER_WORKER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one letter of the plan.

    Attributes:
        letter: The letter's name, such as "detainees/icrc-president".
        state: "written", "unchanged" or "failed".
        record: What lies in the folder now; None for a letter that failed.
        problems: Why it failed.
    """

    letter: str
    state: str
    record: Record | None = None
    problems: tuple[Problem, ...] = ()


def write_letters(campaign: Campaign, plan: Plan, order: Order, folder: Path) -> Iterator[Outcome]:
    """Render and write the letters of the plan, yielding what became of each as soon as it is known.

    Args:
        campaign: Where the templates are.
        plan: The letters.
        order: How they are wanted.
        folder: Where they go.

    Raises:
        EntreatyError: The folder or the templates cannot be used.
    """
    look = look_of(campaign, order)
    with locked(folder):
        records = read_records(folder)
        for refusal in (*plan.skipped, *plan.failed):
            if refusal.id in records:
                withdraw(folder, records.pop(refusal.id))
        todo: list[tuple[Letter, str]] = []
        for letter in plan.letters:
            key, record = _key(letter, look), records.get(letter.id)
            if not order.force and record and record.key == key and record.stands(folder, order.endings):
                records[letter.id] = replace(record, problems=_warnings(plan, record))
                yield Outcome(letter=letter.id, state="unchanged", record=records[letter.id])
            else:
                todo.append((letter, key))
        failed = [*plan.failed]
        for outcome in _written(todo, look, order, folder):
            if outcome.record:
                record = replace(outcome.record, problems=_warnings(plan, outcome.record))
                records[outcome.letter] = record
                note_in_journal(folder, record)
            else:
                failed.append(_refused(outcome, records, folder))
            yield outcome
        secrets = public_secrets(campaign.appeals)
        discreet = [replace(one, reason=redacted(one.reason, secrets)) for one in failed]
        write_manifest(folder, records.values(), plan.skipped, discreet, look.versions)


def _warnings(plan: Plan, record: Record) -> tuple[str, ...]:
    """Return the warnings that concern a letter, those that only its pages tell included."""
    return (*map(str, plan.warnings.get(record.id, ())), *advice_on_length(record.pages))


def look_of(campaign: Campaign, order: Order) -> Look:
    """Return how the letters of an order look."""
    return load_look(campaign.templates, _envelope(campaign, order), campaign.images)


def _envelope(campaign: Campaign, order: Order) -> Envelope:
    """Return the envelope that was asked for, or that people in the sender's country use."""
    country = campaign.sender.country if campaign.sender else ""
    envelopes = load_envelopes()
    return envelopes.by_id(order.envelope, country) if order.envelope else envelopes.for_country(country)


def _written(todo: list[tuple[Letter, str]], look: Look, order: Order, folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each letter, from this process or from workers, in the order of the plan."""
    jobs = [_Job(letter=letter, key=key, look=look, endings=order.endings, folder=folder) for letter, key in todo]
    workers = min(order.jobs, len(jobs) // _LETTERS_PER_WORKER)
    if workers < 2:  # noqa: PLR2004
        yield from map(_write, jobs)
        return
    # Not "fork": Pango and its fonts may not be carried into a child half-way (WeasyPrint #684).
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield from pool.map(_write, jobs, chunksize=2)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    letter: Letter
    key: str
    look: Look
    endings: tuple[str, ...]
    folder: Path


def _write(job: _Job) -> Outcome:
    """Render one letter and write its files."""
    letter = job.letter
    try:
        documents = make_documents(letter, job.look, job.endings)
        for ending, content in documents.files.items():
            write_whole(job.folder / f"{letter.id}.{ending}", content)
    except ContentError as error:
        return Outcome(letter=letter.id, state="failed", problems=error.problems)
    except EntreatyError as error:
        problem = Problem(Location(job.folder / letter.id), str(error))
        return Outcome(letter=letter.id, state="failed", problems=(problem,))
    record = Record(
        appeal=letter.appeal,
        recipient=letter.recipient,
        language=letter.language,
        date=letter.date.isoformat(),
        passages=letter.passages,
        demands=tuple(demand.id for demand in letter.demands),
        citations=tuple(dict.fromkeys(source for note in letter.notes for source in note.sources)),
        pages=documents.pages,
        notes=documents.notes,
        files={ending: fingerprint(content) for ending, content in documents.files.items()},
        key=job.key,
    )
    return Outcome(letter=letter.id, state="written", record=record)


def _key(letter: Letter, look: Look) -> str:
    """Return the fingerprint of everything that the letter's files are made from."""
    return hashlib.sha256(repr((__version__, look.fingerprint, letter)).encode()).hexdigest()


def _refused(outcome: Outcome, records: dict[str, Record], folder: Path) -> Refusal:
    """Return the refusal of a letter that failed, and take its earlier version out of the folder."""
    if outcome.letter in records:
        withdraw(folder, records.pop(outcome.letter))
    appeal, _, recipient = outcome.letter.partition("/")
    return Refusal(appeal=appeal, recipient=recipient, reason="\n".join(map(str, outcome.problems)))
