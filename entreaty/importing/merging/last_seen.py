"""What each source said last, as fingerprints beside the recipients: so an import knows what people edited by hand."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from entreaty.storage.decoding import refusal

NOTHING = ""
"""The fingerprint of a field that the source did not give."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a source said of one profile.

    Attributes:
        key: The source's identifier with its scheme, such as "bioguide:C000127"; empty where it has none.
        said: The fingerprint of each field that it gave.
    """

    key: str
    said: Mapping[str, str]


Memory = Mapping[str, Mapping[str, Remembered]]
"""By source, and by the id of the profile."""


def fingerprint_of(value: Any) -> str:
    """Return a short fingerprint of a plain value; that of nothing is empty."""
    if value in (None, "", [], {}):
        return NOTHING
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_as_text)
    return hashlib.blake2s(text.encode("utf-8", errors="surrogatepass"), digest_size=5).hexdigest()


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def memory_path(recipients: Path) -> Path:
    """Return where the memory of a file of recipients lies: beside it."""
    return recipients.with_name(f"{recipients.stem}.imported.json")


def load_memory(path: Path) -> Memory:
    """Load the memory; without a file nothing was imported yet.

    Raises:
        ContentError: The file cannot be read, so that nobody knows what was edited by hand.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {
            source: {one: Remembered(row["key"], dict(row["said"])) for one, row in profiles.items()}
            for source, profiles in found["sources"].items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        hint = "restore it from backups/; without it, every difference counts as edited by hand"
        raise refusal(path, "the memory of earlier imports cannot be read", hint) from error


def memory_text(memory: Memory) -> str:
    """Return the memory as JSON, with a line for each profile."""
    sources = []
    for source, profiles in sorted(memory.items()):
        rows = [
            f"   {json.dumps(one)}: {json.dumps({'key': row.key, 'said': dict(row.said)}, ensure_ascii=False)}"
            for one, row in sorted(profiles.items())
        ]
        sources.append(f"  {json.dumps(source)}: {{\n" + ",\n".join(rows) + "\n  }")
    return '{"format": 1, "sources": {\n' + ",\n".join(sources) + "\n}}\n"
