"""The shipped letters under two validators: page-validation and the engine of veraPDF itself."""

from dataclasses import replace
from datetime import date
from itertools import product

import pikepdf
import pytest

from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.writing.letter import RECIPIENT_SLOTS, Letter
from tests.support.pdfs import shipped_typesetter
from tests.support.pixels import differences
from tests.support.sample_letters import make_short_letter
from tests.support.shipped import shipped_letters
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

ENVELOPES = load_envelopes()
DAY = date(2026, 11, 23)
LANGUAGES = ("en", "fr", "de")
CASES = list(product(ENVELOPES.ids, LANGUAGES))
# `make test` looks at every twelfth letter of one language in two envelopes, `make test-all` in each, and
# `make soak` at every seventh of all. Each of the seven envelopes begins with another letter, so that each letter of
# each language is seen in one of them.
SAMPLE, STEP = 12, 7
ONE_LANGUAGE = [(name, LANGUAGES[number % len(LANGUAGES)]) for number, name in enumerate(ENVELOPES.ids)]


def _every_letter(envelope: Envelope, language: str) -> list[Letter]:
    """Return every shipped letter, in turn signed by a sender of the envelope's country and with blanks."""
    country = next(iter(envelope.countries), "DE")
    both = zip(shipped_letters(DAY, language, sender_from=country), shipped_letters(DAY, language), strict=True)
    return [pair[number % 2] for number, pair in enumerate(both, start=ENVELOPES.ids.index(envelope.id))]


@pytest.mark.tool("verapdf")
@pytest.mark.parametrize("part", ["sample", pytest.param("rest", marks=pytest.mark.soak)])
@pytest.mark.parametrize("case", sampled(CASES, ONE_LANGUAGE[::6], ONE_LANGUAGE), ids="-".join)
def test_every_shipped_letter_is_accessible_and_archival(tmp_path, record_property, verapdf, case, part):
    """Each letter, for each envelope, shows its address in the window, and passes PDF/UA-1 and PDF/A-3a in both.

    A letter that is made from what its group shares is to every reader the same as one that is set by itself.
    """
    name, language = case
    envelope = ENVELOPES.by_id(name)
    turn = CASES.index(case) + ENVELOPES.ids.index(name)
    letters = list(enumerate(_every_letter(envelope, language), start=turn))
    sample = [letter for number, letter in letters if number % SAMPLE == 0]
    looked_at = sample if part == "sample" else [each for number, each in letters if number % STEP == 1]
    made, alone, different = [], [], {}
    for letter in looked_at:
        path = tmp_path / f"{letter.recipient}.pdf"
        pdf = shipped_typesetter().typeset(replace(letter, slots=RECIPIENT_SLOTS), envelope)
        assert not any(rule.startswith(("plain", "envelope")) for rule in pdf.address), letter.recipient
        path.write_bytes(pdf.content)
        made.append(path)
        if pdf.typesetting == "shared":
            alone.append(path.with_suffix(".alone.pdf"))
            alone[-1].write_bytes(shipped_typesetter().typeset(replace(letter, slots=()), envelope).content)
            different[path.name] = differences(pdf.content, alone[-1].read_bytes())

    assert len(looked_at) >= (1 if part == "sample" else 3)
    assert len(made) == len(looked_at)
    assert verapdf.violations(made, alone) == {}
    assert part == "sample" or len(different) >= len(made) / 4
    assert {name: found for name, found in different.items() if found} == {}
    record_property(
        "counted",
        f"{len(made)} letters pass page-validation and veraPDF, for PDF/UA-1 and for PDF/A-3a; "
        f"{len(alone)} are shared, and the same as if set by themselves",
    )


@pytest.mark.tool("verapdf")
def test_verapdf_finds_what_is_broken(tmp_path, verapdf):
    """A file that says neither its language nor what it is breaks rules of both standards."""
    good, broken = tmp_path / "good.pdf", tmp_path / "broken.pdf"
    good.write_bytes(shipped_typesetter().typeset(make_short_letter(), ENVELOPES.by_id("none")).content)
    with pikepdf.open(good) as pdf:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo
        pdf.save(broken)
    found = verapdf.verdicts(broken)

    assert verapdf.verdicts(good) == {"ua1": "", "3a": ""}
    # ISO 14289-1, 6.2: a file says that it is tagged; 7.2: and in which language it is. ISO 19005-3, 6.7.2.2 and 6.7.4.
    assert found["ua1"].split()[0] == "6.2-1"
    assert "7.2-" in found["ua1"]
    assert found["3a"] == "6.7.2.2-1"
