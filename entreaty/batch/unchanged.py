"""A run that would change nothing, recognised without loading the campaign: its inputs and files are as they were.

The report of the last run is kept in the folder, beside the manifest and not in it: the manifest may be shown to
everybody, and problems can name what not everybody may read.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

from entreaty.batch.report import Outcome, RunReport
from entreaty.batch.request import Inputs, RunRequest
from entreaty.output.manifest import MANIFEST, is_interrupted, read_manifest, standing
from entreaty.problems import Location, Problem, ProblemAsJson
from entreaty.storage.files import FolderError, fingerprint_of, locked, write_whole
from entreaty.writing.letter import LetterId

_LAST_RUN = ".last-run.json"


class _LastRun(TypedDict):
    """What `.last-run.json` holds."""

    inputs: str
    images: list[str]
    manifest: str
    errors: list[ProblemAsJson]
    warnings: int
    letters: list[str]
    failures: dict[str, list[ProblemAsJson]]
    skipped: int
    not_composed: int


def remember_run(folder: Path, inputs: Inputs, manifest: str, report: RunReport) -> None:
    """Keep the report of a run, so that the next one need not load anything to repeat it.

    Args:
        folder: The folder of the letters, which the caller holds.
        inputs: Everything that the run has read.
        manifest: The SHA-256 of the manifest that the run has written.
        report: Its report.
    """
    if not all(outcome.lasting for outcome in report.outcomes):
        # Another run may have more luck with what failed here.
        (folder / _LAST_RUN).unlink(missing_ok=True)
        return
    last: _LastRun = {
        "inputs": inputs.digest,
        "images": [str(path) for path in inputs.images],
        "manifest": manifest,
        "errors": [problem.as_json() for problem in report.errors],
        "warnings": report.warnings,
        "letters": [str(outcome.letter) for outcome in report.outcomes],
        "failures": {
            str(outcome.letter): [problem.as_json() for problem in outcome.problems]
            for outcome in report.outcomes
            if outcome.problems
        },
        "skipped": report.skipped,
        "not_composed": report.not_composed,
    }
    write_whole(folder / _LAST_RUN, (json.dumps(last, ensure_ascii=False, indent=1) + "\n").encode())


def unchanged_run(request: RunRequest) -> RunReport | None:
    """Return the report of a run, if nothing it would read has changed and all of its letters lie there as written.

    Every file of every letter is read for that: whoever has changed one gets it made again.
    """
    folder = request.folder
    with suppress(OSError, ValueError, LookupError, TypeError, FolderError):
        last: _LastRun = json.loads((folder / _LAST_RUN).read_bytes())
        with locked(folder):
            if is_interrupted(folder) or last["manifest"] != fingerprint_of(folder / MANIFEST):
                return None
            if last["inputs"] != request.inputs_with(map(Path, last["images"])).digest:
                return None
            return _as_before(last, request)
    return None


def _as_before(last: _LastRun, request: RunRequest) -> RunReport | None:
    failures = {LetterId.read(name): problems for name, problems in last["failures"].items()}
    letters = [LetterId.read(name) for name in last["letters"]]
    entries = read_manifest(request.folder)
    written = [entries[letter] for letter in letters if letter not in failures]
    if len(standing(request.folder, written, request.order.endings)) < len(written):
        return None
    outcomes = (
        Outcome(letter=letter, state="failed", problems=tuple(map(_problem, failures[letter])))
        if letter in failures
        else Outcome(letter=letter, state="unchanged", entry=entries[letter])
        for letter in letters
    )
    return RunReport(
        errors=tuple(map(_problem, last["errors"])),
        warnings=last["warnings"],
        outcomes=tuple(outcomes),
        skipped=last["skipped"],
        not_composed=last["not_composed"],
    )


def _problem(row: ProblemAsJson) -> Problem:
    return Problem(Location(Path(row["file"]), row["line"]), row["message"], row["hint"], row["level"])
