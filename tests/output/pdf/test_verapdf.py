"""The shipped letters under two validators: page-validation and the engine of veraPDF itself."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import ContentError
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter
from tests.support.campaigns import SENDER, edited
from tests.support.letters import TEMPLATES, make_short_letter
from tests.support.pixels import differences
from tests.support.places import ROOT
from tests.support.validators import verapdf_verdicts, violations

ENVELOPES = load_envelopes()
DAY = date(2026, 11, 23)
# Only this envelope has too little room for some addresses; whatever else keeps a letter from being made is a defect.
_TOO_LONG = re.compile(
    r"the address (has [56] lines, and the envelope 'us-10' shows 4|has no room on the sheet of the envelope 'us-10')"
)


@cache
def _typesetter() -> Typesetter:
    return Typesetter(LetterTemplates(TEMPLATES))


def _letters(language: str, sender_file: Path | None) -> tuple[Letter, ...]:
    plan = plan_letters(load_campaign(ROOT, sender_file), Order(day=DAY, language=language))
    assert plan.failed == ()
    assert len(plan.letters) >= 20
    return plan.letters


def _every_letter(language: str, envelope: Envelope, folder: Path) -> Iterator[Letter]:
    """Yield every shipped letter, in turn signed by a sender of the envelope's country and with blanks."""
    country = next(iter(envelope.countries), "DE")
    sender = folder / f"{country}.yaml"
    sender.write_text(edited(SENDER, "country: DE", f"country: {country}"), encoding="utf-8")
    both = zip(_letters(language, sender), _letters(language, None), strict=True)
    first = ENVELOPES.ids.index(envelope.id)
    for number, pair in enumerate(both, start=first):
        yield pair[number % 2]


@pytest.mark.no_cover
@pytest.mark.tool("verapdf")
@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("names", [ENVELOPES.ids[::2], ENVELOPES.ids[1::2]], ids=" ".join)
def test_every_shipped_letter_is_accessible_and_archival(tmp_path, record_property, language, names):
    """Each letter, for each envelope, passes PDF/UA-1 and PDF/A-3a in both, or is refused for its long address.

    A letter that is made from what its group shares is to every reader the same as one that is set by itself.
    """
    made: list[Path] = []
    alone: list[Path] = []
    refused: list[str] = []
    different: dict[str, list[str]] = {}
    for name in names:
        envelope = ENVELOPES.by_id(name)
        for letter in _every_letter(language, envelope, tmp_path):
            path = tmp_path / f"{name}-{letter.recipient}.pdf"
            try:
                pdf = _typesetter().typeset(letter, envelope)
            except ContentError as error:
                refused += [problem.message for problem in error.problems]
                continue
            path.write_bytes(pdf.content)
            made.append(path)
            if pdf.typesetting == "shared":
                alone.append(path.with_suffix(".alone.pdf"))
                alone[-1].write_bytes(_typesetter().typeset_alone(letter, envelope).content)
                different[path.name] = differences(pdf.content, alone[-1].read_bytes())

    assert [message for message in refused if not _TOO_LONG.fullmatch(message)] == []
    assert len(made) + len(refused) >= 20 * len(names)
    assert len(made) >= 20 * len([name for name in names if name != "us-10"])
    assert violations(made, tmp_path, alone) == {}
    assert len(different) >= len(made) / 4
    assert {name: found for name, found in different.items() if found} == {}
    record_property(
        "counted",
        f"{len(made)} letters pass page-validation and veraPDF, for PDF/UA-1 and for PDF/A-3a; "
        f"{len(alone)} are shared, and the same as if set by themselves; "
        f"{len(refused)} have an address too long for the window",
    )


@pytest.mark.tool("verapdf")
def test_verapdf_finds_what_is_broken(tmp_path):
    """A file that says neither its language nor what it is breaks rules of both standards."""
    good, broken = tmp_path / "good.pdf", tmp_path / "broken.pdf"
    good.write_bytes(_typesetter().typeset(make_short_letter(), ENVELOPES.by_id("none")).content)
    with pikepdf.open(good) as pdf:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo
        pdf.save(broken)
    verdicts = verapdf_verdicts([good, broken], tmp_path)

    assert verdicts[good, "ua1"] == verdicts[good, "3a"] == ""
    # ISO 14289-1, 6.2: a file says that it is tagged; 7.2: and in which language it is. ISO 19005-3, 6.7.2.2 and 6.7.4.
    assert verdicts[broken, "ua1"].split()[0] == "6.2-1"
    assert "7.2-" in verdicts[broken, "ua1"]
    assert verdicts[broken, "3a"] == "6.7.2.2-1"
