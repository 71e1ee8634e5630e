"""What `doctor` finds on a machine, and the cure that it names."""

from pathlib import Path

import pytest

from entreaty import doctor

CURE = "apt-get install pango"


def test_examine_names_every_part_once() -> None:
    """Everything that letters need is looked at, and each part has a name of its own."""
    findings = doctor.examine(Path("nowhere"))

    assert [finding.name for finding in findings] == [
        "Python",
        "Python's email package",
        "Pango",
        "HarfBuzz subset",
        "WeasyPrint",
        "Bundled fonts",
    ]


def test_this_machine_can_make_letters() -> None:
    """On a machine that is set up, as the tests' own is, Python, the libraries and WeasyPrint are found."""
    found = {finding.name: finding.ok for finding in doctor.examine(Path("nowhere"))}

    assert found["Python"]
    assert found["Pango"]
    assert found["HarfBuzz subset"]
    assert found["WeasyPrint"]
    assert not found["Bundled fonts"]


def test_a_cure_is_named_exactly_where_something_is_wrong() -> None:
    """A finding that is not ok says what to do, and one that is ok says nothing."""
    for finding in doctor.examine(Path("nowhere")):
        assert bool(finding.cure) is not finding.ok


@pytest.mark.parametrize(
    ("version", "ok", "detail"),
    [((3, 10, 13), False, "3.10.13"), ((3, 11, 0), True, "3.11.0"), ((3, 14, 3), True, "3.14.3")],
)
def test_python_is_new_enough_from_311(version: tuple[int, ...], ok: bool, detail: str) -> None:
    """Python 3.11 is the oldest that will do."""
    finding = doctor.python_version(version)

    assert (finding.ok, finding.detail) == (ok, detail)


def test_a_forged_header_is_a_warning() -> None:
    """An email package that writes a header of its own out of a subject is named with the advisory's number."""
    finding = doctor.python_email(b"Subject: a\r\nBcc: b@example.org\r\n\r\n")

    assert not finding.ok
    assert finding.level == "warning"
    assert "CVE-2024-6923" in finding.detail


def test_a_subject_that_stays_a_subject_is_fine() -> None:
    """The forged words inside the subject's own line do no harm."""
    finding = doctor.python_email(b"Subject: =?utf-8?q?a=0D=0ABcc=3A?= b@example.org\r\n\r\n")

    assert finding.ok
    assert finding.cure == ""


def test_missing_pango_is_an_error_that_names_the_libraries() -> None:
    """Each library that cannot be loaded is named, and only those."""
    finding = doctor.pango(lambda stem: stem == "gobject-2.0", CURE)

    assert not finding.ok
    assert finding.level == "error"
    assert finding.detail == "missing: libpango-1.0, libpangoft2-1.0"
    assert finding.cure == CURE


def test_missing_harfbuzz_subset_is_a_warning() -> None:
    """Letters can be made without the subset library, so its lack is not an error."""
    finding = doctor.harfbuzz_subset(lambda _stem: False, CURE)

    assert not finding.ok
    assert finding.level == "warning"
    assert finding.detail == "missing: libharfbuzz-subset"


def test_found_libraries_need_no_cure() -> None:
    """Where every library loads there is nothing to do."""
    finding = doctor.pango(lambda _stem: True, CURE)

    assert (finding.ok, finding.detail, finding.cure) == (True, "found", "")


@pytest.mark.parametrize(
    ("platform", "has_apt", "start"),
    [
        ("linux", True, "sudo apt-get install "),
        ("linux", False, "install Pango 1.44 or later"),
        ("darwin", False, "brew install pango harfbuzz"),
        ("darwin", True, "brew install pango harfbuzz"),
    ],
)
def test_the_cure_fits_the_platform(platform: str, has_apt: bool, start: str) -> None:
    """Debian's and Homebrew's commands are named where they work, and the libraries elsewhere."""
    assert doctor.library_cure(platform, has_apt=has_apt).startswith(start)


def test_a_library_of_no_system_does_not_load() -> None:
    """The system's loader is really asked: it knows Pango's and not one with a made-up name."""
    assert doctor.library_loads("pango-1.0")
    assert not doctor.library_loads("entreaty-no-such-library")


@pytest.mark.parametrize(
    ("version", "ok", "detail"),
    [("70.0", True, "70.0"), ("101.2", True, "101.2"), ("69.1", False, "69.1"), (None, False, "not installed")],
)
def test_weasyprint_is_recent_from_70(version: str | None, ok: bool, detail: str) -> None:
    """Versions are compared as numbers, and none at all is said to be none."""
    finding = doctor.weasyprint_version(version)

    assert (finding.ok, finding.detail) == (ok, detail)


def test_fonts_are_counted(tmp_path: Path) -> None:
    """Fonts are counted, and a licence beside them is not one."""
    for name in ("Serif.ttf", "Serif-Bold.ttf", "LICENSE.txt"):
        (tmp_path / name).touch()

    finding = doctor.bundled_fonts(tmp_path)

    assert finding.ok
    assert finding.detail == f"2 in {tmp_path}"


def test_a_folder_without_fonts_is_an_error(tmp_path: Path) -> None:
    """An empty folder of fonts is as bad as none."""
    assert not doctor.bundled_fonts(tmp_path).ok
    assert not doctor.bundled_fonts(tmp_path / "none").ok


def test_a_package_that_is_not_installed_has_no_version() -> None:
    """A package that is not there is no error of the program."""
    assert doctor._installed("entreaty-no-such-package") is None
