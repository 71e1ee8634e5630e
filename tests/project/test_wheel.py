"""The wheel: installed where nothing else of the project is, it makes a campaign, checks it and writes its letters."""

import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from entreaty import __version__
from tests.support.checkout import ROOT
from tests.support.programs import run


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `entreaty` of an environment that holds the wheel, and nothing of the checkout.

    The libraries come from the environment of the tests by a path, since tests use no network; the checkout, which that
    environment names in a file of its own, does not come along.
    """
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=False)
    run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            folder / "bin" / "python",
            "install",
            "--no-deps",
            "--no-index",
            wheel,
        ]
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return folder / "bin" / "entreaty"


def test_wheel_holds_the_program_its_data_and_its_licence(wheel: Path) -> None:
    """Templates, fonts, shipped data, the mark of types and the licence come along; tests and campaigns do not."""
    names = zipfile.ZipFile(wheel).namelist()

    assert f"entreaty-{__version__}.dist-info/licenses/LICENSE" in names
    for name in ("py.typed", "formats.md", "data/envelopes.yaml", "letter_templates/letter.html"):
        assert f"entreaty/{name}" in names
    assert any(name.startswith("entreaty/letter_templates/fonts/") and name.endswith(".ttf") for name in names)
    assert {name.partition("/")[0] for name in names} == {"entreaty", f"entreaty-{__version__}.dist-info"}


def test_installed_program_makes_a_campaign_and_writes_its_letters(program: Path, tmp_path: Path) -> None:
    """From nothing to letters: `new campaign`, `check` and `letters` work without a checkout."""
    where = run([program.parent / "python", "-c", "import entreaty; print(entreaty.__file__)"], cwd=tmp_path).stdout
    assert Path(where).is_relative_to(program.parent.parent)
    assert run([program, "--version"], cwd=tmp_path).stdout == f"entreaty, version {__version__}\n"

    run([program, "new", "campaign", "letters-home"], cwd=tmp_path)
    checked = run([program, "--campaign", "letters-home", "check"], cwd=tmp_path)
    smaller = "1 address is set in smaller type, no smaller than 8 pt (example-office)\n"
    assert checked.stderr == f"{smaller}0 errors, 2 warnings\n"
    written = run([program, "--campaign", "letters-home", "letters", "--drafts", "--format", "pdf,txt"], cwd=tmp_path)

    assert "1 letter written, 0 unchanged, 0 failed" in written.stdout
    made = sorted(path.suffix for path in (tmp_path / "letters-home" / "letters").glob("*/*"))
    assert made == [".pdf", ".txt"]
