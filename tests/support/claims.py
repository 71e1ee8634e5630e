"""What the article of 24 June 2025 says and asks, and which letters of that day say and ask it.

`python -m tests.support.claims` writes the table into the campaign's README; a test holds it against the letters.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.output.text import letter_text
from entreaty.templating.letters import LetterTemplates
from tests.support.checkout import ROOT
from tests.support.sample_letters import TEMPLATES
from tests.support.shipped import shipped_letters

DAY = date(2025, 6, 24)
README = ROOT / "appeals" / "armenian-detainees" / "README.md"
_BEGIN, _END = "<!-- claims: begin -->", "<!-- claims: end -->"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, appeal or demand of the article.

    Attributes:
        what: What the article says, in short.
        words: Words of a letter that say it, as a pattern over its text in one line.
        of: Whose it is.
    """

    what: str
    words: str
    of: str


CLAIMS = (
    Claim(
        "Grave concern over the closure of the office",
        "gravely concerned at the closure of (the ICRC|your) office",
        "the association",
    ),
    Claim(
        "It could severely damage the protection of prisoners of war and hinder oversight",
        "severely damage the protection of Armenian prisoners of war",
        "the association",
    ),
    Claim("Operations ceased on 17 June", "(ICRC|your) operations to 17 June", "the State Commission"),
    Claim("Monitoring and communication are limited", "limits monitoring and communication", "the association"),
    Claim(
        "The risk of psychological and physical abuse grows",
        "risk of psychological and physical abuse",
        "the association",
    ),
    Claim("The ICRC alone had direct, personal access", "alone had direct and personal access", "the article"),
    Claim("Last meeting on 19 June", "to 19 June", "Ilaha Huseynova"),
    Claim(
        "Private conversations, parcels, contact with families",
        "with private conversations, parcels and contact with families",
        "Ilaha Huseynova",
    ),
    Claim("Conditions and treatment were assessed on visits", "assessed conditions and treatment", "the article"),
    Claim("Findings went to the authorities only", "findings to the State authorities only", "the article"),
    Claim(
        "Responsibility shifts to Azerbaijan entirely",
        "effectively shifts entirely to Azerbaijani authorities|responsibility for the prisoners now rests entirely",
        "the article",
    ),
    Claim(
        "Humanitarian support becomes largely unfeasible",
        "humanitarian support becoming largely unfeasible",
        "the article",
    ),
    Claim(
        "Other international offices are shut, that of UNHCR on 6 May",
        "ceased operations on May 6, 2025",
        "the article",
    ),
    Claim(
        "Testimony of 5 June: beatings, insults on ethnicity and religion",
        "beatings.{1,40}insults based on ethnicity and religion",
        "the article",
    ),
    Claim(
        "After a blockade and “ethnic cleansing”, former leaders were captured",
        "what the article calls a nine-month blockade",
        "the article",
    ),
    Claim("The charges are fabricated", "The article calls the charges fabricated", "the article"),
    Claim("Trials in Baku may end in life sentences", "trials are under way in Baku", "the article"),
    Claim("Appeal 1: mediate", "Continue to mediate between", "the association"),
    Claim(
        "Appeal 2: regular visits of the ICRC",
        "regular (ICRC )?visits|visits (to all the Armenian prisoners |to them )?continue regularly",
        "the association",
    ),
    Claim("Appeal 3: visible injuries", "visible injuries", "the association"),
    Claim(
        "Appeal 4: track those detained for political reasons, and their basic rights",
        "political reasons”?, so that their basic rights are protected",
        "the association",
    ),
    Claim(
        "Demand 1: comply with the Court’s ruling of 7 December 2021",
        "comply with the Order of 2021|the International Court’s ruling be complied with|Take the two Orders",
        "the association",
    ),
    Claim(
        "Demand 2: humanitarian organisations work without interruption",
        "Help humanitarian organisations work in Azerbaijan uninterrupted, as the association asks",
        "the association",
    ),
    Claim(
        "Demand 3: release, under article 118",
        "immediate release of all illegally held Armenian POWs and civilians, in line with Article 118"
        ".{1,9000}Support the release and repatriation|Release and repatriate the prisoners",
        "the association",
    ),
)


def letters_of_the_day() -> Mapping[str, str]:
    """Return the English letters of the article's day without their notes, each in one line, by recipient."""
    templates = LetterTemplates(TEMPLATES)
    texts = {letter.recipient: letter_text(letter, templates) for letter in shipped_letters(DAY, "en")}
    return {
        name: re.sub(r"\s*\[\d+\]|\s+", lambda gap: " " if gap[0].isspace() else "", text.split("\nNotes\n")[0])
        for name, text in texts.items()
    }


def who_says(claim: Claim, letters: Mapping[str, str]) -> tuple[str, ...]:
    """Return the recipients whose letters say it."""
    return tuple(name for name, text in letters.items() if re.search(claim.words, text))


def table() -> str:
    """Return the table as Markdown."""
    letters = letters_of_the_day()
    rows = ["| The article | Whose | Letters | Recipients |", "|---|---|---|---|"]
    for claim in CLAIMS:
        names = who_says(claim, letters)
        told = "all" if len(names) == len(letters) else ", ".join(f"`{name}`" for name in names)
        rows.append(f"| {claim.what} | {claim.of} | {len(names)} | {told} |")
    return "\n".join(rows)


def printed_table() -> str:
    """Return the table that stands in the campaign's README."""
    return README.read_text(encoding="utf-8").split(_BEGIN)[1].split(_END)[0].strip()


def main() -> int:
    """Write the table into the README."""
    before, rest = README.read_text(encoding="utf-8").split(_BEGIN)
    after = rest.split(_END)[1]
    README.write_text(f"{before}{_BEGIN}\n\n{table()}\n\n{_END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
