"""Appeals and recipients of other causes, for tests of what letters say to whom."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from entreaty.content.campaign import Campaign
from entreaty.content.files.authorities import Authority
from entreaty.content.files.recipients import Recipient
from entreaty.writing.checking.wording.check import check_wording
from tests.support.sample_content import make_appeal, make_recipient

DAY = date(2026, 5, 1)
"""The date of the letters."""

_ASKED = {
    "en": ("I write to you.", "I ask you to:", "consider it.", "Thank you."),
    "fr": ("Je vous écris.", "Je vous prie de :", "considérer cela.", "Merci."),
    "de": ("Ich schreibe Ihnen.", "Ich bitte Sie:", "Das zu bedenken.", "Danke."),
    "es": ("Le escribo.", "Le pido:", "considerarlo.", "Gracias."),
}


def reader(office: str = "Clerk", organisation: str = "Town Hall", **changes: Any) -> Recipient:
    """Return the profile of an office in one language, with the changes."""
    values = {"id": "reader", "office": office, "organisation": organisation, "form_of_address": "unnamed-official"}
    return make_recipient(**(values | changes))


def told(
    language: str,
    recipients: Iterable[Recipient] = (),
    authorities: Iterable[Authority] = (),
    day: date = DAY,
    **parts: Any,
) -> list[str]:
    """Return what is said of an appeal in one language, in letters to these recipients.

    Args:
        language: Its language.
        recipients: Whom letters are for; nobody in particular if there are none.
        authorities: What they may cite.
        day: Their date.
        parts: Parts of the letter, each as a list of texts or of passages without an id, and fields of the appeal.
    """
    opening, request, demand, closing = _ASKED[language]
    letter = {"opening": [opening], "request": [request], "demands": [demand], "closing": [closing]} | parts
    fields = {
        part: _passages(part, texts, language) if isinstance(texts, list) else texts for part, texts in letter.items()
    }
    appeal = make_appeal(subject={language: "A subject"}, **fields)
    campaign = Campaign(
        folder=Path(),
        authorities={authority.id: authority for authority in authorities},
        named=None,
        appeals=(appeal,),
        recipients=tuple(recipients) or (reader(),),
        sender=None,
        images={},
        problems=(),
    )
    return [problem.message for problem in check_wording(campaign, (appeal,), day)]


def _passages(part: str, texts: Iterable[str | Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return passages called by their part and number, such as "facts-1"."""
    return [
        {"id": f"{part}-{number}"} | ({language: text} if isinstance(text, str) else dict(text))
        for number, text in enumerate(texts, 1)
    ]
