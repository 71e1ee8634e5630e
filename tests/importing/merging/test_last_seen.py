"""What sources said, as fingerprints beside the recipients."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.importing.merging.last_seen import Seen, fingerprint_of, last_seen_path, last_seen_text, load_last_seen
from entreaty.problems import ContentError


def test_memory_is_read_back(tmp_path):
    """What is written is read back, with a line for each profile; without a file there is nothing."""
    memory = {"list": {"b": Seen("uid:1", {"office": "ab"}), "a": Seen("", {})}, "é": {}}
    path = last_seen_path(tmp_path / "recipients.yaml")
    assert path == tmp_path / "recipients.imported.json"
    assert load_last_seen(path) == {}
    path.write_text(last_seen_text(memory), encoding="utf-8")

    assert load_last_seen(path) == memory
    assert path.read_text(encoding="utf-8").splitlines()[2] == '   "a": {"key": "", "said": {}},'


def test_fingerprints_tell_values_apart():
    """The order of keys does not matter; everything else does, and nothing has none."""
    assert fingerprint_of({"a": 1, "b": date(2025, 1, 1)}) == fingerprint_of({"b": date(2025, 1, 1), "a": 1})
    assert fingerprint_of(["a", "b"]) != fingerprint_of(["b", "a"])
    assert [fingerprint_of(value) for value in (None, "", [], {})] == [""] * 4
    assert len(fingerprint_of("\ud800")) == 10


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"sources": {"a": {"b": 1}}}', '{"sources": []}', "\x00", "[" * 100_000]
)
def test_memory_that_cannot_be_read_stops_the_import(tmp_path, text):
    """Without knowing what was edited by hand, nothing is overwritten."""
    path = Path(tmp_path / "m.json")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="the memory of earlier imports cannot be read"):
        load_last_seen(path)
