"""Real validators of finished PDFs, with what they are known to get wrong."""

from pathlib import Path

import page
import pikepdf


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
