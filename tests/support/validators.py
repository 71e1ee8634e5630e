"""Real validators of finished PDFs, with what they are known to get wrong."""

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import page
import pikepdf

from tests.support.programs import started
from tests.support.tools import VERAPDF_JARS

PROFILES = ("ua1", "3a")
"""PDF/UA-1 and PDF/A-3a, as both validators name them."""

_SECONDS_OF_A_SESSION = 3600
_DRIVER = Path(__file__).parent / "verapdf" / "Validate.java"


def rule_violations(path: Path, profile: str) -> list[str]:
    """Return the rules of the profile ("ua1" or "3a") that the file breaks, by page-validation.

    page-validation 0.11 takes a carriage return that ends compressed data for part of the line end before
    `endstream`, and calls the length wrong. Such a finding counts only where no stream ends so, or where a length is
    in fact wrong. (veraPDF 1.31 accepts these files.)
    """
    broken = [failure.rule_id for failure in page.validate_pdf(str(path), profile=profile).failures]
    if "PDFA3A-STREAM-LENGTH-001" in broken and _lengths_are_right_but_look_wrong(path):
        broken.remove("PDFA3A-STREAM-LENGTH-001")
    return broken


def _lengths_are_right_but_look_wrong(path: Path) -> bool:
    content = path.read_bytes()
    with pikepdf.open(path) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        raw = [stream.read_raw_bytes() for stream in streams]
        right = all(
            len(data) == int(stream.Length) and data + b"\nendstream" in content
            for stream, data in zip(streams, raw, strict=True)
        )
    return right and any(data.endswith(b"\r") for data in raw)


class VeraPdf:
    """The engine of veraPDF in a process of its own, which serves until it is closed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def verdicts(self, path: Path) -> dict[str, str]:
        """Return by profile "" or the rules that a PDF breaks, such as `{"ua1": "7.2-20 7.21-1", "3a": ""}`."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        found = {}
        for _ in PROFILES:
            line = self._process.stdout.readline()
            assert line, f"veraPDF ended at {path}"
            profile, state, checks, rules = line.rstrip("\n").split("\t")
            assert int(checks) > 1000, f"veraPDF made only {checks} checks of {path}"
            assert (state == "passed") == (rules == "")
            found[profile] = rules
        assert sorted(found) == sorted(PROFILES)
        return found

    def violations(self, paths: Iterable[Path], more: Iterable[Path] = ()) -> dict[str, list[str]]:
        """Return the rules of both profiles that files break, by page-validation and by veraPDF, by the files' names.

        Args:
            paths: The PDFs.
            more: PDFs made as others of the paths are, which page-validation alone looks at.
        """
        found: dict[str, list[str]] = {}
        for path in paths:
            broken = [f"veraPDF {rules}" for rules in self.verdicts(path).values() if rules]
            found[path.name] = broken + _broken(path)
        found |= {path.name: _broken(path) for path in more}
        return {name: rules for name, rules in found.items() if rules}


def _broken(path: Path) -> list[str]:
    return [f"{profile} {rule}" for profile in PROFILES for rule in rule_violations(path, profile)]


@contextmanager
def started_verapdf() -> Iterator[VeraPdf]:
    """Start the engine, and end it with the block."""
    java = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, VERAPDF_JARS)))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with started([*java, _DRIVER, *PROFILES], seconds=_SECONDS_OF_A_SESSION, **pipes) as process:
        yield VeraPdf(process)
