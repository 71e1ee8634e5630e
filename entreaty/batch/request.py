"""What is asked of a run, and the fingerprint of everything that it reads."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from entreaty.content.files.districts import tables_of
from entreaty.content.files.images.loading import images_of
from entreaty.content.files.recipients import included_at_a_glance
from entreaty.content.files.sender import SignatoryTable
from entreaty.content.places import files_of
from entreaty.output.versions import code_fingerprint, versions
from entreaty.planning.order import Order
from entreaty.storage.files import fingerprints_of


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the letters of a run are made from, as one value.

    Attributes:
        digest: The SHA-256 of it.
        named: The files that only others name: the sender's images, and tables of districts.
    """

    digest: str
    named: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What is asked of a run.

    Attributes:
        campaign: The campaign's folder.
        sender: Who signs; None leaves blanks.
        order: Which letters are wanted, and how.
        signed_by: All who sign beside the sender; None where nobody does.
        folder: Where they go; problems and lines of the report name it.
    """

    campaign: Path
    sender: Path | None
    order: Order
    folder: Path
    signed_by: SignatoryTable | None = None

    def inputs(self) -> Inputs:
        """Return the fingerprint of everything that the run reads."""
        return self.inputs_with((*images_of(self.sender), *tables_of(self.campaign)))

    def inputs_with(self, named: Iterable[Path]) -> Inputs:
        """Return the fingerprint of every file that the run reads, of the order, the program and the libraries.

        How many processes make the letters, or whose, is left out: it changes no byte of them.

        Args:
            named: The files of the sender's images, and the tables of districts.
        """
        others = tuple(named)
        profiles = included_at_a_glance(self.campaign / "recipients.yaml")
        files = [*files_of(self.campaign), *profiles, *([self.sender] if self.sender else []), *others]
        signed = self.signed_by.fingerprint if self.signed_by else ""
        order = replace(self.order, jobs=1, cluster="", force=False, replace_foreign=False)
        parts = (
            repr((str(self.campaign), str(self.sender), str(self.folder), signed, order)),
            repr(order.supporters),
            repr(sorted(versions().items())),
            code_fingerprint(),
            *(f"{path} {found}" for path, found in zip(files, fingerprints_of(files), strict=True)),
        )
        return Inputs(digest=hashlib.sha256("\n".join(parts).encode()).hexdigest(), named=others)
