"""The places within sources that kinds of sources lack."""

from functools import cache

from entreaty.content.files.csl.kinds import Kind
from entreaty.content.model import FileEntry, OneLine
from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml


class Lacking(FileEntry):
    """Places that some kinds of sources cannot have.

    Attributes:
        kinds: The kinds of sources.
        labels: What their places are never counted by.
        instead: What they have, as an author would write it.
    """

    kinds: tuple[Kind, ...]
    labels: tuple[PinpointLabel, ...]
    instead: OneLine


class PinpointsFile(FileEntry):
    """The file `pinpoints.yaml`."""

    lacking: tuple[Lacking, ...]


@cache
def load_lacking() -> tuple[Lacking, ...]:
    """Load the places that kinds of sources lack."""
    return validated(PinpointsFile, read_yaml(DATA / "pinpoints.yaml")).lacking
