"""Enclosures as files: what may go with letters, and what is refused, on its line, while other letters are written."""

import errno
import os
import shutil
import zlib
from pathlib import Path

import pikepdf
import pytest

from entreaty.content.campaign import Campaign, load_campaign
from tests.support.enclosed import accessible_pdf, changed_pdf, enclose, large_pdf, plain_pdf, with_entry
from tests.support.made_letters import planned
from tests.support.sample_campaigns import APPEAL, edited, write_campaign

pytestmark = pytest.mark.no_cover

MIB = 1024 * 1024
STYLE = "citation_style: oscola\n"
SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
LAUNCH = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def appeal_with(enclosures: str) -> str:
    """Return the sample appeal with enclosures, which stand on line 6."""
    return edited(APPEAL, STYLE, f"{STYLE}enclosures: {enclosures}\n")


def _loaded(folder: Path, name: str = "petition.pdf") -> Campaign:
    write_campaign(folder, appeal=appeal_with(f"[{{title: Petition, file: {name}}}]"))
    return load_campaign(folder)


def _told(folder: Path, name: str = "petition.pdf") -> str:
    """Return the one error of the campaign, and see that it stops the letters of this appeal and no others."""
    other = folder / "appeals" / "other"
    other.mkdir(parents=True, exist_ok=True)
    (other / "appeal.yaml").write_text(APPEAL, encoding="utf-8")
    campaign = _loaded(folder, name)
    (problem,) = (one for one in campaign.problems if one.level == "error")
    plan = planned(folder)
    assert {letter.appeal for letter in plan.letters} == {"other"}
    assert {one.letter.appeal for one in plan.failed} == {"visits"}
    assert all(problem.message in one.reason for one in plan.failed)
    assert str(problem.location) == f"{folder / 'appeals/visits/appeal.yaml'}:6"
    return f"{problem.message} / {problem.hint}"


def test_file_beside_the_appeal_is_enclosed(tmp_path):
    """It is handed on byte for byte, with its number of pages and whether it is accessible."""
    content = plain_pdf(3)
    enclose(tmp_path, "petition.pdf", content)
    (file,) = _loaded(tmp_path).enclosures["visits"]

    assert (file.name, file.content, file.pages, file.accessible) == ("petition.pdf", content, 3, False)


def test_file_can_lie_in_a_folder_for_several_appeals(tmp_path):
    """What the folder of the appeal lacks is looked for in `appeals`; the appeal's own comes first."""
    enclose(tmp_path, "../shared/petition.pdf", plain_pdf(1, "Shared"))
    (file,) = _loaded(tmp_path, "shared/petition.pdf").enclosures["visits"]
    assert (file.name, file.content) == ("petition.pdf", plain_pdf(1, "Shared"))

    enclose(tmp_path, "shared/petition.pdf", plain_pdf(1, "Own"))
    (file,) = _loaded(tmp_path, "shared/petition.pdf").enclosures["visits"]
    assert file.content == plain_pdf(1, "Own")


def test_accessible_file_is_known_as_such(tmp_path):
    """A PDF that says that it is PDF/UA-1 counts as accessible, and brings no warning."""
    enclose(tmp_path, "petition.pdf", accessible_pdf())
    (file,) = _loaded(tmp_path).enclosures["visits"]

    assert file.accessible
    assert [one for one in planned(tmp_path).problems if "enclosure" in one.message] == []


def test_file_that_does_not_say_that_it_is_accessible_is_told(tmp_path):
    """Letters are written, with a warning that says what to do."""
    enclose(tmp_path, "petition.pdf", plain_pdf())
    _loaded(tmp_path)
    plan = planned(tmp_path)

    assert len(plan.letters) == 3
    (warning,) = (one for one in plan.problems if "enclosure" in one.message)
    assert str(warning).endswith(
        "appeal.yaml:6: warning: the enclosure 'petition.pdf' does not say that it is accessible (PDF/UA): "
        "some cannot read it\n  hint: export it anew as PDF/UA, which LibreOffice and Word offer"
    )


def test_missing_file_is_told(tmp_path):
    """The hint says from where the name counts."""
    assert _told(tmp_path) == (
        "the enclosure 'petition.pdf' is missing / write its name as it is, from the folder of the appeal on, or from "
        "'appeals' on"
    )


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a PDF / save or print it as PDF"),
        (b"PK\x03\x04", "is not a PDF / save or print it as PDF"),
        (b"%PDF-1.7\n", "is damaged / print it to a new PDF file"),
        (plain_pdf()[:400], "is damaged / print it to a new PDF file"),
        (
            plain_pdf().replace(b"/Type /Pages", b"/Typo /Pages").replace(b"/Kids", b"/Sids"),
            "is damaged / print it to a new PDF file",
        ),
        (plain_pdf(0), "has 0 pages; from 1 to 100 are accepted / enclose a shorter one"),
        (plain_pdf(101), "has 101 pages; from 1 to 100 are accepted / enclose a shorter one"),
        (
            plain_pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
            "is encrypted / save it without a password and without restrictions",
        ),
        (
            plain_pdf(encryption=pikepdf.Encryption(owner="o", user="")),
            "is encrypted / save it without a password and without restrictions",
        ),
        (with_entry("/OpenAction", SCRIPT), "holds a script / print it to a new PDF file"),
        (
            with_entry("/AA", pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Named, Next=SCRIPT))),
            "holds a script / print it to a new PDF file",
        ),
        (
            with_entry("/OpenAction", LAUNCH),
            "does something when it is opened or clicked / print it to a new PDF file",
        ),
        (
            with_entry("/Names", pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(EF=pikepdf.Dictionary()))),
            "holds other files / print it to a new PDF file",
        ),
        (
            plain_pdf() + b"%" * (5 * MIB),
            "is larger than 5 MB / save it smaller: scans in grey at 150 dots to the inch",
        ),
    ],
    ids=[
        *("empty", "zip", "head alone", "cut off", "overwritten", "no pages", "many pages", "password", "restrictions"),
        *("script", "script within", "program", "other files", "huge"),
    ],
)
def test_what_may_not_be_enclosed_is_named(tmp_path, content, message):
    """Damaged, encrypted, huge and active files stop the letters of their appeal, and no others."""
    enclose(tmp_path, "petition.pdf", content)

    assert _told(tmp_path).startswith(f"the enclosure 'petition.pdf' {message}")


def test_what_is_no_file_of_the_campaign_is_named(tmp_path):
    """A pipe is not waited for, a link out of the campaign not followed, and a folder is no file."""
    path = tmp_path / "appeals" / "visits" / "petition.pdf"
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert _told(tmp_path) == "the enclosure 'petition.pdf' is not a file / name a PDF"
    path.unlink()
    path.mkdir()
    assert _told(tmp_path) == "the enclosure 'petition.pdf' is not a file / name a PDF"
    path.rmdir()
    outside = tmp_path.with_name(f"{tmp_path.name}-outside.pdf")
    outside.write_bytes(plain_pdf())
    path.symlink_to(outside)
    assert _told(tmp_path) == (
        "the enclosure 'petition.pdf' does not lie in the campaign's folder / copy it beside the appeal"
    )


def test_file_that_nobody_may_read_is_named(tmp_path, monkeypatch):
    """A file without permission is told; root may read every file, so that the system is made to refuse it."""
    enclose(tmp_path, "petition.pdf", plain_pdf())
    opened = os.open

    def refused(path: str | Path, *args: int, **kwargs: int) -> int:
        if Path(path).name == "petition.pdf":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refused)
    assert _told(tmp_path) == "the enclosure 'petition.pdf' cannot be read / see who may read it"


def _chain(pdf: pikepdf.Pdf) -> None:
    """Hang thousands of dictionaries onto a page, each in the one before."""
    last = pdf.make_indirect(pikepdf.Dictionary())
    for _ in range(60_000):
        last = pdf.make_indirect(pikepdf.Dictionary(Next=last))
    pdf.pages[0].obj.PieceInfo = last


@pytest.mark.thorough
def test_file_that_exhausts_whoever_copies_it_costs_only_its_own_letters(tmp_path):
    """References without end end the process that looks at them, and nothing else."""
    enclose(tmp_path, "petition.pdf", changed_pdf(plain_pdf(), _chain))
    campaign = _loaded(tmp_path)

    # What the machine can take is no mistake.
    told = [one.message for one in campaign.problems if one.level == "error"]
    assert told == [] or told[0].startswith(("to read the enclosure 'petition.pdf' ", "the enclosure 'petition.pdf' "))


def test_compressed_page_without_end_is_not_unpacked(tmp_path):
    """A page that unpacks to gigabytes is enclosed as it is: nobody here unpacks it."""

    def bomb(pdf: pikepdf.Pdf) -> None:
        packed = zlib.compress(b" " * (300 * MIB), level=1)
        pdf.pages[0].obj.Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)

    enclose(tmp_path, "petition.pdf", changed_pdf(plain_pdf(), bomb))
    assert [file.pages for file in _loaded(tmp_path).enclosures["visits"]] == [1]


def test_all_together_have_a_limit(tmp_path):
    """Two files of 3 MB are too much for many mailboxes."""
    for name in ("a.pdf", "b.pdf"):
        enclose(tmp_path, name, large_pdf(name, 3 * MIB))
    write_campaign(tmp_path, appeal=appeal_with("[{title: A, file: a.pdf}, {title: B, file: b.pdf}]"))
    plan = planned(tmp_path)

    assert plan.letters == ()
    assert "appeal.yaml:6: the enclosures have more than 5 MB together, which many mailboxes refuse" in str(
        plan.failed[0].reason
    )


def test_closed_appeal_reads_no_enclosures(tmp_path):
    """Nothing is told of files that nobody needs any more."""
    closed = edited(appeal_with("[{title: A, file: a.pdf}]"), "status: open", "status: closed\nclosed_because: Done.")
    assert load_campaign(write_campaign(tmp_path, appeal=closed)).problems == ()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{title: P}", ":6: 'file' is missing"),
        ("{file: p.pdf}", ":6: 'title' is missing"),
        ("{title: P, file: p.pdf, for: x}", ":6: unknown key 'for'"),
        ("{title: P, fiel: p.pdf}", ":6: unknown key 'fiel'\n  hint: did you mean 'file'?"),
        ("{title: P, file: ../p.pdf}", ":6: 'file': '../p.pdf' cannot be enclosed\n  hint: name a file in the folder"),
        ("{title: P, file: /etc/p.pdf}", ":6: 'file': '/etc/p.pdf' cannot be enclosed"),
        ('{title: P, file: "a\\\\b.pdf"}', ":6: 'file': 'a\\b.pdf' cannot be enclosed"),
        ("{title: P, file: p.docx}", ":6: 'file': 'p.docx' is no PDF\n  hint: save or print it as PDF"),
        ("petition.pdf", ":6: entry 1 of 'enclosures' must hold 'key: value' lines of its own"),
        (
            "{title: P, file: a/p.pdf}, {title: Q, file: b/P.pdf}",
            ":6: two enclosures are called 'p.pdf'\n  hint: rename one of them",
        ),
        (", ".join(f"{{title: P, file: p{n}.pdf}}" for n in range(11)), ":6: 'enclosures' is too long: at most 10"),
    ],
)
def test_mistakes_in_the_list_are_named_with_their_line(tmp_path, entry, message):
    """What does not say what is enclosed is told where it stands."""
    folder = write_campaign(tmp_path, appeal=appeal_with(f"[{entry}]"))
    shutil.copy(__file__, folder / "appeals" / "visits" / "p.docx")

    problems = "\n".join(map(str, load_campaign(folder).problems))
    assert f"appeal.yaml{message}" in problems


def test_title_that_lacks_the_language_stops_its_letters(tmp_path):
    """A French letter cannot name what has no French title; English letters are written."""
    enclose(tmp_path, "petition.pdf", plain_pdf())
    write_campaign(tmp_path, appeal=appeal_with("[{title: {en: Petition}, file: petition.pdf}]"))
    plan = planned(tmp_path)

    (failed,) = plan.failed
    assert failed.letter.recipient == "swiss-minister"
    assert "'Petition' in 'enclosures' is not written in 'fr'\n  hint: add 'fr: …'" in failed.reason
