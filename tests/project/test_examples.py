"""The examples of the documentation are read by the program: it answers each, and ends with no traceback."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import write_campaign

pytestmark = pytest.mark.no_cover

PARTS = {
    "opening": "- {id: concern, en: I write to you.}",
    "facts": "[]",
    "law": "[]",
    "request": "- {id: request, en: I ask you to}",
    "demands": "- {id: visit, en: visit them.}",
    "closing": "- {id: thanks, en: Thank you.}",
}
HEAD = "title: Visits\nsubject: {en: Visits}\nstatus: open\nreview_by: 2026-12-31\nletter:\n"
FILES = {"letter": "appeal", "recipients": "recipients", "references": "authorities", "name": "sender"}
# Citation styles, forms of address, mappings of imports, a cluster's settings: no files that `check` reads.
OF_OTHER_COMMANDS = {"forms", "sheet", "distributed", "ambassador"}


def _examples() -> list[tuple[str, str]]:
    """Return each example in YAML with the page and the line that it begins at."""
    pages = [ROOT / "README.md", ROOT / "appeals" / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
    found = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(r"^```ya?ml[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            place = f"{page.relative_to(ROOT)}:{text[: match.start()].count(chr(10)) + 1}"
            found.append((place, match[1]))
    return found


def _as_files(example: str) -> dict[str, str]:
    """Return the file of a campaign that an example is, or the appeal that its parts or conditions make."""
    keys = _keys(example)
    for key, file in FILES.items():
        if key in keys and not keys & OF_OTHER_COMMANDS:
            return {file: example}
    if keys and keys <= PARTS.keys():
        others = {key: text for key, text in PARTS.items() if key not in keys}
        return {"appeal": HEAD + _indented(example) + _parts(others)}
    if keys == {"fr"}:
        return {"translations": example}
    if keys == {"for"}:
        return {"appeal": HEAD + _parts(PARTS | {"demands": f"- id: visit\n  {example.strip()}\n  en: visit them."})}
    return {}


def _keys(example: str) -> set[str]:
    read = yaml.safe_load(example)
    return set(read) if isinstance(read, dict) else set()


def _parts(parts: dict[str, str]) -> str:
    return "".join(f"  {key}:\n{_indented(text, 4)}" for key, text in parts.items())


def _indented(text: str, by: int = 2) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


READ = {place: files for place, example in _examples() if (files := _as_files(example))}


@pytest.mark.parametrize("place", READ)
def test_check_reads_every_example(tmp_path: Path, place: str) -> None:
    """Each example that is a file of a campaign, or a part of one, goes through `check`, which ends with 0 or 1."""
    files = dict(READ[place])
    translations = files.pop("translations", "")
    folder = write_campaign(tmp_path, **files)
    if translations:
        (folder / "appeals" / "visits" / "translations.yaml").write_text(translations, encoding="utf-8")

    done = CliRunner().invoke(main, ["--campaign", str(folder), "check", "--date", "2025-06-24"])

    assert done.exit_code in {0, 1}
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_examples_are_found() -> None:
    """Whole files of each kind are among the examples, and the place of the personal note is."""
    kinds = {kind for files in READ.values() for kind in files}

    assert kinds == {"appeal", "recipients", "authorities", "sender", "translations"}
    assert any("personal_note: yes" in text for files in READ.values() for text in files.values())
