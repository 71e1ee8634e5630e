"""Everything that the letters of a run are made from, as one fingerprint that is found without loading any of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from entreaty.batch.order import Order
from entreaty.content.places import files_of
from entreaty.content.recipient_files import included_at_a_glance
from entreaty.output.folder import fingerprints_of
from entreaty.output.versions import code_fingerprint, versions


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
