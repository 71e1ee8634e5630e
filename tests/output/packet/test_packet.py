"""The volunteer's packet of a whole run: what lies in its folder, in which order, and how much space it takes."""

import csv
import io
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from entreaty.batch.packet import Packet, write_packet
from entreaty.batch.packet_order import PacketOrder
from entreaty.batch.run import Run, write_letters
from entreaty.content.campaign import load_campaign
from entreaty.content.places import sender_file
from entreaty.output.packet.merge import Enclosed
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from tests.support.checkout import ROOT
from tests.support.pdfs import merge_letters, texts
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, SENDER, edited, write_campaign
from tests.support.validators import rule_violations

ORDER = Order(day=DAY, endings=("pdf",), jobs=os.cpu_count() or 1)


def _packet(folder: Path, order: Order = ORDER, wanted: PacketOrder | None = None) -> Packet:
    campaign = load_campaign(folder, sender_file(folder, None))
    plan = plan_letters(campaign, order)
    outcomes = tuple(write_letters(campaign, plan, order, folder / "letters"))
    return write_packet(Run(campaign=campaign, plan=plan, outcomes=outcomes), order, folder / "letters", wanted)


def _rows(folder: Path) -> list[dict[str, str]]:
    content = (folder / "letters" / "packet" / "tick-list.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def _bookmarks(path: Path) -> list[tuple[str, int]]:
    with pikepdf.open(path) as packet, packet.open_outline() as outline:
        return [(item.title, packet.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root]


def test_packet_has_all_its_files(tmp_path):
    """The file for the printer, the list in two forms, and the labels for three sheets lie in one folder."""
    packet = _packet(write_campaign(tmp_path, sender=SENDER))

    assert packet.problems == ()
    assert (packet.letters, packet.pages) == (3, 5)
    assert [path.relative_to(tmp_path).as_posix() for path in packet.files] == [
        "letters/packet/packet.pdf",
        "letters/packet/tick-list.pdf",
        "letters/packet/tick-list.csv",
        "letters/packet/test-page.pdf",
        "letters/packet/labels-l7163.pdf",
        "letters/packet/labels-l7160.pdf",
        "letters/packet/labels-5160.pdf",
    ]
    assert all(path.is_file() for path in packet.files)


@pytest.mark.no_cover
def test_letters_lie_in_the_order_of_their_envelopes(tmp_path):
    """Letters are sorted by postage zone, country and the order of the profiles, seen from the sender's country."""
    folder = write_campaign(tmp_path, sender=edited(SENDER, "country: DE", "country: AZ"))
    _packet(folder)

    assert _bookmarks(folder / "letters" / "packet" / "packet.pdf") == [
        ("Minister of Foreign Affairs, Ministry of Foreign Affairs", 0),
        ("President, Example Committee", 2),
        ("Direction du Département, Département fédéral des affaires étrangères", 4),
    ]
    assert [(row["letter"], row["country"], row["zone"], row["pages"], row["reason"]) for row in _rows(folder)] == [
        ("visits/azerbaijani-minister", "Azerbaijan", "domestic", "1", ""),
        ("visits/mediator", "Switzerland", "Europe", "1", ""),
        ("visits/swiss-minister", "Switzerland", "Europe", "1", ""),
    ]


@pytest.mark.no_cover
def test_without_a_sender_the_postage_is_unknown(tmp_path):
    """Nobody knows where a letter without a sender is posted: countries follow each other by name."""
    folder = write_campaign(tmp_path)
    _packet(folder)

    assert [(row["country"], row["zone"]) for row in _rows(folder)] == [
        ("Azerbaijan", "unknown"),
        ("Switzerland", "unknown"),
        ("Switzerland", "unknown"),
    ]


def test_everybody_left_out_is_listed_with_the_reason(tmp_path):
    """Who is asked for nothing, and whose letter cannot be composed or set, stands on the list with the reason."""
    appeal = edited(APPEAL, "for: {audiences: [detaining-power]}", "for: {audiences: [legislature]}")
    recipients = edited(RECIPIENTS, "{en: President, fr: Présidence}", "{en: 大臣, fr: Présidence}")
    folder = write_campaign(tmp_path, appeal=appeal, recipients=recipients, sender=SENDER)

    packet = _packet(folder)

    reasons = {row["letter"]: (row["pages"], row["reason"]) for row in _rows(folder)}
    assert reasons["visits/swiss-minister"] == ("1", "")
    assert reasons["visits/azerbaijani-minister"] == ("0", "no demand of the appeal is for this recipient")
    assert reasons["visits/mediator"][0] == "0"
    assert "no font has ‘大’ U+5927" in reasons["visits/mediator"][1]
    assert packet.letters == 1
    assert packet.problems == (), "the letter itself says which characters no font has"
    words = " ".join(texts((folder / "letters" / "packet" / "tick-list.pdf").read_bytes()))
    assert "mediator no font has U+5927" in words, "the row stands there by the id"


def test_whom_the_post_does_not_reach_is_listed(tmp_path):
    """A letter to somebody without a postal address is made, and stands on the list of those left out of the packet."""
    recipients = edited(RECIPIENTS, "      lines: [1 Example Avenue, 1202 Geneva]\n", "")
    packet = _packet(write_campaign(tmp_path, recipients=recipients))
    (row,) = [row for row in _rows(tmp_path) if row["reason"]]

    assert (packet.letters, row["letter"], row["reason"]) == (2, "visits/mediator", "there is no postal address")
    assert (tmp_path / "letters" / "visits" / "mediator.pdf").is_file()


@pytest.mark.no_cover
def test_failed_letter_is_listed(tmp_path):
    """A letter that could not be composed is left out with the problem as the reason."""
    appeal = edited(APPEAL, "{{ recipient.organisation }} about", "{{ recipient.state_name }} about")
    folder = write_campaign(tmp_path, appeal=appeal, sender=SENDER)
    _packet(folder)

    assert "has no recipient.state_name" in next(
        row["reason"] for row in _rows(folder) if row["letter"] == "visits/mediator"
    )


@pytest.mark.no_cover
def test_recipient_of_two_letters_has_two_bookmarks_that_differ(tmp_path):
    """Two letters to one recipient lie together, and their bookmarks tell what they are about."""
    folder = write_campaign(tmp_path, sender=SENDER)
    other = folder / "appeals" / "other" / "appeal.yaml"
    other.parent.mkdir()
    other.write_text(edited(APPEAL, "en: Visits to prisoners of war", "en: Another subject"), encoding="utf-8")
    _packet(folder, Order(day=DAY, endings=("pdf",), recipients=("mediator",)))

    assert [title for title, _ in _bookmarks(folder / "letters" / "packet" / "packet.pdf")] == [
        "President, Example Committee – Another subject",
        "President, Example Committee – Visits to prisoners of war",
    ]


@pytest.mark.no_cover
def test_run_without_letters_withdraws_the_packet_of_an_earlier_one(tmp_path):
    """Where nothing may be posted any more, only the list says so: nothing is left to be printed."""
    folder = write_campaign(tmp_path, sender=SENDER)
    _packet(folder)
    write_campaign(tmp_path, sender=SENDER, appeal=re.sub(r"for: \{audiences: .*\}", "for: {states: [JP]}", APPEAL))

    packet = _packet(folder)

    assert (packet.letters, packet.pages) == (0, 0)
    assert sorted(path.name for path in (folder / "letters" / "packet").iterdir()) == [
        "test-page.pdf",
        "tick-list.csv",
        "tick-list.pdf",
    ]


@pytest.mark.no_cover
def test_address_that_no_label_has_room_for_is_listed_to_be_written_by_hand(tmp_path):
    """Its envelope has no window, and the list does not say that it has a label; the others have theirs."""
    line = " ".join(["Department of the Interior and of Everything Else"] * 4)
    lines = ", ".join(f'"{line} {number}"' for number in range(8))
    recipients = edited(RECIPIENTS, "lines: [1 Example Avenue, 1202 Geneva]", f"lines: [{lines}]")
    folder = write_campaign(tmp_path, recipients=recipients, sender=SENDER)
    packet = _packet(folder)

    rows = {row["letter"]: (row["envelope"], row["label"]) for row in _rows(folder)}
    assert rows["visits/mediator"] == ("none", "by hand")
    assert {row for letter, row in rows.items() if letter != "visits/mediator"} == {("", "")}
    words = " ".join(texts((folder / "letters/packet/tick-list.pdf").read_bytes()))
    assert words.count("addressed by hand") == 1
    assert "with its label" not in words
    assert {str(one.location) for one in packet.problems} == {"visits/mediator"}


def _labels(packet: Packet) -> list[str]:
    return [path.name for path in packet.files if path.name.startswith("labels")]


def test_labels_are_of_the_kind_that_is_asked_for(tmp_path):
    """Those of other kinds, from an earlier packet, are removed."""
    folder = write_campaign(tmp_path, sender=SENDER)
    assert len(_labels(_packet(folder))) == 3

    assert _labels(_packet(folder, wanted=PacketOrder(labels=("5160",)))) == ["labels-5160.pdf"]
    assert not (folder / "letters" / "packet" / "labels-l7160.pdf").exists()


def test_labels_that_are_told_are_on_the_paper_of_the_letters(tmp_path):
    """Whoever writes from the United States has letter paper, and no labels on A4."""
    sender = edited(SENDER, "country: DE", "country: US")
    assert _packet(write_campaign(tmp_path, sender=sender)).labels == "5160"


def test_many_letters_have_labels_only_where_no_window_shows_the_address(tmp_path, monkeypatch):
    """Where letters are many, one whose address fits no window has its label, and how many have none is told."""
    monkeypatch.setattr("entreaty.batch.packet.FEW", 2)
    wide = f"lines: [{'W' * 60}, 1202 Geneva]"
    recipients = edited(RECIPIENTS, "lines: [1 Example Avenue, 1202 Geneva]", wide)
    folder = write_campaign(tmp_path, sender=SENDER, recipients=recipients)
    packet = _packet(folder)

    assert packet.unlabelled == 2
    assert packet.labels == "l7163"
    (labels,) = texts((folder / "letters/packet/labels-l7163.pdf").read_bytes())
    assert labels.replace("SCHWEIZ", "").count("W") == 60
    assert "AZERBAIJAN" not in labels.upper()
    assert _packet(folder, wanted=PacketOrder(labels=("l7163",))).unlabelled == 0


@pytest.mark.thorough
@pytest.mark.no_cover
def test_both_validators_pass_every_file_of_a_packet(tmp_path, verapdf):
    """The file for the printer is PDF/UA-1; list, test page and labels are PDF/A-3a, too."""
    files = [path for path in _packet(write_campaign(tmp_path, sender=SENDER)).files if path.suffix == ".pdf"]
    merged, *lists = files

    assert [path.name for path in lists][:2] == ["tick-list.pdf", "test-page.pdf"]
    assert verapdf.violations(lists) == {}
    assert verapdf.verdicts(merged)["ua1"] == ""
    assert rule_violations(merged, "ua1") == []


@pytest.mark.thorough
def test_packet_is_the_same_bytes_twice(tmp_path):
    """Two runs on the same campaign give the same packet."""
    made = []
    for name in ("one", "two"):
        folder = write_campaign(tmp_path / name, sender=SENDER)
        made.append([path.read_bytes() for path in _packet(folder).files])

    assert made[0] == made[1]


@pytest.fixture(scope="module")
def shipped_times_eight(tmp_path_factory):
    """Return a folder with the shipped campaign, whose 26 recipients are repeated until there are 200."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(ROOT / "appeals", folder / "appeals")
    head, *rows = re.split(r"^(?=  - id: )", (ROOT / "recipients.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(rows) >= 25
    copies = [re.sub(r"- id: (\S+)", rf"- id: \1-{n}", row, count=1) for n in range(8) for row in rows][:200]
    (folder / "recipients.yaml").write_text(head + "".join(copies), encoding="utf-8")
    appeal = folder / "appeals" / "armenian-detainees" / "appeal.yaml"
    appeal.write_text(_named_eight_times(appeal.read_text(encoding="utf-8"), "".join(copies)), encoding="utf-8")
    return folder


def _named_eight_times(appeal: str, recipients: str) -> str:
    """Return the appeal with the copies of each recipient in place of its id, in the lists of whom passages are for."""
    known = set(re.findall(r"- id: (\S+)", recipients))

    def copies(listed: re.Match[str]) -> str:
        names = (f"{name.strip()}-{n}" for name in listed[1].split(",") for n in range(8))
        return f"recipients: [{', '.join(name for name in names if name in known)}]"

    return re.sub(r"recipients: \[([^\]]*)\]", copies, appeal)


@pytest.mark.no_cover
@pytest.mark.thorough
def test_packet_of_200_letters(shipped_times_eight, record_property):
    """It opens, has 200 bookmarks, begins every letter on an odd page, is accessible, and takes under a third."""
    packet = _packet(shipped_times_eight, Order(day=date(2025, 6, 24), endings=("pdf",), jobs=os.cpu_count() or 1))
    path = packet.files[0]
    letters = list((shipped_times_eight / "letters" / "armenian-detainees").glob("*.pdf"))
    together = sum(letter.stat().st_size for letter in letters)
    starts = [start for _, start in _bookmarks(path)]

    different = [letter for letter in letters if letter.stem.endswith("-0")]
    merged = merge_letters([Enclosed(letter.stem, letter) for letter in different], "Letters")
    apart = sum(letter.stat().st_size for letter in different)
    record_property(
        "counted",
        f"{len(letters)} letters {together} bytes, packet {path.stat().st_size} bytes; "
        f"{len(different)} letters to different offices {apart} bytes, merged {len(merged.content)} bytes",
    )
    assert packet.letters == len(letters) == len(starts) == len(set(starts)) == 200
    assert all(start % 2 == 0 for start in starts)
    assert rule_violations(path, "ua1") == []
    assert path.stat().st_size < together / 3
    assert len(different) >= 25
    assert len(merged.content) < apart * 2 / 3
    assert [problem.message for problem in packet.problems] == []
