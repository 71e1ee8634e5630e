"""The layers and doors hold, and every module has its tests."""

import ast
import re
import sys
from pathlib import Path

from processes import run

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "entreaty"
# Packages whose modules are tested together, as the commands and runs that people see.
_TESTED_AS_A_WHOLE = {"cli": ("cli", "generate"), "batch": ("batch",), "web": ("preview",), "shared": ("group",)}


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


def test_every_module_has_its_tests():
    """Each module that holds any function is tested in the file of its name, or with its package."""
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"]
    untested = [str(path.relative_to(ROOT)) for path in modules if _has_functions(path) and not _is_tested(path)]

    assert len(modules) >= 30
    assert untested == []


def test_modules_without_functions_are_known_as_such():
    """A module that only describes values needs no tests of its own; one with a function does."""
    assert not _has_functions(PACKAGE / "writing" / "desk.py")
    assert _has_functions(PACKAGE / "problems.py")


def _has_functions(path):
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _is_tested(path):
    names = _TESTED_AS_A_WHOLE.get(path.parent.name, (path.stem,))
    files = (ROOT / "tests" / f"test_{name}.py" for name in names)
    return any(file.is_file() and "\ndef test_" in file.read_text(encoding="utf-8") for file in files)
