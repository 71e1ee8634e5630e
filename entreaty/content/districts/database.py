"""What a table says, kept for look-ups: a file of SQLite in a folder of the user's own, made anew whenever it must be.

It is named by what it depends on: the content of the table, the columns that count, and the version of the program. So
a table that changes has another file, and one that is damaged, or that another user could have written, is made again.
"""

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock

from entreaty.content.districts.codes import key_to_place, keys_below, keys_to_code
from entreaty.content.districts.table import Account, DistrictRows, read_districts
from entreaty.content.files.districts import FILE, DistrictTable
from entreaty.problems import EntreatyError
from entreaty.storage.decoding import refusal
from entreaty.storage.files import fingerprint_of, write_whole
from entreaty.storage.inside import READABLE_BY_OWNER, created, make_folder, read_inside, real_place
from entreaty.storage.resources import VERSION

FORMAT = 1
"""The version of the file: whoever changes what is kept, or what tables mean, counts it up."""

_TABLES = """
CREATE TABLE districts (number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, line INTEGER NOT NULL);
CREATE TABLE reach (key TEXT NOT NULL, district INTEGER NOT NULL, line INTEGER NOT NULL, written TEXT NOT NULL,
    PRIMARY KEY (key, district)) WITHOUT ROWID;
CREATE TABLE account (value TEXT NOT NULL);
"""
_FOUND = "SELECT d.id, d.name, min(r.line), r.written FROM reach r JOIN districts d ON d.number = r.district"
# In KiB. What is written meanwhile is kept in memory up to this: the rows of a table may come in any order.
_CACHE = 64 * 1024
_NOTE_CAP = 4096


class DistrictsError(EntreatyError):
    """What tables say cannot be kept for look-ups."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says which district something lies in.

    Attributes:
        id: The id of the district; empty where the table has none.
        name: What it is called; empty where the table does not say it.
        line: The line of the table.
        written: What the row says, where it is not the code itself, such as "10115-10119".
    """

    id: str
    name: str
    line: int
    written: str


class DistrictDatabase:
    """What one table says.

    Attributes:
        account: What became of its rows.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection to a file that is whole."""
        self._connection = connection
        (text,) = connection.execute("SELECT value FROM account").fetchone()
        self.account = Account(**json.loads(text))

    def of_code(self, code: str) -> tuple[Row, ...]:
        """Return a row for each district that the code lies in, as its country writes it: "SW1A 0AA"."""
        keys = keys_to_code(code)
        marks = ",".join("?" * len(keys))
        where = f"r.key IN ({marks}) OR (r.key >= ? AND r.key < ?)"
        return self._rows(f"{_FOUND} WHERE {where} GROUP BY d.number ORDER BY min(r.line)", (*keys, *keys_below(code)))

    def of_place(self, name: str) -> tuple[Row, ...]:
        """Return a row for each district that a place of that name lies in."""
        return self._rows(f"{_FOUND} WHERE r.key = ? GROUP BY d.number ORDER BY min(r.line)", (key_to_place(name),))

    def districts(self) -> tuple[Row, ...]:
        """Return every district, with the line that names it first."""
        return self._rows("SELECT id, name, line, '' FROM districts ORDER BY number", ())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _rows(self, query: str, values: tuple[str, ...]) -> tuple[Row, ...]:
        try:
            return tuple(Row(*found) for found in self._connection.execute(query, values))
        except sqlite3.Error as error:
            hint = "run this again: what is damaged is made again"
            raise DistrictsError(f"what was kept of a table cannot be read: {error}\n  hint: {hint}") from error


def opened_database(
    table: DistrictTable, campaign: Path, cache: Path, begin: Callable[[Path], None] | None = None
) -> DistrictDatabase:
    """Return what a table says; where nothing that can be trusted is kept of it, it is read.

    Args:
        table: The entry of `districts.yaml` that names it.
        campaign: The campaign's folder.
        cache: The folder of the user's own that what was read is kept in.
        begin: What is called with the table before it is read, which takes some time.

    Raises:
        ContentError: The table cannot be read.
        DistrictsError: It cannot be kept.
    """
    source = campaign / table.file
    with _told_of(cache):
        folder = _own_folder(cache)
        seen = _seen(source, campaign)
        noted = _noted(_note_of(seen, folder))
        if noted == seen and (found := _usable(_place(folder, table, noted.content))):
            return found
        # One run reads tables, and others wait for what it makes of them.
        with FileLock(folder / "reading.lock", mode=READABLE_BY_OWNER):
            path = _place(folder, table, _content_of(seen, table, folder))
            if found := _usable(path):
                return found
            if begin:
                begin(source)
            _make(path, table, campaign)
        if _seen(source, campaign) != seen:
            path.unlink(missing_ok=True)
            raise refusal(source, "the file was changed while it was read", "run this again when it is complete")
        if found := _usable(path):
            return found
    raise DistrictsError(f"{path}: what was read of {source} cannot be kept there; see whether the disk is full")


@contextmanager
def _told_of(cache: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of the folder into errors for its user.

    Raises:
        DistrictsError: Something was said.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        why = getattr(error, "strerror", None) or error
        raise DistrictsError(f"{cache}: what tables of districts say cannot be kept here: {why}") from error


def _own_folder(cache: Path) -> Path:
    """Return the folder for databases, which is made where it is missing.

    Raises:
        DistrictsError: It is somebody else's, or others may write into it.
    """
    folder = make_folder(cache / "districts")
    told = folder.stat()
    if _is_of_another(told) or told.st_mode & 0o022:
        message = "others may write into this folder, so that what lies in it could be theirs"
        raise DistrictsError(f"{folder}: {message}\n  hint: remove it; it is made again")
    return folder


def _is_of_another(told: os.stat_result) -> bool:
    return hasattr(os, "geteuid") and told.st_uid != os.geteuid()


def _is_own_file(path: Path) -> bool:
    """Tell whether a file lies there that only its user can have written."""
    try:
        told = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(told.st_mode) and not _is_of_another(told) and not told.st_mode & 0o077


def _place(folder: Path, table: DistrictTable, content: str) -> Path:
    """Return where the database of a table lies: its name is a fingerprint of all that it depends on."""
    settings = [FORMAT, VERSION, content, table.country, sorted(table.columns.items())]
    return folder / f"{_short(json.dumps(settings))}.sqlite3"


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A table as the system tells of it: while this is the same, so is the content.

    Attributes:
        path: Where it really lies.
        told: Its size, when it was changed, and which file it is.
        content: Its SHA-256; empty where nobody has worked it out.
    """

    path: str
    told: tuple[int, ...]
    content: str = field(default="", compare=False)


def _seen(source: Path, campaign: Path) -> _Seen:
    """Return what the system tells of a table.

    Raises:
        ContentError: It is missing, or lies elsewhere.
    """
    try:
        real = real_place(source, campaign)
        told = real.stat()
    except FileNotFoundError as error:
        raise refusal(source, "the file is missing", f"put it there, or correct 'file' in {FILE}") from error
    except OSError as error:
        raise refusal(source, error.strerror or "the file cannot be read") from error
    return _Seen(str(real), (told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, told.st_dev))


def _note_of(seen: _Seen, folder: Path) -> Path:
    return folder / f"{_short(seen.path)}.seen"


def _noted(note: Path) -> _Seen | None:
    """Return what was noted of a table when it was last read; None where nothing was, or the note is damaged."""
    if not _is_own_file(note):
        return None
    try:
        path, told, content = json.loads(read_inside(note, note.parent, cap=_NOTE_CAP))
        return _Seen(path, tuple(told), f"{content}")
    except (OSError, ValueError, TypeError):
        return None


def _content_of(seen: _Seen, table: DistrictTable, folder: Path) -> str:
    """Return the SHA-256 of a table, and note it; what was made of an older content is removed.

    Raises:
        ContentError: It cannot be read.
    """
    note = _note_of(seen, folder)
    noted = _noted(note)
    if noted == seen:
        return noted.content
    content = fingerprint_of(seen.path)
    if content is None:
        hint = "put a table in its place, or split it"
        raise refusal(Path(seen.path), "this is not a file, or it is larger than 4 GB", hint)
    write_whole(note, json.dumps([seen.path, seen.told, content]).encode(), root=folder, durable=False)
    if noted and noted.content != content:
        older = _place(folder, table, noted.content)
        for file in (older, _sum_of(older)):
            file.unlink(missing_ok=True)
    return content


def _usable(path: Path) -> DistrictDatabase | None:
    """Return the database, if it lies there, is the user's own and is what was written.

    Its SHA-256 says so: SQLite's own check would pass over an id that is another one, and takes longer.
    """
    if not (_is_own_file(path) and _is_own_file(_sum_of(path))):
        return None
    if fingerprint_of(path) != read_inside(_sum_of(path), path.parent, cap=_NOTE_CAP).decode("ascii", "replace"):
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        return DistrictDatabase(connection)
    except BaseException:
        connection.close()
        raise


def _sum_of(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _make(path: Path, table: DistrictTable, campaign: Path) -> None:
    """Read a table, and write what it says, whole or not at all.

    Raises:
        ContentError: It cannot be read.
        OSError, Error: It cannot be kept.
    """
    rows = read_districts(table, campaign)
    beside = path.with_suffix(".part")
    created(beside, path.parent).close()
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            _write(connection, rows)
        _make_durable(beside)
        # First the sum: without its database, it claims nothing.
        write_whole(_sum_of(path), (fingerprint_of(beside) or "").encode(), root=path.parent)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _write(connection: sqlite3.Connection, rows: DistrictRows) -> None:
    # A file that is not finished is thrown away, so that nothing needs to be taken back.
    for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE}"):
        connection.execute(f"PRAGMA {setting}")
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    connection.executemany("INSERT OR IGNORE INTO reach VALUES (?, ?, ?, ?)", rows.reaching())
    districts = ((one.number, one.id, one.name, one.line) for one in rows.districts.values())
    connection.executemany("INSERT INTO districts VALUES (?, ?, ?, ?)", districts)
    connection.execute("INSERT INTO account VALUES (?)", (json.dumps(asdict(rows.account)),))
    connection.execute("COMMIT")


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
