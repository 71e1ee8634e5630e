"""Real validators of finished PDFs, with what they are known to get wrong."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import page
import pikepdf

from tests.support.processes import run
from tests.support.tools import VERAPDF_JARS

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


def violations(paths: Sequence[Path], folder: Path, more: Sequence[Path] = ()) -> dict[str, list[str]]:
    """Return the rules of PDF/UA-1 and PDF/A-3a that files break, by page-validation and by veraPDF, by their names.

    Args:
        paths: The PDFs.
        folder: Where the list for veraPDF's driver may be written.
        more: PDFs made as others of the paths are, which page-validation alone looks at: veraPDF takes long.
    """
    verdicts = verapdf_verdicts(paths, folder)
    assert sorted(verdicts) == sorted((path, profile) for path in paths for profile in ("ua1", "3a"))
    found = {
        path.name: [
            *(f"{profile} {rule}" for profile in ("ua1", "3a") for rule in rule_violations(path, profile)),
            *(f"veraPDF {verdicts[path, profile]}" for profile in ("ua1", "3a") if verdicts.get((path, profile))),
        ]
        for path in (*paths, *more)
    }
    return {name: rules for name, rules in found.items() if rules}


def verapdf_verdicts(paths: Iterable[Path], folder: Path) -> dict[tuple[Path, str], str]:
    """Return what veraPDF says of each file for the profiles "ua1" and "3a": "" or the rules that it breaks.

    Args:
        paths: The PDFs.
        folder: Where the list for the driver may be written.
    """
    listed = folder / "pdfs.txt"
    listed.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    command = [
        "java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        ":".join(map(str, VERAPDF_JARS)),
        str(_DRIVER),
        str(listed),
        "ua1",
        "3a",
    ]
    verdicts = {}
    for line in run(command, seconds=1800).stdout.splitlines():
        path, profile, state, checks, rules = line.split("\t")
        assert int(checks) > 1000, f"veraPDF made only {checks} checks of {path}"
        assert (state == "passed") == (rules == "")
        verdicts[Path(path), profile] = rules
    return verdicts
