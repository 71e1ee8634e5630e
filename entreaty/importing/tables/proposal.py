"""A mapping file as a proposal: what was recognised in a source, with samples and with questions where nobody can tell.

As it is written it imports the source as it would be without; each answer is a line whose sign of a comment goes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from entreaty.content.locales import language_called
from entreaty.importing.normal_forms import romanised, tidy_line, without_refused
from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.places.countries import country_called
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.reading import LeftOut, PartialProfile, RecipientSource, SampledColumn
from entreaty.problems import EntreatyError, counted
from entreaty.storage.characters import escaped
from entreaty.storage.files import write_whole
from entreaty.storage.yaml.writer import as_yaml_line

SAMPLES = 3
"""So many cells of a column show what it holds."""

_SAMPLE_LENGTH = 40
_HEADING_LENGTH = 500
_ALIGNED = 44
_HEAD = """\
# Proposed for {source}: {rows}. What is recognised stands here; lines that begin with "#" count for nothing.
# A "?" is a question: answer it by taking away the "#" of its line and writing what is right.
# "Import recipients" in the documentation says what else may stand here.
"""
_FOR_ALL = {
    "office": ("office: Member of Parliament", "no office is named"),
    "organisation": ("organisation: Name of the house", "no organisation is named"),
    "country": ("country: CH", "no country is named"),
}


class ProposalError(EntreatyError):
    """The mapping file cannot be proposed where it was to be written."""


def write_proposal(path: Path, text: str) -> None:
    """Write the file, which must not be there yet.

    Raises:
        ProposalError: Something of that name is there.
        FolderError: The file cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise ProposalError(f"{path}: this is there already; name another file with --map, or remove it")
    write_whole(path, text.encode())


def proposal(source: RecipientSource, settings: ImportSettings, name: str, sheet: str = "") -> str:
    """Return the text of a mapping file for the source.

    Args:
        source: The source, read with samples of its columns.
        settings: The settings that it would be imported with.
        name: What the source is called, such as "list.csv".
        sheet: The sheet that was asked for; empty where none was.
    """
    rows = complete(source, settings)
    lacking = Counter(what for row in rows if isinstance(row, LeftOut) for what in row.lacks)
    said = [row.fields for row in source.rows if isinstance(row, PartialProfile) and not row.fields.get("household")]
    for what in ("office", "organisation"):
        lacking[what] = 0 if what in source.for_all else sum(what not in fields for fields in said)
    head = _HEAD.format(source=_harmless(name), rows=counted(len(rows), "row"))
    parts = [
        [f"sheet: {as_yaml_line(sheet)}"] if sheet else [],
        [*_columns(source.columns)],
        [*_dates(source.columns)],
        [*_set(lacking, len(rows))],
        [*_audiences(lacking, len(rows))],
    ]
    # A file that says nothing at all is no mapping file.
    if not any(line and not line.lstrip().startswith("#") for part in parts for line in part):
        parts.append(["rules: []"])
    return "\n\n".join([head.rstrip(), *("\n".join(part) for part in parts if part)]) + "\n"


def _columns(columns: Sequence[SampledColumn]) -> Iterator[str]:
    """Yield the lines of the columns: those that are used, and as comments those that are not."""
    seen = set[str]()
    used = [one for one in columns if one.field and not one.by_table and _can_be_named(one.heading)]
    if columns:
        yield "columns:" if used else "# columns:"
    for one in columns:
        key, heading = romanised(one.heading), tidy_line(without_refused(one.heading))
        cells = " · ".join(map(_harmless, one.samples)) or "every cell is empty"
        if not heading:
            continue
        if key in seen or not _can_be_named(one.heading):
            yield f"  # {_harmless(heading)}  (another column of that heading, or one that cannot be named): {cells}"
        elif one.field and one.by_table:
            yield _commented(f"  # {as_yaml_line(heading)}: {_value(one.field)}", f"known of this table: {cells}")
        elif one.field:
            yield _commented(f"  {as_yaml_line(heading)}: {_value(one.field)}", cells)
        else:
            guess, question = _question(one)
            yield _commented(f"  # {as_yaml_line(heading)}: {_value(guess)}", f"? {question}: {cells}")
        seen.add(key)


def _can_be_named(heading: str) -> bool:
    return bool(romanised(heading)) and len(tidy_line(heading)) <= _HEADING_LENGTH


def _question(one: SampledColumn) -> tuple[str, str]:
    """Return the field that a column may be, and what to decide."""
    if one.twin:
        twin = _harmless(one.twin)
        return "-", f"fits as well as '{twin}', which is taken; if this one is right, give it the field of '{twin}'"
    looks = next((name for name, fits in _LOOKS.items() if one.samples and all(map(fits, one.samples))), "")
    if looks:
        return looks, f"its heading is not known, and its cells look like '{looks}'"
    return "-", 'nothing fits its heading; a field, or "-"'


def _is_mail(text: str) -> bool:
    return "@" in text and " " not in text.strip()


_LOOKS = {
    "email": _is_mail,
    "contact form": lambda text: text.startswith("https://"),
    "country": lambda text: not text.isdigit() and country_called(text) is not None,
    "language": lambda text: language_called(text) is not None,
}


def _dates(columns: Iterable[SampledColumn]) -> Iterator[str]:
    open_ones = [one for one in columns if one.open_date and _can_be_named(one.heading)]
    if open_ones:
        yield "# dates:"
    for one in open_ones:
        question = f"? {_harmless(one.open_date)} can be two days; or month-first"
        yield _commented(f"#   {as_yaml_line(tidy_line(without_refused(one.heading)))}: day-first", question)


def _set(lacking: Counter[str], rows: int) -> Iterator[str]:
    asked = [(what, *words) for what, words in _FOR_ALL.items() if lacking[what]]
    if asked:
        yield "# set:"
    for what, line, said in asked:
        yield _commented(
            f"#   {line}", f"? {said} in {lacking[what]} of {counted(rows, 'row')}: the one of all of them"
        )


def _audiences(lacking: Counter[str], rows: int) -> Iterator[str]:
    if count := lacking["audience"]:
        yield f"# ? nothing says the audience of {count} of {counted(rows, 'row')}: --audience NAME, or such rules:"
        yield "# rules:"
        yield "#   - {office: Minister, audiences: [NAME]}"


def _value(field: str) -> str:
    return '"-"' if field == "-" else as_yaml_line(field)


def _commented(line: str, comment: str) -> str:
    return f"{line:{_ALIGNED}}  # {comment}"


def _harmless(text: str) -> str:
    """Return words of a stranger's in one short line, without characters that a terminal or an editor would obey."""
    line = tidy_line(text)
    return escaped(line if len(line) <= _SAMPLE_LENGTH else f"{line[:_SAMPLE_LENGTH].rstrip()}…")
