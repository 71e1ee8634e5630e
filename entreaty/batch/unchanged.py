"""A run that would change nothing, known without loading the campaign: its inputs and its files are as they were.

What the last run told is kept in the folder, beside the manifest and not in it: the manifest may be shown to everybody,
and problems can name what not everybody may read.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from entreaty.batch.report import Outcome, Report
from entreaty.content.files.recipients import included_at_a_glance
from entreaty.content.places import files_of
from entreaty.output.manifest import MANIFEST, is_interrupted, read_records, standing
from entreaty.output.versions import code_fingerprint, versions
from entreaty.planning.order import Order
from entreaty.problems import Location, Problem
from entreaty.storage.files import FolderError, fingerprint_of, fingerprints_of, locked, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a run is about to read.

    Attributes:
        campaign: The campaign's folder.
        sender: Who signs; None leaves blanks.
        order: What is wanted.
        folder: Where the letters go; problems and lines of the report name it.
    """

    campaign: Path
    sender: Path | None
    order: Order
    folder: Path

    def fingerprint(self, images: Iterable[Path]) -> "Fingerprint":
        """Return the fingerprint of all of it: every file, what was ordered, the program and the libraries.

        How many processes make the letters, or whose, is left out: it changes no byte of them.

        Args:
            images: The files of the sender's images, which only the sender's file names.
        """
        shown = tuple(images)
        profiles = included_at_a_glance(self.campaign / "recipients.yaml")
        files = [*files_of(self.campaign), *profiles, *([self.sender] if self.sender else []), *shown]
        order = replace(self.order, jobs=1, cluster="", force=False)
        parts = (
            repr((str(self.campaign), str(self.sender), str(self.folder), order)),
            repr(sorted(versions().items())),
            code_fingerprint(),
            *(f"{path} {found}" for path, found in zip(files, fingerprints_of(files), strict=True)),
        )
        return Fingerprint(digest=hashlib.sha256("\n".join(parts).encode()).hexdigest(), images=shown)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Everything that the letters of a run are made from, as one value.

    Attributes:
        digest: The SHA-256 of it.
        images: The files of the sender's images, which have to be known to find it again.
    """

    digest: str
    images: tuple[Path, ...]


_TOLD = ".last-run.json"


def remember_run(folder: Path, inputs: Fingerprint, manifest: str, report: Report) -> None:
    """Keep what a run has told, so that the next one need not load anything to tell it again.

    Args:
        folder: The folder of the letters, which the caller holds.
        inputs: Everything that the run has read.
        manifest: The SHA-256 of the manifest that the run has written.
        report: What it has told.
    """
    told = {
        "inputs": inputs.digest,
        "images": [str(path) for path in inputs.images],
        "manifest": manifest,
        "errors": [_row(problem) for problem in report.errors],
        "warnings": report.warnings,
        "letters": [outcome.letter for outcome in report.outcomes],
        "failures": {
            one.letter: [_row(problem) for problem in one.problems] for one in report.outcomes if one.problems
        },
        "skipped": report.skipped,
        "failed": report.failed,
    }
    if all(outcome.lasting for outcome in report.outcomes):
        write_whole(folder / _TOLD, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        # Another run may have more luck with what failed here.
        (folder / _TOLD).unlink(missing_ok=True)


def unchanged_run(inputs: Inputs) -> Report | None:
    """Return what a run would tell, if nothing it would read has changed and all of its letters lie there as written.

    Every file of every letter is read for that: whoever has changed one gets it made again.
    """
    folder = inputs.folder
    with suppress(OSError, ValueError, LookupError, TypeError, FolderError):
        told = json.loads((folder / _TOLD).read_bytes())
        with locked(folder):
            if is_interrupted(folder) or told["manifest"] != fingerprint_of(folder / MANIFEST):
                return None
            if told["inputs"] != inputs.fingerprint(map(Path, told["images"])).digest:
                return None
            return _as_before(told, inputs)
    return None


def _as_before(told: Mapping[str, Any], inputs: Inputs) -> Report | None:
    failures = told["failures"]
    records = read_records(inputs.folder)
    written = [name for name in told["letters"] if name not in failures]
    if len(standing(inputs.folder, [records[name] for name in written], inputs.order.endings)) < len(written):
        return None
    outcomes = (
        Outcome(letter=name, state="failed", problems=tuple(map(_problem, failures[name])))
        if name in failures
        else Outcome(letter=name, state="unchanged", record=records[name])
        for name in told["letters"]
    )
    return Report(
        errors=tuple(map(_problem, told["errors"])),
        warnings=told["warnings"],
        outcomes=tuple(outcomes),
        skipped=told["skipped"],
        failed=told["failed"],
    )


def _row(problem: Problem) -> dict[str, Any]:
    place = problem.location
    row = {"file": str(place.path), "line": place.line, "message": problem.message, "hint": problem.hint}
    return {**row, "level": problem.level}


def _problem(row: Mapping[str, Any]) -> Problem:
    return Problem(Location(Path(row["file"]), row["line"]), row["message"], row["hint"], row["level"])
