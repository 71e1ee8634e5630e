"""The authorities are CSL-YAML: pandoc reads the same file and resolves its keys."""

import pypandoc
import pytest

from entreaty.content.files.authorities import load_authorities
from tests.support.checkout import ROOT
from tests.support.programs import run

AUTHORITIES = ROOT / "appeals" / "authorities.yaml"
CITED = {
    "gc3": "Geneva Convention relative to the Treatment of Prisoners of War",
    "icj-2021": "Application of the International Convention on the Elimination of All Forms of Racial Discrimination",
    "ecthr-ghazaryan-2023": "Ghazaryan and Bayramyan",
    "cat-co-2024": "Concluding observations on the fifth periodic report of Azerbaijan",
    "ep-2021": "Resolution on prisoners of war in the aftermath of the most recent conflict",
    "az-ombudsman-law": "Constitutional Law on the Human Rights Commissioner",
    "panarmenian-2025": "Closure of ICRC office in Azerbaijan raises POW abuse concerns",
    "uscirf-report-2025": "2025 Annual Report",
}


def _typeset(markdown: str) -> tuple[str, str]:
    """Return what pandoc prints of the text, in one line, and what it warns of."""
    command = [
        pypandoc.get_pandoc_path(),
        "--citeproc",
        "--bibliography",
        str(AUTHORITIES),
        "--from",
        "markdown",
        "--to",
        "plain",
        "--wrap",
        "none",
    ]
    done = run(command, reads=markdown)
    return " ".join(done.stdout.split()), done.stderr


def test_pandoc_resolves_our_keys():
    """Treaties, cases, documents, a law, a report and an article are found by pandoc under the same keys."""
    text, warnings = _typeset(" ".join(f"See [@{key}]." for key in CITED))

    assert warnings == ""
    assert "???" not in text
    assert {key: title for key, title in CITED.items() if title.casefold() not in text.casefold()} == {}


def test_pandoc_reads_every_authority():
    """No authority of the shipped file is unknown to pandoc, and its pinpoints are pandoc's."""
    keys = [authority.id for authority in load_authorities(AUTHORITIES).entries]
    text, warnings = _typeset(" ".join(f"[@{key}, p. 1]" for key in keys))

    assert len(keys) >= 40
    assert warnings == ""
    assert "???" not in text


@pytest.mark.parametrize("key", ["gc33", "nothing"])
def test_pandoc_says_which_key_it_does_not_know(key):
    """A key that is in no file is told, so that the other tests would see it."""
    text, warnings = _typeset(f"See [@{key}].")

    assert f"Citeproc: citation {key} not found" in warnings
    assert f"{key}?" in text
