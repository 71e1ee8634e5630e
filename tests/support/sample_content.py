"""Builders of content for tests of the writing: valid by default, changed field by field, read by the real models.

The treaties, the order and the resolution are real; everybody and everything else is an example.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from entreaty.content.files.appeals import PARTS, Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.shipped.citation_styles import CitationStyle, load_citation_style, load_terms
from entreaty.content.shipped.forms_of_address import FormOfAddress, load_forms_of_address
from entreaty.content.shipped.phrases import Phrases, load_phrases
from entreaty.problems import Location
from entreaty.storage.yaml.tree import YamlMapping
from entreaty.writing.basis import Authorities, Basis
from entreaty.writing.composing.composer import Composer
from entreaty.writing.letter import Inline, Letter, NoteCall
from tests.support.checkout import ROOT

DAY = date(2025, 6, 24)
"""The date of the letters."""

_PHRASES = ROOT / "letter_templates" / "phrases.yaml"


def make_passage(part: str = "opening", **changes: Any) -> Passage:
    """Return a passage in English that fits every letter, with the changes.

    Args:
        part: The part of the letter that it stands in.
        changes: Fields of the passage, by their keys in the file.
    """
    letter = make_appeal(**{part: [{"id": "concern", "en": "I write to you."} | changes]}).letter
    return next(passage for passage in letter.passages() if passage.part == part)


def make_appeal(**changes: Any) -> Appeal:
    """Return an open appeal in English and French, with the changes.

    Args:
        changes: Fields of the appeal, or parts of its letter, each as a list of mappings.
    """
    letter = {
        "opening": [{"id": "concern", "en": "I write to you.", "fr": "Je vous écris."}],
        "request": [{"id": "request", "en": "I ask you:", "fr": "Je vous demande :"}],
        "demands": [{"id": "visit", "en": "to visit them.", "fr": "de les visiter."}],
        "closing": [{"id": "thanks", "en": "Thank you.", "fr": "Je vous remercie."}],
    }
    letter |= {part: changes.pop(part) for part in PARTS if part in changes}
    root = YamlMapping(Path("appeals/visits/appeal.yaml"), 1)
    root.update(
        title="Visits to prisoners",
        subject={"en": "Visits to prisoners of war", "fr": "Visites aux prisonniers de guerre"},
        status="open",
        review_by=date(2026, 12, 31),
        letter=letter,
    )
    root.update(changes)
    return Appeal.model_validate(root)


def make_recipient(**changes: Any) -> Recipient:
    """Return the profile of an office in Switzerland without a known holder, with the changes."""
    values = {
        "id": "mediator",
        "office": {"en": "President", "fr": "Présidence"},
        "organisation": {"en": "Example Committee", "fr": "Comité exemplaire"},
        "form_of_address": "icrc-president",
        "language": ["en", "fr"],
        "audiences": ["mediator"],
        "address": {"lines": ["1 Example Avenue", "1202 Geneva"], "country": "CH"},
        "verified": {"on": date(2025, 6, 1), "status": "official", "source": "https://example.org/contact"},
    }
    return Recipient.model_validate(values | changes)


def make_sender(**changes: Any) -> Sender:
    """Return a sender in Germany who gives no more than is required, with the changes."""
    return Sender.model_validate({"name": "Anna Example", "country": "DE"} | changes)


def make_authority(custom: Mapping[str, Any] | None = None, **changes: Any) -> Authority:
    """Return the Third Geneva Convention, with the changes; underscores stand for the hyphens of CSL.

    Args:
        custom: Changes of what stands under `custom`.
        changes: Changes of all other fields; None leaves a field out.
    """
    law = {
        "kind": "treaty",
        "title": {"fr": "Convention de Genève relative au traitement des prisonniers de guerre"},
        "title-short": {"fr": "CG III"},
        "entry-into-force": date(1950, 10, 21),
        "parties": "all-states",
    }
    values = {
        "id": "gc3",
        "type": "treaty",
        "title": "Geneva Convention relative to the Treatment of Prisoners of War",
        "title_short": "GC III",
        "issued": date(1949, 8, 12),
        "container_title_short": "UNTS",
        "volume": 75,
        "page": 135,
        "custom": law | dict(custom or {}),
    }
    return Authority.model_validate(_csl(values | changes))


def make_source(kind: str, **changes: Any) -> Authority:
    """Return a source that is no treaty, of which nothing is given but what every source has, with the changes."""
    values = {"id": "source", "type": "document", "title": "An Example", "issued": date(2021, 3, 19)}
    custom = {"kind": kind, **changes.pop("custom", {})}
    return Authority.model_validate(_csl(values | changes | {"custom": custom}))


def make_order(custom: Mapping[str, Any] | None = None, **changes: Any) -> Authority:
    """Return the order of the International Court of Justice of 7 December 2021, with the changes."""
    law = {
        "title": {
            "fr": "Application de la convention internationale sur l’élimination de toutes les formes de "
            "discrimination raciale"
        },
        "title-short": {"fr": "Ordonnance du 7 décembre 2021"},
        "authority": {"fr": "Cour internationale de Justice"},
        "case-parties": ["Armenia", "Azerbaijan"],
        "case-states": ["AM", "AZ"],
        "phase": {"en": "Provisional Measures", "fr": "Mesures conservatoires"},
        "decision": "order",
    }
    values = {
        "id": "icj-2021",
        "type": "legal_case",
        "title": "Application of the International Convention on the Elimination of All Forms of Racial Discrimination",
        "title_short": "Order of 7 December 2021",
        "authority": "International Court of Justice",
        "issued": date(2021, 12, 7),
        "container_title_short": "ICJ Rep",
        "page": 361,
    }
    return make_source("case", **(values | changes), custom=law | dict(custom or {}))


def make_report(**changes: Any) -> Authority:
    """Return a report, with the changes."""
    values = {
        "id": "report",
        "type": "report",
        "title": "Report on visits",
        "title_short": "Report on visits",
        "author": [{"literal": "Example Organisation"}],
        "issued": "2025-06",
        "URL": "https://example.org/visits",
    }
    return make_source("report", **(values | changes))


def make_form(**changes: Any) -> FormOfAddress:
    """Return a form of address, with the changes."""
    return FormOfAddress.model_validate(
        {"salutation": {"neutral": "Dear Minister,"}, "closing": "Yours sincerely,"} | changes
    )


def make_basis(*authorities: Authority, **changes: Any) -> Basis:
    """Return the shipped style, terms, forms and phrases, no sender and the date `DAY`, with the changes.

    Args:
        authorities: What may be cited.
        changes: Other parts of the basis, and `day`.
    """
    values: dict[str, Any] = {
        "authorities": authorities_of(*authorities, day=changes.pop("day", DAY)),
        "style": oscola(),
        "terms": load_terms(),
        "forms": load_forms_of_address(),
        "phrases": shipped_phrases(),
        "sender": None,
    }
    return Basis(**(values | changes))


def compose(appeal: Appeal, recipient: Recipient, language: str, basis: Basis) -> Letter:
    """Return the letter of the appeal to the recipient, composed as the only one of its run."""
    return Composer(appeal, basis).compose(recipient, language)


@cache
def posted_from(country: str | None) -> Basis:
    """Return the basis of letters from that country, with the shipped forms of address; None for no sender."""
    return make_basis(sender=make_sender(country=country) if country else None)


def authorities_of(*authorities: Authority, day: date = DAY) -> Authorities:
    """Return the authorities as letters of that date can cite them."""
    return Authorities({authority.id: authority for authority in authorities}, day)


@cache
def oscola() -> CitationStyle:
    """Return the shipped OSCOLA style."""
    return load_citation_style("oscola", Path("nowhere"), Location(Path("appeal.yaml")))


@cache
def shipped_phrases() -> Phrases:
    """Return the shipped phrases."""
    return load_phrases(_PHRASES)


def shown(prose: tuple[Inline, ...]) -> str:
    """Return prose as one string: *italic*, **strong**, calls as [1], links as {words|address} where these differ."""
    return "".join(map(_shown, prose))


def _shown(inline: Inline) -> str:
    if isinstance(inline, NoteCall):
        return f"[{inline.number}]"
    words = inline.text if inline.href in {None, inline.text} else f"{{{inline.text}|{inline.href}}}"
    marks = "*" * (inline.italic + 2 * inline.strong)
    return f"{marks}{words}{marks}"


def _csl(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "-"): value for key, value in values.items() if value is not None}
