"""The shipped campaign, read once, and its letters, planned once for each day, language, style and sender."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from entreaty.content.campaign import Campaign, load_campaign
from entreaty.content.files.sender import load_sender
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.letter import Letter
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import SENDER, edited


@cache
def shipped_campaign(sender_from: str = "") -> Campaign:
    """Return the shipped campaign, signed by somebody of that country, such as "CH", or with blanks."""
    if not sender_from:
        return load_campaign(ROOT)
    with TemporaryDirectory() as folder:
        file = Path(folder, "sender.yaml")
        file.write_text(edited(SENDER, "country: DE", f"country: {sender_from}"), encoding="utf-8")
        return replace(shipped_campaign(), sender=load_sender(file))


@cache
def shipped_letters(day: date, language: str = "", style: str = "", sender_from: str = "") -> tuple[Letter, ...]:
    """Return every letter of the shipped campaign; that one cannot be composed, or has errors, fails the test.

    Args:
        day: The date of the letters.
        language: Theirs; "" for the one that each recipient prefers.
        style: Their style of citations, such as "un"; "" for that of each appeal.
        sender_from: The country of who signs them; "" for blanks.
    """
    plan = plan_letters(shipped_campaign(sender_from), Order(day=day, language=language, citation_style=style))
    assert [problem.message for problem in plan.problems if problem.level == "error"] == []
    assert plan.failed == ()
    assert len(plan.letters) >= 20
    return plan.letters
