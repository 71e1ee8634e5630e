"""Fingerprints of the last import, kept beside the recipients: they show which fields people edited by hand."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from entreaty.importing.profile_fields import is_empty
from entreaty.storage.decoding import SIZE_CAP, refusal
from entreaty.storage.inside import read_inside

NOTHING = ""
"""The fingerprint of a field that the source did not give."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a source said of one profile.

    Attributes:
        key: The source's identifier with its scheme, such as "bioguide:C000127"; empty where it has none.
        fingerprints: The fingerprint of each field that it gave: {"office": "6b17f0a9c2"}.
    """

    key: str
    fingerprints: Mapping[str, str]


LastSeen = Mapping[str, Mapping[str, Seen]]
"""What was seen last, by source and by the id of the profile."""


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_SEEN_TO_JSON = json.JSONEncoder(ensure_ascii=False)
_TO_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_as_text)


def fingerprint_of(value: Any) -> str:
    """Return a short fingerprint of a plain value, such as "6b17f0a9c2"; that of an empty one is empty."""
    if is_empty(value):
        return NOTHING
    return _fingerprint_of_text(value) if isinstance(value, str) else _fingerprint(value)


@lru_cache(maxsize=16_384)
def _fingerprint_of_text(text: str) -> str:
    """Return the fingerprint of a text; thousands of profiles share those of offices and organisations."""
    return _fingerprint(text)


def _fingerprint(value: Any) -> str:
    text = _TO_JSON.encode(value)
    return hashlib.blake2s(text.encode("utf-8", errors="surrogatepass"), digest_size=5).hexdigest()


def last_seen_path(recipients: Path) -> Path:
    """Return the file beside a file of recipients: "recipients.imported.json" for "recipients.yaml"."""
    return recipients.with_name(f"{recipients.stem}.imported.json")


def load_last_seen(path: Path, campaign: Path | None = None) -> LastSeen:
    """Load what was seen last; without a file nothing was imported yet.

    Args:
        path: The file.
        campaign: The campaign's folder, which it must lie in.

    Raises:
        ContentError: The file cannot be read, so that nobody knows what was edited by hand.
    """
    try:
        return {
            source: {name: _seen(one) for name, one in profiles.items()}
            for source, profiles in json.loads(read_inside(path, campaign, cap=SIZE_CAP))["sources"].items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        hint = "restore it from backups/; without it, every difference counts as edited by hand"
        raise refusal(path, "the memory of earlier imports cannot be read", hint) from error


def _seen(row: Any) -> Seen:
    """Return what a row of the file says.

    Raises:
        TypeError: It is none that this program wrote.
    """
    said = dict(row["said"])
    if not all(isinstance(text, str) for text in (row["key"], *said.values())):
        raise TypeError(row)
    return Seen(row["key"], said)


def last_seen_text(last_seen: LastSeen) -> str:
    """Return what was seen last as JSON, with a line for each profile."""
    sources = []
    for source, profiles in sorted(last_seen.items()):
        rows = [f"   {json.dumps(name)}: {_as_json(one)}" for name, one in sorted(profiles.items())]
        sources.append(f"  {json.dumps(source)}: {{\n" + ",\n".join(rows) + "\n  }")
    return '{"format": 1, "sources": {\n' + ",\n".join(sources) + "\n}}\n"


def _as_json(seen: Seen) -> str:
    return _SEEN_TO_JSON.encode({"key": seen.key, "said": dict(seen.fingerprints)})
