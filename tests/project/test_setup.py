"""The two commands on a fresh machine: the set-up, the locked packages, and the rules that every test is under."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from contextlib import AbstractContextManager
from ctypes.util import find_library
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from entreaty import doctor
from tests.support.checkout import ROOT
from tests.support.programs import run, started
from tests.support.tools import TOOLS, Library, missing

pytestmark = pytest.mark.no_cover

LOCKS = ("requirements.lock", "requirements-dev.lock")
NO_LIBRARIES = """
from types import SimpleNamespace
def libraries():
    return [SimpleNamespace(ok=False)]
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose lock files name no package, so that it is set up without a network."""
    folder = tmp_path / "checkout"
    (folder / "entreaty" / "storage").mkdir(parents=True)
    shutil.copy(ROOT / "setup.sh", folder)
    for module in ("__init__.py", "doctor.py", "problems.py", "storage/__init__.py", "storage/resources.py"):
        shutil.copy(ROOT / "entreaty" / module, folder / "entreaty" / module)
    for lock in LOCKS:
        (folder / lock).write_text("# nothing\n")
    return folder


def start(folder: Path, goal: str = "letters", **environment: str) -> "AbstractContextManager[subprocess.Popen[str]]":
    """Start setup.sh as make does."""
    return started(
        ["/bin/sh", "setup.sh", goal],
        cwd=folder,
        env=dict(os.environ) | {"PYTHON": sys.executable} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def set_up(folder: Path, goal: str = "letters", **environment: str) -> tuple[int, str]:
    """Run setup.sh to its end, and return its exit code and its messages."""
    with start(folder, goal, **environment) as process:
        messages = process.communicate()[1]
    return process.returncode, messages


@pytest.mark.thorough
def test_a_complete_set_up_is_left_alone_and_an_interrupted_one_made_anew(checkout: Path) -> None:
    """Of two runs at once one works; the next does nothing, without a word; and without its note all is made anew."""
    kept = checkout / ".venv" / "kept"
    with start(checkout) as one, start(checkout) as other:
        messages = one.communicate()[1] + other.communicate()[1]
    kept.touch()

    assert (one.returncode, other.returncode) == (0, 0), messages
    assert messages.count("making .venv") == 1
    assert set_up(checkout) == (0, "")
    assert kept.exists()

    (checkout / ".venv" / ".complete").unlink()
    code, messages = set_up(checkout)

    assert code == 0, messages
    assert "making .venv" in messages
    assert not kept.exists()


@pytest.mark.thorough
def test_a_set_up_that_no_longer_fits_is_not_believed(checkout: Path) -> None:
    """Other lock files, another place, a Python that is gone: each makes .venv anew."""
    lock, python = checkout / "requirements.lock", checkout / ".venv" / "bin" / "python"
    stuck = checkout / "stuck-python"
    stuck.write_text(f'#!/bin/sh\n[ "$2" != venv ] || exit 7\nexec {sys.executable} "$@"\n')
    stuck.chmod(0o755)
    assert set_up(checkout)[0] == 0
    assert set_up(checkout, PYTHON=str(stuck)) == (0, "")

    lock.write_text("# nothing, in other words\n")
    assert set_up(checkout, PYTHON=str(stuck))[0] == 7
    lock.write_text("# nothing\n")

    python.rename(python.with_name("gone"))
    assert set_up(checkout, PYTHON=str(stuck))[0] == 7
    python.with_name("gone").rename(python)

    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert set_up(moved, PYTHON=str(moved / stuck.name))[0] == 7
    moved.rename(checkout)

    assert set_up(checkout, PYTHON=str(stuck)) == (0, "")


def test_a_failed_installation_is_not_taken_for_complete(checkout: Path) -> None:
    """A package that cannot be had ends the set-up with an error and leaves no note that it is complete."""
    (checkout / "requirements.lock").write_text(f"entreaty-no-such-package==1 --hash=sha256:{'0' * 64}\n")
    code, messages = set_up(checkout, PIP_NO_INDEX="1")

    assert code != 0
    assert "entreaty-no-such-package" in messages
    assert not (checkout / ".venv" / ".complete").exists()


def test_an_unknown_goal_is_refused(checkout: Path) -> None:
    """The script says what it may be asked for."""
    assert set_up(checkout, "everything") == (1, "setup: usage: sh setup.sh letters|test\n")


def test_an_old_python_is_named(checkout: Path) -> None:
    """Where no Python is new enough, the message says which is needed and how to name one."""
    code, messages = set_up(checkout, PYTHON="/bin/false")

    assert code == 1
    assert "Python 3.11 or later is needed" in messages


@pytest.mark.parametrize(
    ("programs", "expected"),
    [
        (
            {"apt-get": "", "id": "echo 0"},
            "ran apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
        ({"apt-get": "", "id": "echo 1000", "sudo": '"$@"'}, "ran sudo env DEBIAN_FRONTEND=noninteractive apt-get"),
        ({"apt-get": "", "id": "echo 1000"}, "root is needed. Ask an administrator to run: apt-get install"),
        ({"uname": "echo Darwin", "brew": ""}, "ran brew install pango harfbuzz"),
        ({"uname": "echo Darwin"}, "Install Homebrew, then: brew install pango harfbuzz"),
        ({"uname": "echo Linux"}, "letters need Pango 1.44 or later and the HarfBuzz subset library"),
    ],
    ids=["root", "sudo", "nobody", "mac", "mac without Homebrew", "elsewhere"],
)
def test_missing_libraries_are_installed_or_named(checkout: Path, programs: dict[str, str], expected: str) -> None:
    """On each kind of machine its own package manager is asked, and where there is none the message names the need."""
    (checkout / "entreaty" / "doctor.py").write_text(NO_LIBRARIES)
    tools = checkout / "bin"
    tools.mkdir()
    for name, does in programs.items():
        (tools / name).write_text(f'#!/bin/sh\necho "ran {name} $*" >&2\n{does}\n')
        (tools / name).chmod(0o755)
    for name in ("dirname", "basename", "env"):
        (tools / name).symlink_to(str(shutil.which(name)))

    code, messages = set_up(checkout, PATH=str(tools))

    assert code == 1
    assert expected in messages
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(("platform", "has_apt"), [("linux", True), ("darwin", False)])
def test_setup_and_doctor_name_the_same_packages(platform: str, has_apt: bool) -> None:
    """What doctor tells a person to install is what the set-up installs."""
    cure = doctor.library_cure(platform, has_apt=has_apt)
    packages = re.search(r"install (?:--\S+ )?(.+)", cure)

    assert packages
    assert packages[1] in (ROOT / "setup.sh").read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    """Each package is pinned to one version and to the hashes of its files, and no line says where it comes from."""
    entries = locked(lock)
    text = (ROOT / lock).read_text()

    assert len(entries) > 20
    for name, (_version, hashes) in entries.items():
        assert hashes, name
    assert not re.search(r"^\s*-(?!-hash=sha256:)|://", text, flags=re.MULTILINE)


def test_locks_hold_what_the_project_asks_for() -> None:
    """Every requirement is met by the locked version, those of the extras too: a change needs `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    wanted = {
        "requirements.lock": project["project"]["dependencies"] + extras["keyring"],
        "requirements-dev.lock": project["dependency-groups"]["dev"] + extras["cluster"],
    }

    for lock, requirements in wanted.items():
        entries = locked(lock)
        assert requirements
        for requirement in map(Requirement, requirements):
            name = canonicalize_name(requirement.name)
            assert name in entries, f"{lock} lacks {name}; run `make lock`"
            version, _hashes = entries[name]
            assert version in requirement.specifier, f"{lock}: {requirement} is locked at {version}; run `make lock`"


def test_both_locks_agree() -> None:
    """A package that stands in both lock files has the same version and hashes in both."""
    run_time, tests = map(locked, LOCKS)
    shared = run_time.keys() & tests.keys()

    assert "click" in shared
    assert {name: run_time[name] for name in shared} == {name: tests[name] for name in shared}


def test_ci_installs_every_tool() -> None:
    """No test can ask for a program that .ci/run does not install."""
    installed = (ROOT / ".ci" / "run").read_text()

    assert TOOLS
    for install in {install for tool in TOOLS.values() for install in tool.values()}:
        program, _, package = install.partition(" install ")
        if program == "apt-get":
            assert re.search(rf"^    {package} ", installed, flags=re.MULTILINE), package
        elif program == "pip":
            assert package in locked("requirements-dev.lock")
        else:
            assert install == "mount -t proc proc /proc" or install in installed


SKIPPED = """
import pytest

@pytest.mark.skip(reason="no time")
def test_skipped():
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_known_to_fail():
    raise AssertionError
"""
NO_MODULE = """
import pytest

pytest.importorskip("entreaty_no_such_module")
"""
NO_TOOL = """
import pytest

@pytest.mark.tool("pdftoppm")
def test_pages():
    pass
"""


@pytest.mark.parametrize(
    ("module", "at_home", "on_ci"),
    [
        (SKIPPED, "1 skipped, 1 xfailed", "1 xfailed, 1 error"),
        (NO_MODULE, "1 skipped", "1 error"),
        (NO_TOOL, "1 skipped", "1 error"),
    ],
    ids=["mark", "module", "tool"],
)
def test_nothing_is_skipped_on_ci(tmp_path: Path, module: str, at_home: str, on_ci: str) -> None:
    """What is skipped on a person's machine is an error on CI, while a known failure stays one."""
    assert at_home in run_tests(tmp_path, module)
    assert on_ci in run_tests(tmp_path, module, CI="true")


def test_a_missing_tool_is_named_with_its_package(tmp_path: Path) -> None:
    """The reason of the skip is the command that installs the tool."""
    assert "pdftoppm is missing: apt-get install poppler-utils" in run_tests(tmp_path, NO_TOOL)


def test_a_tool_is_there_with_all_its_parts(tmp_path: Path) -> None:
    """A tool of which one file or program is missing is missing, and the reason is what installs that one."""
    jar, javac = tmp_path / "jaxb-api.jar", tmp_path / "javac"
    tool = {str(javac): "apt-get install default-jdk-headless", jar: "apt-get install libjaxb-java"}
    javac.touch(mode=0o755)

    assert missing(tool) == f"{jar} is missing: apt-get install libjaxb-java"
    jar.touch()
    assert missing(tool) is None
    assert missing({Library(find_library("c") or "libc"): "", **tool}) is None
    library = {Library("libentreaty-none.so.1"): "apt-get install libnone1"}
    assert missing(library) == "libentreaty-none.so.1 is missing: apt-get install libnone1"
    javac.unlink()
    assert missing(tool) == f"{javac} is missing: apt-get install default-jdk-headless"


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 80)])
def test_the_network_is_refused(address: tuple[str, int]) -> None:
    """A connection to anywhere but this machine fails the test that asks for it, even where errors are caught."""
    with pytest.raises(pytest.fail.Exception, match=re.escape(address[0])):
        socket.create_connection(address, timeout=1)


def test_this_machine_is_reached() -> None:
    """A test may run a server of its own."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


def locked(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Read a lock file: by name, the version and the hashes."""
    entry = re.compile(r"^(\S+)==(\S+) \\\n((?:    --hash=\S+(?: \\)?\n)+)", flags=re.MULTILINE)
    found = entry.findall((ROOT / lock).read_text())
    return {name: (version, frozenset(re.findall(r"sha256:\w{64}", hashes))) for name, version, hashes in found}


def run_tests(folder: Path, module: str, **environment: str) -> str:
    """Run a module of tests under the project's rules, on a machine without the tools, and return what it prints."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_inner.py").write_text(module)
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "no:cacheprovider", "-rs", "."]
    done = run(command, cwd=folder, env={"PATH": str(folder), "PYTHONPATH": str(ROOT)} | environment, check=False)
    return done.stdout + done.stderr
