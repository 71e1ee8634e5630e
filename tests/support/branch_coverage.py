"""The guard of branch coverage: each package is looked at by itself, so that a well tested one hides no other.

Usage, after tests with `--cov` and `coverage json`: python -m tests.support.branch_coverage COVERAGE.JSON
"""

import json
import sys
from collections import Counter
from pathlib import Path

FLOOR = 85
"""The least share of a package's branches that tests take, in per cent."""


def branches_of_packages(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, tuple[int, int]]:
    """Return for each package how many branches its own modules have, and how many of them tests take.

    Args:
        files: What `coverage json` says of each file, by its path: `{"entreaty/web/page.py": {"summary": {…}}}`.
    """
    there: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for file, found in files.items():
        package = str(Path(file).parent)
        there[package] += found["summary"]["num_branches"]
        taken[package] += found["summary"]["covered_branches"]
    return {package: (count, taken[package]) for package, count in sorted(there.items()) if count}


def main(report: Path) -> int:
    """Print the branch coverage of each package, and return 1 if that of one is below the floor."""
    packages = branches_of_packages(json.loads(report.read_text(encoding="utf-8"))["files"])
    low = []
    for package, (there, taken) in packages.items():
        share = 100 * taken / there
        print(f"{share:5.1f} % of {there:4} branches  {package}")  # noqa: T201 - a report for the terminal
        if share < FLOOR:
            low.append(package)
    if low or not packages:
        print(f"below {FLOOR} %: {', '.join(low) or 'no package was looked at'}", file=sys.stderr)  # noqa: T201
    return int(bool(low) or not packages)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
