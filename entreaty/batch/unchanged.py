"""A run that would change nothing, recognised without loading the campaign: its inputs and files are as they were.

The report of the last run is kept in the folder, beside the manifest and not in it: the manifest may be shown to
everybody, and problems can name what not everybody may read.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from entreaty.batch.report import Outcome, RunReport
from entreaty.batch.request import Inputs, RunRequest
from entreaty.output.manifest import LAST_RUN, MANIFEST, is_interrupted, read_manifest, standing
from entreaty.problems import Level, Location, Problem
from entreaty.storage.files import FolderError, fingerprint_of, locked, remove, write_whole
from entreaty.storage.inside import read_inside
from entreaty.writing.letter import LetterId

_SIZE_CAP = 64 * 1024 * 1024


class _Told(BaseModel):
    """A problem, as the last run told it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    file: str
    line: int
    level: Level
    message: str
    hint: str

    def problem(self) -> Problem:
        return Problem(Location(Path(self.file), self.line), self.message, self.hint, self.level)


class _LastRun(BaseModel):
    """What `.last-run.json` holds; a file that holds anything else counts as none."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    inputs: str
    named: tuple[str, ...]
    manifest: str
    errors: tuple[_Told, ...]
    warnings: int
    letters: tuple[str, ...]
    failures: dict[str, tuple[_Told, ...]]
    skipped: int
    not_composed: int
    drafts: tuple[str, ...]
    enclosed: tuple[str, ...]
    notices: tuple[_Told, ...]


def remember_run(folder: Path, inputs: Inputs, manifest: str, report: RunReport) -> None:
    """Keep the report of a run, so that the next one need not load anything to repeat it.

    Args:
        folder: The folder of the letters, which the caller holds.
        inputs: Everything that the run has read.
        manifest: The SHA-256 of the manifest that the run has written.
        report: Its report.
    """
    problems = (*report.errors, *(problem for outcome in report.outcomes for problem in outcome.problems))
    if not all(outcome.lasting for outcome in report.outcomes) or not all(problem.lasting for problem in problems):
        # Another run may have more luck with what failed here.
        remove(folder / LAST_RUN, folder)
        return
    last = _LastRun(
        inputs=inputs.digest,
        named=tuple(map(str, inputs.named)),
        manifest=manifest,
        errors=_told(report.errors),
        warnings=report.warnings,
        letters=tuple(str(outcome.letter) for outcome in report.outcomes),
        failures={str(outcome.letter): _told(outcome.problems) for outcome in report.outcomes if outcome.problems},
        skipped=report.skipped,
        not_composed=report.not_composed,
        drafts=report.drafts,
        enclosed=report.enclosed,
        notices=_told(report.notices),
    )
    write_whole(folder / LAST_RUN, f"{last.model_dump_json(indent=1)}\n".encode(), root=folder)


def unchanged_run(request: RunRequest) -> RunReport | None:
    """Return the report of a run, if nothing it would read has changed and all of its letters lie there as written.

    Every file of every letter is read for that: whoever has changed one gets it made again.
    """
    folder = request.folder
    # Whatever keeps this from being known is told by the run that then takes place.
    with suppress(OSError, ValueError, LookupError, FolderError):
        last = _LastRun.model_validate_json(read_inside(folder / LAST_RUN, folder, cap=_SIZE_CAP))
        with locked(folder):
            if is_interrupted(folder) or last.manifest != fingerprint_of(folder / MANIFEST):
                return None
            if last.inputs != request.inputs_with(map(Path, last.named)).digest:
                return None
            return _as_before(last, request)
    return None


def _as_before(last: _LastRun, request: RunRequest) -> RunReport | None:
    failures = {LetterId.read(name): problems for name, problems in last.failures.items()}
    letters = [LetterId.read(name) for name in last.letters]
    entries = read_manifest(request.folder)
    written = [entries[letter] for letter in letters if letter not in failures]
    if len(standing(request.folder, written, request.order.endings)) < len(written):
        return None
    outcomes = (
        Outcome(letter=letter, state="failed", problems=_problems(failures[letter]))
        if letter in failures
        else Outcome(letter=letter, state="unchanged", entry=entries[letter])
        for letter in letters
    )
    return RunReport(
        errors=_problems(last.errors),
        warnings=last.warnings,
        outcomes=tuple(outcomes),
        skipped=last.skipped,
        not_composed=last.not_composed,
        drafts=last.drafts,
        enclosed=last.enclosed,
        notices=_problems(last.notices),
    )


def _told(problems: Iterable[Problem]) -> tuple[_Told, ...]:
    return tuple(_Told(**problem.as_json()) for problem in problems)


def _problems(told: Iterable[_Told]) -> tuple[Problem, ...]:
    return tuple(one.problem() for one in told)
