"""Values that know their lines: where steps lead, and how a value was written."""

import pytest

from entreaty.problems import Location
from entreaty.storage.yaml.file import read_yaml

TEXT = """\
recipients:
  - id: mediator
    address:
      lines: [Example Avenue, 01234]
      country: NO
  - id: minister
    since: 2025-06-24
    note:
"""


@pytest.fixture
def file(tmp_path):
    """Return a file of entries."""
    path = tmp_path / "recipients.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return read_yaml(path)


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ((), 1),
        (("recipients",), 1),
        (("recipients", 0), 2),
        (("recipients", 1), 6),
        (("recipients", 0, "address"), 3),
        (("recipients", 0, "address", "lines", 1), 4),
        (("recipients", 0, "address", "country"), 5),
        (("recipients", 0, "email"), 2),
        (("recipients", 5, "id"), 1),
        (("recipients", 0, "branch of a choice", "address", "country"), 5),
        (("recipients", -1), 1),
        (("senders",), 1),
    ],
)
def test_steps_lead_to_their_line(file, steps, line):
    """Steps lead to the line of the value, or of the last step that the file has."""
    assert file.top.at(steps).location == Location(file.path, line)


def test_existing_steps_are_those_of_the_file(file):
    """Steps that only a model knows are left out; the others keep their order."""
    for steps, existing in [
        (("recipients", 0, "in between", "address", "town"), ("recipients", 0, "address")),
        (("id", "recipients", "id"), ("recipients",)),
        (("recipients", "0"), ("recipients",)),
        (("recipients", 2), ("recipients",)),
    ]:
        assert file.top.at(steps).steps == existing


def test_steps_can_begin_at_any_value(file):
    """From an entry, steps lead on to what it holds, whose own steps still begin at the top of the file."""
    address = file.top.at(("recipients", 0)).at(("address",))

    assert address.steps == ("recipients", 0, "address")
    assert address.at(("country",)).line == 5


@pytest.mark.parametrize(
    ("steps", "written"),
    [
        (("recipients", 0, "address", "lines", 1), "01234"),
        (("recipients", 0, "address", "lines", 0), None),
        (("recipients", 0, "address", "country"), "NO"),
        (("recipients", 1, "since"), "2025-06-24"),
        (("recipients", 1, "note"), ""),
        (("recipients", 0, "id"), None),
        (("recipients", 0), None),
        ((), None),
    ],
)
def test_values_that_are_no_text_know_how_they_were_written(file, steps, written):
    """A value that is neither text, list nor mapping keeps the characters it was written with."""
    assert file.top.at(steps).raw == written
