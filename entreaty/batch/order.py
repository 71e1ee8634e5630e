"""Which letters are wanted, and how."""

from dataclasses import dataclass
from datetime import date

from entreaty.problems import EntreatyError


class OrderError(EntreatyError):
    """The order names what the campaign does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which letters are wanted, and how.

    Attributes:
        day: The date that they bear.
        appeals: The appeals; none means every open one.
        recipients: The recipients by id; none means everyone.
        audience: Only recipients of this audience; empty means all.
        country: Only recipients whose address lies in this state; empty means all.
        language: The language of all letters; empty leaves it to each recipient.
        citation_style: The style of all citations; empty leaves it to each appeal.
        envelope: The envelope's id; empty leaves it to the sender's country.
        endings: The files to make of each letter.
        jobs: The most processes to use.
        cluster: The address of a Dask scheduler whose workers make the letters; empty for processes of this machine.
        force: Whether to make unchanged letters again.
        strict: Whether warnings count as errors.
    """

    day: date
    appeals: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    audience: str = ""
    country: str = ""
    language: str = ""
    citation_style: str = ""
    envelope: str = ""
    endings: tuple[str, ...] = ("pdf", "txt", "eml")
    jobs: int = 1
    cluster: str = ""
    force: bool = False
    strict: bool = False
