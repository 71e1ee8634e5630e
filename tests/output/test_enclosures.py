"""Enclosures in every output: named under the signature, attached to the e-mail, part of what a letter depends on."""

import csv
import io
import shutil
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from entreaty.batch.run import look_of, write_letters
from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.phrases import load_phrases
from entreaty.delivery.mailing import load_mailing
from entreaty.output.documents import render_files
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from tests.support.enclosed import accessible_pdf, enclose, large_pdf, plain_pdf
from tests.support.made_letters import ALL, html_part, made, message_of, plain_part, planned, printed_lines
from tests.support.pdfs import texts
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, SENDER, edited, write_campaign
from tests.support.sample_letters import TEMPLATES, make_letter
from tests.support.validators import rule_violations

MIB = 1024 * 1024
STYLE = "citation_style: oscola\n"
ONE = "[{title: {en: Petition, fr: Pétition}, file: petition.pdf}]"
TWO = f"{ONE[:-1]}, {{title: Map, file: Map of the town.pdf}}]"
LINES = {
    "en": ("Enclosure: A", "Enclosures: A; B"),
    "fr": ("Pièce jointe\u00a0: A", "Pièces jointes\u00a0: A; B"),
    "de": ("Anlage: A", "Anlagen: A; B"),
    "es": ("Anexo: A", "Anexos: A; B"),
    "ru": ("Приложение: A", "Приложения: A; B"),
    "hy": ("Կից փաստաթուղթ՝ A", "Կից փաստաթղթեր՝ A; B"),
    "ka": ("დანართი: A", "დანართები: A; B"),
    "az": ("Əlavə: A", "Əlavələr: A; B"),
    "ar": ("المرفق: A", "المرفقات: A; B"),
}


def _campaign(folder: Path, enclosures: str = ONE, more: str = "", **texts: str) -> Path:
    """Write a campaign that encloses a petition and a map, and return its folder."""
    appeal = edited(APPEAL, STYLE, f"{STYLE}enclosures: {enclosures}\n{more}")
    write_campaign(folder, appeal=appeal, **texts)
    enclose(folder, "petition.pdf", plain_pdf(2))
    enclose(folder, "Map of the town.pdf", plain_pdf(1, "Map"))
    return folder


def _attached(message: EmailMessage) -> list[tuple[str, str, bytes]]:
    """Return name, media type and content of each attachment."""
    return [(str(one.get_filename()), one.get_content_type(), one.get_content()) for one in message.iter_attachments()]


def test_enclosure_is_named_under_the_signature_of_every_output(tmp_path):
    """The line comes before that of the copies, in the PDF, the text and both parts of the e-mail."""
    letter = made(_campaign(tmp_path, more='copies: ["Example Gazette"]\n', sender=SENDER), "mediator")

    lines = printed_lines(letter)
    place = lines.index("Enclosure: Petition")
    assert lines[place - 1 : place + 2] == ["Example Society", "Enclosure: Petition", "Copy: Example Gazette"]
    expected = ["+49 30 0000000", "", "Enclosure: Petition", "Copy: Example Gazette", "", "Notes"]
    for text in (letter.contents["txt"].decode(), plain_part(letter)):
        lines = text.splitlines()
        assert lines[lines.index("+49 30 0000000") :][:6] == expected
    html = html_part(letter)
    assert html.index("Enclosure: Petition</p>") < html.index("Copy: Example Gazette</p>")


def test_titles_are_in_the_language_of_the_letter(tmp_path):
    """A French letter calls them by their French titles."""
    letter = made(_campaign(tmp_path, TWO), "swiss-minister", ("txt",))

    assert "\n\nPièces jointes\u00a0: Pétition\u00a0; Map\n\n" in letter.contents["txt"].decode()


@pytest.mark.parametrize("language", LINES)
def test_every_language_has_its_usual_words(language):
    """One enclosure and several have the words that offices of the language write."""
    letter = make_letter(language=language, phrases=load_phrases(TEMPLATES / "phrases.yaml").for_language(language))

    assert (letter.phrase("enclosure", titles="A"), letter.phrase("enclosures", titles="A; B")) == LINES[language]


def test_enclosures_are_attached_behind_the_letter(tmp_path):
    """The draft has the letter and each file under its own name, byte for byte, as PDF."""
    letter = made(_campaign(tmp_path, TWO), "mediator")

    assert _attached(message_of(letter)) == [
        ("mediator.pdf", "application/pdf", letter.contents["pdf"]),
        ("petition.pdf", "application/pdf", plain_pdf(2)),
        ("Map of the town.pdf", "application/pdf", plain_pdf(1, "Map")),
    ]
    assert [defect for part in message_of(letter).walk() for defect in part.defects] == []


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["Pétition.pdf", f"{'long-' * 15}name.pdf", "a'b (1).pdf", "Խնդրագիր.pdf"])
def test_names_of_enclosures_come_back_as_they_were(tmp_path, name):
    """Accents, other scripts and long names survive in the header, whose lines stay short."""
    folder = _campaign(tmp_path, f'[{{title: Petition, file: "{name}"}}]')
    enclose(folder, name, plain_pdf())
    letter = made(folder, "mediator")

    assert _attached(message_of(letter))[1][0] == name
    assert max(len(line) for line in letter.contents["eml"].split(b"\r\n")) <= 998


def test_draft_with_enclosures_is_written_as_the_standard_library_writes_it(tmp_path):
    """Headers, order and encoding of the attachments are those of an `EmailMessage`."""
    letter = made(_campaign(tmp_path, TWO), "mediator")
    draft = letter.contents["eml"]
    message = message_of(letter)
    # RFC 2045, 6.7: a line of quoted-printable has at most 76 characters.
    again = EmailMessage(policy=message.policy.clone(max_line_length=76))
    for name in ("X-Unsent", "To", "Subject"):
        again[name] = message[name]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    again.set_content(plain.get_content(), cte="quoted-printable", params={"format": "flowed", "delsp": "no"})
    again.add_alternative(html.get_content(), subtype="html", cte="quoted-printable")
    for name, _, content in _attached(message):
        again.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    for number, part in enumerate(part for part in again.walk() if part.is_multipart()):
        part.set_boundary([one.get_boundary() for one in message.walk() if one.is_multipart()][number])

    assert draft == again.as_bytes(policy=message.policy)


@pytest.mark.no_cover
def test_largest_enclosures_can_be_sent(tmp_path):
    """Five megabytes go into a draft that is within what a letter may have, written by a worker."""
    folder = _campaign(tmp_path, sender=SENDER)
    enclose(folder, "petition.pdf", large_pdf("Petition", 5 * MIB - 10_000))
    order = Order(day=DAY, recipients=("mediator",))
    campaign = load_campaign(folder, folder / "sender.yaml")
    (outcome,) = write_letters(campaign, plan_letters(campaign, order), order, folder / "letters")

    assert outcome.state == "written", outcome.problems
    assert (folder / "letters/visits/mediator.eml").stat().st_size > 6 * MIB


@pytest.mark.no_cover
def test_changed_enclosure_makes_the_letters_of_its_appeal_again(tmp_path):
    """The same files leave letters alone; another content makes those that enclose it anew, and no others."""
    folder = _campaign(tmp_path)
    other = folder / "appeals" / "other"
    other.mkdir()
    (other / "appeal.yaml").write_text(APPEAL, encoding="utf-8")

    def states() -> dict[str, set[str]]:
        arguments = ["--campaign", str(folder), "letters", "--date", str(DAY), "--format", "txt"]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        lines = [line for line in result.stdout.splitlines() if ", en, " in line or ", fr, " in line]
        found: dict[str, set[str]] = {}
        for line in lines:
            found.setdefault(Path(line.split()[0]).parent.name, set()).add(line.rpartition(", ")[2])
        return found

    assert states() == {"visits": {"written"}, "other": {"written"}}
    assert states() == {"visits": {"unchanged"}, "other": {"unchanged"}}
    enclose(folder, "petition.pdf", plain_pdf(2, "Another petition"))
    assert states() == {"visits": {"written"}, "other": {"unchanged"}}


def test_summary_says_what_goes_with_the_letters(tmp_path):
    """Whoever prints single letters is told what else to print, in a first run and in one that changes nothing."""
    folder = _campaign(tmp_path, TWO)
    arguments = ["--campaign", str(folder), "letters", "--date", str(DAY), "--format", "txt"]
    for _ in range(2):
        told = CliRunner().invoke(main, arguments).stderr.splitlines()
        assert (
            "with each letter of 'visits': petition.pdf, Map of the town.pdf (attached to the .eml; behind the letter "
            "in the packet)"
        ) in told


def test_shared_and_plain_setting_name_and_attach_alike(tmp_path):
    """A letter of a group encloses what it would by itself."""
    folder = _campaign(tmp_path, TWO)
    campaign = load_campaign(folder)
    order = Order(day=DAY, recipients=("mediator",))
    (letter,) = plan_letters(campaign, order).letters
    slots = ("address", "salutation", "addressee", "email")
    shared, alone = (render_files(replace(letter, slots=one), look_of(campaign, order), ALL) for one in (slots, ()))

    assert (shared.typesetting, alone.typesetting) == ("shared", "ordinary: its group is small")
    assert texts(shared.contents["pdf"]) == texts(alone.contents["pdf"])
    assert shared.contents["txt"] == alone.contents["txt"]
    assert _attached(message_of(shared))[1:] == _attached(message_of(alone))[1:]


def test_letter_whose_enclosure_has_changed_is_not_sent(tmp_path):
    """What lies there encloses the old file: it is written anew before it may leave."""
    folder = _campaign(tmp_path, sender=SENDER)
    delivery = "smtp: {host: smtp.example.org, security: tls, user: anna@example.org}\n"
    (folder / "delivery.yaml").write_text(delivery, encoding="utf-8")
    order = Order(day=DAY, recipients=("mediator",))
    campaign = load_campaign(folder, folder / "sender.yaml")
    list(write_letters(campaign, plan_letters(campaign, order), order, folder / "letters"))

    def sorted_letters():
        return load_mailing(folder, folder / "sender.yaml", folder / "letters", order).letters

    assert [str(one.letter) for one in sorted_letters().ready] == ["visits/mediator"]
    enclose(folder, "petition.pdf", plain_pdf(2, "Another petition"))
    assert [one.reason for one in sorted_letters().left_out] == [
        "a letter of today would enclose other files; write the letters again"
    ]


def test_withheld_title_stops_the_letter(tmp_path):
    """Withheld words are found in titles, too."""
    withheld = "withhold: [{words: Petition, from: [detaining-power]}]\n"
    (failed,) = planned(_campaign(tmp_path, more=withheld)).failed

    assert "the foot of the letter to 'azerbaijani-minister' says 'Petition', which is withheld" in failed.reason


# In the packet


def _packet(folder: Path, *options: str) -> tuple[pikepdf.Pdf, str]:
    """Write the packet of a campaign, and return it with what was printed."""
    arguments = ["--campaign", str(folder), "letters", "--date", str(DAY), "--format", "pdf", "--packet", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return pikepdf.open(folder / "letters" / "packet" / "packet.pdf"), result.output


def _bookmarks(packet: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Return each bookmark with its page, those below others indented."""
    found = []
    with packet.open_outline() as outline:
        for item in outline.root:
            found.append((item.title, item))
            found += [(f"  {kid.title}", kid) for kid in item.children]
    return [(title, packet.pages.index(pikepdf.Page(item.destination[0]))) for title, item in found]


@pytest.mark.no_cover
def test_enclosures_lie_behind_each_letter_in_the_packet(tmp_path):
    """Each begins on a front page, has a bookmark below its letter's, and counts for the postage."""
    folder = _campaign(tmp_path, TWO)
    packet, output = _packet(folder)
    path = folder / "letters" / "packet" / "packet.pdf"

    assert _bookmarks(packet) == [
        ("Minister of Foreign Affairs, Ministry of Foreign Affairs", 0),
        ("  Petition", 2),
        ("  Map", 4),
        ("President, Example Committee", 6),
        ("  Petition", 8),
        ("  Map", 10),
        ("Direction du Département, Département fédéral des affaires étrangères", 12),
        ("  Pétition", 14),
        ("  Map", 16),
    ]
    read = texts(path.read_bytes())
    assert [read[number].split("\n")[0] for number in (2, 3, 4, 8, 9, 10, 16)] == [
        *("Petition 1", "Petition 2", "Map 1", "Petition 1", "Petition 2", "Map 1", "Map 1"),
    ]
    assert [read[number] for number in (1, 5, 7, 11, 13, 15)] == ["", "", "", "", "", "Petition 2"]
    assert "packet.pdf  17 pages, 3 letters" in output
    with (folder / "letters/packet/tick-list.csv").open(encoding="utf-8-sig", newline="") as rows:
        assert {row["letter"]: row["pages"] for row in csv.DictReader(rows)}["visits/mediator"] == "4"


@pytest.mark.no_cover
def test_packet_has_each_enclosure_once(tmp_path):
    """Twenty letters with a large enclosure do not make a packet of twenty times its size."""
    first = RECIPIENTS.partition("  - id: swiss-minister")[0].partition("recipients:\n")[2]
    head = RECIPIENTS[RECIPIENTS.index("\naudiences:") :]
    profiles = "".join(edited(first, "id: mediator", f"id: m{number}") for number in range(20))
    folder = _campaign(tmp_path, recipients=f"recipients:\n{profiles}{head}")
    text = (folder / "appeals/visits/appeal.yaml").read_text(encoding="utf-8")
    text = edited(text, "for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}")
    (folder / "appeals/visits/appeal.yaml").write_text(text, encoding="utf-8")
    for content in (large_pdf("Petition", 1 * MIB), accessible_pdf()):
        enclose(folder, "petition.pdf", content)
        packet, _ = _packet(folder, "--force")
        assert len(_bookmarks(packet)) == 40
        assert (folder / "letters/packet/packet.pdf").stat().st_size < len(content) + MIB


@pytest.mark.no_cover
def test_packet_with_accessible_enclosures_stays_accessible(tmp_path):
    """Tags of an enclosure that is PDF/UA-1 follow those of its letter, in order, and all of it passes."""
    folder = _campaign(tmp_path)
    enclose(folder, "petition.pdf", accessible_pdf())
    packet, _ = _packet(folder)

    parts = [str(part.T) for part in packet.Root.StructTreeRoot.K[0].K]
    assert parts[:2] == ["Minister of Foreign Affairs, Ministry of Foreign Affairs", "Petition"]
    assert len(parts) == 6
    assert b"pdfuaid" in packet.Root.Metadata.read_bytes()
    assert rule_violations(folder / "letters/packet/packet.pdf", "ua1") == []


@pytest.mark.no_cover
def test_untagged_enclosure_leaves_the_tags_of_letters_alone(tmp_path):
    """The packet does not say that it is PDF/UA any more, and its letters still read as they did."""
    folder = _campaign(tmp_path)
    packet, _ = _packet(folder)

    root = packet.Root.StructTreeRoot
    assert [str(part.S) for part in root.K[0].K] == ["/Part"] * 3
    assert bool(packet.Root.MarkInfo.Marked)
    assert b"pdfuaid" not in packet.Root.Metadata.read_bytes()
    numbers = pikepdf.NumberTree(root.ParentTree)
    tagged = [page for page in packet.pages if "/StructParents" in page.obj]
    assert len(tagged) == 3
    assert all(int(page.obj.StructParents) in numbers for page in tagged)


def test_tags_that_lead_into_themselves_cost_the_packet_its_claim_alone(tmp_path):
    """A hostile tree is left out after a while that has an end, and the enclosure is printed without its tags."""
    folder = _campaign(tmp_path)

    with pikepdf.open(io.BytesIO(accessible_pdf())) as pdf:
        root = pdf.Root.StructTreeRoot
        root.ParentTree = pdf.make_indirect(pikepdf.Dictionary())
        root.ParentTree.Kids = pikepdf.Array([root.ParentTree])
        root.K[0].K = pikepdf.Array([root.K[0]])
        made_badly = io.BytesIO()
        pdf.save(made_badly)
    enclose(folder, "petition.pdf", made_badly.getvalue())
    packet, output = _packet(folder)

    assert "left out" not in output
    assert len([title for title, _ in _bookmarks(packet) if "étition" in title or "etition" in title]) == 3


@pytest.mark.thorough
def test_packet_of_a_shared_folder_is_the_same_every_time(tmp_path):
    """The same letters and enclosures give the same bytes."""
    folder = _campaign(tmp_path, TWO)
    path = folder / "letters/packet/packet.pdf"
    _packet(folder)
    first = path.read_bytes()
    shutil.rmtree(folder / "letters")
    _packet(folder)

    assert path.read_bytes() == first
