"""What inputs begin as: folders of campaigns that plan letters, made once, with what earlier runs left in them."""

import os
import shutil
from pathlib import Path

from click.testing import CliRunner

from entreaty.cli import main
from entreaty.storage.resources import PACKAGE
from tests.support.checkout import ROOT
from tests.support.made_up_sources import CSV
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited, write_campaign
from tests.support.smtp_server import post_office

ON_THE_DAY = ("--date", "2025-06-24")
SHIPPED_APPEAL = "appeals/armenian-detainees/appeal.yaml"
_MORE = """\
recipients:
  - id: deputy
    name: {given: Anna, family: Sample, title: Dr., dative: {de: Frau Sample}}
    gender: f
    office: Deputy
    organisation: {en: Example Parliament, fr: Parlement exemplaire}
    form_of_address: member-of-parliament
    language: [en, fr]
    audiences: [third-state, legislature]
    state: CH
    of_country: {fr: de Suisse}
    constituency: Bern
    party: Example Party
    roles: [{organisation: Example Committee, role: chair}]
    identifiers: {example: "7"}
    address: {lines: [5 Example Square, 3003 Bern], country: CH}
    email: deputy@example.org
    phone: "+41 30 0000000"
    salutation: {en: "Dear Deputy,", fr: "Madame la Députée,"}
    verified: {on: 2025-06-01, status: official, source: "https://example.org/contact"}
"""


def make_seeds(folder: Path) -> None:
    """Make every seed in a folder that is not there yet: "sample", and what is made from it, and "shipped"."""
    sample = write_campaign(
        folder / "sample",
        recipients=f"include: [recipients/more.yaml]\n{RECIPIENTS}",
        sender=SENDER,
        appeal=edited(APPEAL, "citation_style: oscola", "citation_style: mine"),
    )
    for name, text in {
        "recipients/more.yaml": _MORE,
        "suppression.txt": "# Who asked not to be written to.\nnobody@example.org\nbank.example\n",
        "delivery.yaml": "smtp: {host: 127.0.0.1, port: 9, security: none}\nrate: 600\n",
        "citation_styles/mine.yaml": (PACKAGE / "data" / "citation_styles" / "oscola.yaml").read_text(encoding="utf-8"),
    }.items():
        (sample / name).parent.mkdir(exist_ok=True)
        (sample / name).write_text(text, encoding="utf-8")
    looks = _copy(sample, "looks")
    shutil.copytree(ROOT / "letter_templates", looks / "letter_templates")
    (looks / "languages").mkdir()
    shutil.copy(ROOT / "entreaty" / "data" / "languages" / "en.yaml", looks / "languages")
    written = _copy(sample, "written")
    _run(written, "letters", "--format", "txt", *ON_THE_DAY)
    sent = _copy(sample, "sent")
    _run(sent, "letters", "--jobs", "1")
    with post_office() as post:
        options = ("--host", "127.0.0.1", "--port", str(post.port), "--security", "none", "--rate", "600")
        _run(sent, "send", "--yes", "--limit", "1", *options)
    imported = _copy(sample, "imported")
    (imported / "list.csv").write_text(CSV, encoding="utf-8")
    _run(imported, "recipients", "import", "list.csv", "--audience", "third-state")
    shutil.copytree(ROOT / "appeals", folder / "shipped" / "appeals")
    shutil.copy(ROOT / "recipients.yaml", folder / "shipped")


def _copy(sample: Path, name: str) -> Path:
    return Path(shutil.copytree(sample, sample.with_name(name)))


def _run(folder: Path, *arguments: str) -> None:
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, list(arguments))
    finally:
        os.chdir(before)
    if result.exit_code:
        raise RuntimeError(f"the seed {folder.name} cannot be made: {result.output}") from result.exception
