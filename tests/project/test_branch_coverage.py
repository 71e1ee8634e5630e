"""The guard of branch coverage."""

import json

import pytest

from tests.support.branch_coverage import main


def _report(**taken):
    """Return a report of coverage on two packages, one module of 20 branches each, of which so many are taken."""
    files = {
        f"entreaty/{package}/module.py": {"summary": {"num_branches": 20, "covered_branches": count}}
        for package, count in taken.items()
    }
    return json.dumps({"files": files})


@pytest.mark.parametrize(
    ("report", "code"), [(_report(web=20, cli=17), 0), (_report(web=20, cli=16), 1), ('{"files": {}}', 1)]
)
def test_one_package_of_few_taken_branches_fails(tmp_path, capsys, report, code):
    """Each package has 85 of a hundred of its branches taken, however well the others are tested."""
    path = tmp_path / "coverage.json"
    path.write_text(report)

    assert main(path) == code
    assert ("below 85 %" in capsys.readouterr().err) == bool(code)
