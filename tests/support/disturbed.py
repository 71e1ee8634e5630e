"""Commands whose file operations are failed in turn: what they begin with, and what must be true of them afterwards."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from entreaty.storage.files import fingerprint
from tests.support.crowds import write_crowd
from tests.support.faults import Ended, Scenario, State
from tests.support.made_up_sources import CSV

LETTERS = 10
WITHDRAWN = "mediator-009"
_DATE = ("--date", "2025-06-24")
_LINE = re.compile(r"^(?P<place>\S+)  (?P<files>\.\S+(?: \.\S+)*)  .*, (?P<state>written|unchanged)$", re.MULTILINE)
_COUNT = re.compile(r"^(\d+) letters? written, (\d+) unchanged, ", re.MULTILINE)
_RECORDS = ("letters/manifest.json", "letters/.last-run.json")


def _lies_of_letters(before: State, ended: Ended, there: State, whole: State) -> Iterator[str]:
    """Yield what is half done, and what manifest, journal and report claim and is not so."""
    for name, content in there.items():
        # Records of a run with failures read otherwise; they are whole if they have their last line.
        is_whole = content in {before.get(name), whole.get(name)} or (name in _RECORDS and content.endswith(b"}\n"))
        if not is_whole and "/." not in f"/{name}".replace("/.last-run", "/last-run"):
            yield f"{name} is half written"
    if manifest := there.get("letters/manifest.json"):
        yield from _untrue("the manifest", json.loads(manifest)["letters"], there)
    rows = there.get("letters/.journal.jsonl", b"").split(b"\n")
    last = {(row["appeal"], row["recipient"]): row for row in (json.loads(row) for row in rows if row.endswith(b"}"))}
    begun = b"".join(content for name, content in there.items() if "/.begun" in name).decode()
    # A letter that was begun is one that the next run looks at; what the journal says of it is of before.
    settled = [row for row in last.values() if f'"recipient": "{row["recipient"]}"' not in begun]
    yield from _untrue("the journal", [row for row in settled if row["recipient"] != WITHDRAWN], there)
    yield from _lies_of_report(ended, there, whole)
    if ended.code == 0:
        for name in whole:
            # The memory of a run whose files could not all be looked at beforehand only costs the next run its time.
            if there.get(name) != whole[name] and name != "letters/.last-run.json":
                yield f"the exit code is 0, and {name} is not as it should be"


def _lies_of_report(ended: Ended, there: State, whole: State) -> Iterator[str]:
    lines = [*_LINE.finditer(ended.stdout)]
    for line in lines:
        for ending in line["files"].split():
            name = f"letters/{line['place'].partition('/letters/')[2]}{ending}"
            if there.get(name) != whole.get(name):
                yield f"the report says that {name} was {line['state']}"
    counted = _COUNT.search(ended.stdout)
    if ended.code == 0 and not counted:
        yield "nothing is reported, and the exit code is 0"
    states = [line["state"] for line in lines]
    if counted and tuple(map(int, counted.groups())) != (states.count("written"), states.count("unchanged")):
        yield f"the report counts wrongly: {counted[0]}"


def _untrue(record: str, rows: list[dict], there: State) -> Iterator[str]:
    for row in rows:
        for ending, written in row["files"].items():
            name = f"letters/{row['appeal']}/{row['recipient']}.{ending}"
            if name not in there or fingerprint(there[name]) != written:
                yield f"{record} claims {name}"


def _letters(folder: Path, ending: str = "txt") -> list[object]:
    return ["--campaign", folder, "letters", *_DATE, "--format", ending, "--jobs", "1"]


def _prepare(folder: Path) -> None:
    write_crowd(folder, LETTERS)


_SAME = ("letters/visits/", "letters/manifest.json", "letters/.journal", "letters/.begun", "letters/.gitignore")

letters = Scenario(prepare=_prepare, command=_letters, lies=_lies_of_letters, same=_SAME)
"""Ten letters into an empty folder."""


def _prepare_again(folder: Path) -> None:
    """Write ten letters, then change half of them, and end one recipient, whose letter must not go out any more."""
    from click.testing import CliRunner

    from entreaty.cli import main

    write_crowd(folder, LETTERS)
    done = CliRunner().invoke(main, [str(one) for one in _letters(folder)])
    assert done.exit_code == 0, done.output
    path = folder / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    for number in range(LETTERS // 2):
        text = text.replace(
            f"    address:\n      lines: [{number} Example Way,", f"    address:\n      lines: [{number} New Way,"
        )
    text = text.replace(f"  - id: {WITHDRAWN}\n", f"  - id: {WITHDRAWN}\n    ended: 2025-01-01\n")
    path.write_text(text, encoding="utf-8")


again = Scenario(prepare=_prepare_again, command=_letters, lies=_lies_of_letters, same=_SAME)
"""Ten letters of which half are made again and one is withdrawn."""


def _as_pdf(folder: Path) -> list[object]:
    return _letters(folder, "pdf,txt,eml")


printed = Scenario(prepare=_prepare, command=_as_pdf, lies=_lies_of_letters, same=_SAME)
"""Ten letters with their PDFs and drafts into an empty folder."""


def _prepare_import(folder: Path) -> None:
    """Import a source, of which another version lies beside the campaign now."""
    from click.testing import CliRunner

    from entreaty.cli import main

    folder.mkdir(parents=True)
    source = folder / "council.csv"
    source.write_text(CSV, encoding="utf-8")
    done = CliRunner().invoke(main, [str(one) for one in _import(folder)])
    assert done.exit_code == 0, done.output
    (folder / "report.csv").unlink()
    changed = CSV.replace("Weg 1", "Neuer Weg 2") + "m3;Eva;Neu;;Frau;Abgeordnete;Landtag;Gasse 3;99084;Erfurt;DE;;;\n"
    assert changed.count("Neuer Weg 2") == 1
    source.write_text(changed, encoding="utf-8")


def _import(folder: Path) -> list[object]:
    source = [
        folder / "council.csv",
        "--audience",
        "legislature",
        "--language",
        "de",
        "--into",
        folder / "more" / "council.yaml",
    ]
    return ["--campaign", folder, "recipients", "import", *source, "--report", folder / "report.csv"]


def _lies_of_import(before: State, ended: Ended, there: State, whole: State) -> Iterator[str]:
    """Yield what is half written or lost, and what was to be done and is not though the exit code is 0."""
    for name, content in there.items():
        known = {before.get(name), whole.get(name)}
        if "backups/" in name:
            known |= set(before.values())
        if content not in known and not name.rpartition("/")[2].startswith("."):
            yield f"{name} is half written"
    for name in before:
        if name not in there:
            yield f"{name} is lost"
    if ended.code == 0:
        for name in whole:
            if there.get(name) != whole[name]:
                yield f"the exit code is 0, and {name} is not as it should be"


importing = Scenario(
    prepare=_prepare_import,
    command=_import,
    lies=_lies_of_import,
    same=("more/council.", "recipients.yaml", "council.csv"),
)
"""A source is imported anew: one profile changes, one comes in."""


def _prepare_nothing(folder: Path) -> None:
    folder.mkdir(parents=True)


def _careless(folder: Path) -> list[object]:
    return [folder]


def _write_carelessly(arguments: list[str]) -> int:
    """Write two files as no program should: one in place and without a look at what becomes of it."""
    with suppress(OSError), Path(arguments[0], "a.txt").open("w", encoding="utf-8") as stream:
        stream.write("a" * 100)
    Path(arguments[0], "b.txt").write_text("b" * 100, encoding="utf-8")
    return 0


careless = Scenario(
    prepare=_prepare_nothing, command=_careless, lies=_lies_of_import, same=("a.txt",), program=_write_carelessly
)
"""A program that is wrong, for the test of the harness itself."""
