"""The list of profiles to verify again: written as a table, and taken back with what somebody has corrected in it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from entreaty.content.files.recipients import Recipient
from entreaty.content.model import shown
from entreaty.importing.profile_fields import FIELDS, ProfileFields, filled, is_empty
from entreaty.importing.profiles.acceptance import wrong_values
from entreaty.importing.profiles.mailboxes import contacts_of
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.reading import PartialProfile, ReadOptions
from entreaty.importing.tables.columns import OURS, ColumnField
from entreaty.importing.tables.table import Table
from entreaty.importing.upkeep.listing import cells_of, table_of
from entreaty.problems import Problem
from entreaty.storage.tables.rows import TableRow
from entreaty.storage.tables.writing import as_csv

_ALWAYS = (*(ColumnField(name) for name in sorted(OURS)), ColumnField("ended"))


def list_to_verify(recipients: Sequence[Recipient], findings: Iterable[Problem]) -> bytes:
    """Return the profiles of which something was found as CSV: what it is, every field, and as what it was listed.

    Args:
        recipients: The profiles.
        findings: What should be looked at in them.
    """
    found = defaultdict[str, list[str]](list)
    for one in findings:
        if one.concerns and one.concerns.part == "recipient":
            found[one.concerns.id].append(one.message)
    listed = [one for one in recipients if one.id in found]
    heading, *rows = table_of(listed, _ALWAYS)
    return as_csv(
        [
            ["to check", *heading, "as listed"],
            *(
                ["; ".join(found[one.id]), *row, fingerprint_of_cells(one)]
                for one, row in zip(listed, rows, strict=True)
            ),
        ]
    )


def fingerprint_of_cells(recipient: Recipient) -> str:
    """Return a short fingerprint of everything that the list says of a profile, such as "6b17f0a9c2"."""
    cells = {str(field): text for field, text in cells_of(recipient).items()}
    return hashlib.blake2s(json.dumps(cells, sort_keys=True).encode(), digest_size=5).hexdigest()


def as_listed(recipients: Sequence[Recipient], day: date) -> dict[str, PartialProfile]:
    """Return the profiles as the list is read where nobody has changed it, by id."""
    rows = (
        TableRow(number=number, cells=tuple(cells)) for number, cells in enumerate(table_of(recipients, _ALWAYS), 1)
    )
    read = Table(Path(), ReadOptions(day=day)).rows(rows)
    return {row.key: row for row in read if isinstance(row, PartialProfile)}


def corrections(row: PartialProfile, before: PartialProfile, day: date) -> ProfileFields:
    """Return the fields that a row of the list has otherwise; None stands for one that was emptied.

    Args:
        row: The row.
        before: The profile as the list is read where nobody has changed it.
        day: Today, on which somebody ended of whom the row only says that they have left.
    """
    after = _read(row, day)
    listed = _read(before, day)
    changed = {key: after.get(key) for key in FIELDS if after.get(key) != listed.get(key)}
    return cast("ProfileFields", changed)


def _read(row: PartialProfile, day: date) -> ProfileFields:
    contacts = contacts_of(row.fields.get("email", ""), row.fields.get("contact_form", ""))
    fields: ProfileFields = {**row.fields, "email": contacts.email, "contact_form": contacts.form}
    if row.left and not fields.get("ended"):
        fields["ended"] = day
    language = fields.get("language", [])
    fields["language"] = language[0] if len(language) == 1 else language
    return filled(fields)


def corrected(mine: ProfileFields, changed: ProfileFields) -> ProfileFields:
    """Return a profile of the file with what was corrected, in the order of the format and without its id."""
    found: dict[str, Any] = {**mine, **changed}
    said, there = changed.get("verified"), mine.get("verified", {})
    if isinstance(said, Mapping):
        day = "day" if "day" in there else "on"
        found["verified"] = {**there, **{day if key == "on" else key: value for key, value in said.items()}}
    return cast("ProfileFields", {key: found[key] for key in FIELDS[1:] if not is_empty(found.get(key))})


def why_not(mine: ProfileFields, after: ProfileFields, changed: ProfileFields, settings: ImportSettings) -> str:
    """Return why a profile cannot be corrected so, in the words of `check`; empty where it can.

    Args:
        mine: The profile as it is.
        after: The profile as it would be.
        changed: The fields that differ.
        settings: The audiences and the forms of address that the campaign has.
    """
    if "name" in changed and isinstance(mine.get("name"), list):
        return "names of several people are corrected in the file of recipients"
    form = after.get("form_of_address", "")
    strange = [f"there is no form of address '{shown(form)}'"] if form and form not in settings.forms.by_office else []
    unknown = [one for one in after.get("audiences", ()) if one not in settings.known]
    strange += [f"there is no audience '{shown(one)}'" for one in unknown]
    return "; ".join([*strange, *wrong_values(after).values()])
