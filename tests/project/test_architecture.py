"""The layers, doors and sizes of packages hold."""

import re
import sys
from pathlib import Path
from runpy import run_path

from tests.support.checkout import ROOT
from tests.support.programs import run

PACKAGE = ROOT / "entreaty"


def _lint_imports(config):
    linter = Path(sys.executable).parent / "lint-imports"
    command = [linter, "--config", config, "--no-cache", "--no-logo"]
    return run(command, cwd=ROOT, check=False)


def test_layers_and_doors_hold():
    """Every import contract is kept, and there are at least seven."""
    found = _lint_imports(ROOT / ".importlinter")
    counted = re.search(r"Contracts: (\d+) kept, (\d+) broken", found.stdout)

    assert found.returncode == 0, found.stdout
    assert counted
    assert int(counted[1]) >= 7
    assert int(counted[2]) == 0


def test_broken_contract_is_found(tmp_path):
    """The linter sees the imports: a door that is said to be elsewhere than it is breaks the contract."""
    config = tmp_path / "importlinter"
    config.write_text(
        "[importlinter]\nroot_package = entreaty\ninclude_external_packages = True\n"
        "[importlinter:contract:wrong]\nname = Only problems imports jinja2\ntype = protected\n"
        "protected_modules = jinja2\nallowed_importers = entreaty.problems\n"
    )
    found = _lint_imports(config)

    assert found.returncode == 1
    assert "entreaty.templating" in found.stdout


def test_no_package_is_a_corridor():
    """No package has more than fourteen children, and none has just one."""
    packages = [path.parent for path in PACKAGE.rglob("__init__.py")]
    children = {str(package.relative_to(ROOT)): len(_children(package)) for package in packages}

    assert len(packages) >= 20
    assert {name: count for name, count in children.items() if not 2 <= count <= 14} == {}


def _children(package):
    modules = [path for path in package.glob("*.py") if path.name != "__init__.py"]
    return modules + [path.parent for path in package.glob("*/__init__.py")]


def test_picture_shows_the_code_as_it_is():
    """The picture in the docs is what `make picture` draws today."""
    script = run_path(str(ROOT / "docs" / "explanation" / "architecture.py"))
    drawn = script["PICTURE"].read_text(encoding="utf-8")

    assert script["picture"]() == drawn
    assert drawn.count('class="n"') >= 13
