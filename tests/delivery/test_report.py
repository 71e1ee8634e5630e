"""The table for spreadsheets."""

import csv
import io

from entreaty.delivery.ledger import COLUMNS, LedgerEntry, status_csv
from entreaty.writing.letter import LetterId
from tests.support.sample_outgoing import NOW


def _row(**changes):
    values = {
        "letter": LetterId("visits", "mediator"),
        "content": "0" * 64,
        "address": "president@example.org",
        "state": "sent",
        "attempts": 1,
        "reply": "250 kept",
        "message": "<id@example.org>",
        "changed": NOW,
        "due": NOW,
    }
    return LedgerEntry(**(values | changes))


def _text(rows):
    return io.StringIO(status_csv(rows).decode("utf-8-sig"), newline="")


def test_each_letter_is_a_row():
    """The columns are named, and each letter has its row."""
    rows = list(csv.reader(_text([_row(), _row(letter=LetterId("visits", "other"), reply='say "no", now')])))
    assert rows == [
        ["letter", "address", "state", "changed", "attempts", "reply", "message"],
        [
            "visits/mediator",
            "president@example.org",
            "sent",
            "2025-06-24T09:30:00+00:00",
            "1",
            "250 kept",
            "<id@example.org>",
        ],
        [
            "visits/other",
            "president@example.org",
            "sent",
            "2025-06-24T09:30:00+00:00",
            "1",
            'say "no", now',
            "<id@example.org>",
        ],
    ]
    assert tuple(rows[0]) == COLUMNS


def test_no_cell_is_a_formula():
    """What a spreadsheet would run is marked as text."""
    for reply in ("=1+1", "+1", "-1", "@SUM(A1)", " =1", "\uff1d1", "|x", "%x", "\t=1"):
        (_, row) = csv.reader(_text([_row(reply=reply)]))
        assert row[5] == f"'{reply}"
