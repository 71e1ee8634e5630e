"""Supporters for tests: rows of a sheet, and people without one."""

from datetime import date
from pathlib import Path

from entreaty.content.files.sender import Sender, Supporter
from entreaty.problems import Location

TODAY = date(2026, 11, 28)
HEADING = "name,address 1,address 2,postcode,country,email,languages,group,consent,quote_consent,personal_note,only,not"
ANN = "Ann Lee,1 Example Street,Exampleton,EC1Y 8SY,GB,ann@example.org,en,north,2026-11-01,no,,,"


def write_sheet(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    """Write a sheet with these rows, and return where it lies."""
    path = folder / "supporters.csv"
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return path


def row_of(**cells: str) -> str:
    """Return the row of Ann Lee with other words in some of its cells: `row_of(name="Bob Roth", address_1="2 Way")`."""
    values = dict(zip(HEADING.split(","), ANN.split(","), strict=True))
    values |= {key if key in values else key.replace("_", " "): text for key, text in cells.items()}
    return ",".join(f'"{text}"' if set(text) & set(',"\n') else text for text in values.values())


def person(
    name: str = "Ann Lee",
    *,
    street: str = "1 Example Street",
    email: str | None = "ann@example.org",
    consent: date = date(2026, 11, 1),
    line: int = 2,
) -> Supporter:
    """Return a supporter as a sheet gives them."""
    address = (street, "Exampleton", "EC1Y 8SY")
    sender = Sender(name=name, address=address, postcode="EC1Y 8SY", country="GB", email=email)
    return Supporter(sender=sender, place=Location(Path("supporters.csv"), line), consent=consent)


def with_id(number: int, *, only: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> Supporter:
    """Return a supporter of whom only the id and the patterns count."""
    sender = Sender(name="Ann Lee", country="GB")
    place = Location(Path("supporters.csv"), number)
    return Supporter(
        sender=sender, place=place, consent=date(2026, 11, 1), id=f"s-{number:012x}", only=only, never=never
    )
