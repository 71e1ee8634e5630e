"""Targets: the files of a campaign, its passages, and what earlier runs left in its folder."""

import json
from functools import cache
from pathlib import Path
from random import Random

from fuzz.mutation import Change, mutated_bytes, mutated_json, mutated_text, mutated_yaml, with_pieces
from fuzz.seeds import ON_THE_DAY, SHIPPED_APPEAL
from fuzz.target import Input, Target
from fuzz.words import PIECES

_APPEAL = "appeals/visits/appeal.yaml"
_FILES = ("appeals/authorities.yaml", "recipients.yaml", "recipients/more.yaml", _APPEAL, "sender.yaml")
_FILES_OF_SHIPPED = ("appeals/authorities.yaml", "recipients.yaml", SHIPPED_APPEAL)
_LETTERS = ("letters", "--format", "txt", *ON_THE_DAY)
_DELIVERY = b"""\
smtp: {host: smtp.example.org, port: 465, security: tls, user: anna@example.org}
imap: {host: imap.example.org, security: starttls, user: anna@example.org, drafts: Drafts}
rate: 10
"""
_OTHERS = (
    ("check", *ON_THE_DAY),
    ("check", "--json"),
    ("coverage", *ON_THE_DAY),
    ("evidence", *ON_THE_DAY),
    ("why", "visits", "mediator", *ON_THE_DAY),
    ("recipients", "list"),
    ("recipients", "check"),
    ("letters", "--format", "pdf,eml", "--jobs", "1", "--outreach-page", *ON_THE_DAY),
)


def targets(seeds: Path) -> tuple[Target, ...]:
    """Return the targets of this module.

    Args:
        seeds: The folder with what inputs begin as.
    """
    return (
        Target(name="campaign", make=lambda chance: _campaign(chance, seeds)),
        Target(name="shipped", make=lambda chance: _shipped(chance, seeds)),
        Target(name="passages", make=lambda chance: _passages(chance, seeds)),
        Target(name="suppression", make=lambda chance: _suppression(chance, seeds)),
        Target(name="delivery", make=_delivery),
        Target(name="leftovers", make=lambda chance: _leftovers(chance, seeds)),
    )


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


def _campaign(chance: Random, seeds: Path) -> Input:
    """Change one or two of the files that people write; run `letters` and, often, another command."""
    files = {}
    for name in chance.sample(_FILES, chance.choice((1, 1, 1, 2))):
        donors = [_read(seeds / "sample" / chance.choice(_FILES))]
        files[name] = mutated_yaml(chance, _read(seeds / "sample" / name), Change(donors))
    commands = (_LETTERS, chance.choice(_OTHERS)) if chance.random() < 0.3 else (_LETTERS,)
    return Input(seed="sample", files=files, commands=commands)


def _shipped(chance: Random, seeds: Path) -> Input:
    """Change a file of the shipped campaign, of which each letter uses far more."""
    name = chance.choice(_FILES_OF_SHIPPED)
    return Input(
        seed="shipped",
        files={name: mutated_yaml(chance, _read(seeds / "shipped" / name), Change(most=1))},
        commands=(("letters", "--format", "txt", "--date", "2026-11-24"),),
    )


def _passages(chance: Random, seeds: Path) -> Input:
    """Write passages of words, Markdown, citations and placeholders in place of some of the appeal's."""
    text = _read(seeds / "sample" / _APPEAL).decode()
    passages = [line for line in text.split("\n") if line.strip().startswith("en: ")]
    for line in chance.sample(passages, chance.choice((1, 1, 2))):
        before, _, words = line.partition("en: ")
        # Within double quotes JSON is YAML, so that the file stays one, whatever the passage holds.
        text = text.replace(line, f"{before}en: {json.dumps(_passage(chance, words))}")
    return Input(seed="sample", files={_APPEAL: text.encode()}, commands=(_LETTERS,))


def _passage(chance: Random, words: str) -> str:
    match chance.choices(("pieces", "nest", "repeat", "mix"), (8, 2, 2, 3))[0]:
        case "nest":
            opened, closed = chance.choice(
                (("*", "*"), ("[", "]"), ("“", "”"), ("{{ ", " }}"), ("[a](", ")"), ("_*", "*_"))
            )
            depth = chance.choice((1, 2, 5, 40, 300))
            return f"{words} {opened * depth}x{closed * depth}"
        case "repeat":
            return f"{words} {chance.choice(PIECES) * chance.choice((2, 9, 99))}"
        case "mix":
            return f"{words} {''.join(chance.choices(PIECES, k=chance.randint(2, 12)))}"
        case _:
            return with_pieces(chance, words)


def _suppression(chance: Random, seeds: Path) -> Input:
    content = _read(seeds / "sample" / "suppression.txt").decode() + "president@example.org\n"
    changed = mutated_text(chance, content, PIECES, changes=1)
    return Input(seed="sample", files={"suppression.txt": changed}, commands=(_LETTERS,))


def _delivery(chance: Random) -> Input:
    return Input(
        seed="sent",
        files={"delivery.yaml": mutated_yaml(chance, _DELIVERY)},
        commands=(("send",), ("send", "--host", "127.0.0.1")),
    )


def _leftovers(chance: Random, seeds: Path) -> Input:
    """Damage the manifest, a journal, or what was remembered of the last run; the next run makes all letters good."""
    letters = seeds / "written" / "letters"
    name = chance.choice(("manifest.json", ".journal.jsonl", ".last-run.json"))
    content = _read(letters / ("manifest.json" if name == ".journal.jsonl" else name))
    if name == ".last-run.json" or chance.random() < 0.2:
        damaged = mutated_json(chance, content)
    elif chance.random() < 0.2:
        damaged = mutated_bytes(chance, content)
    else:
        damaged = _with_a_row_changed(chance, content)
    return Input(seed="written", files={f"letters/{name}": damaged}, commands=(_LETTERS, ("evidence", *ON_THE_DAY)))


def _with_a_row_changed(chance: Random, content: bytes) -> bytes:
    """Return a manifest with one of its letters changed, which stand on lines of their own."""
    lines = content.split(b"\n")
    rows = [number for number, line in enumerate(lines) if line.startswith(b'{"')]
    number = chance.choice(rows)
    ending = b"," if lines[number].endswith(b",") else b""
    lines[number] = mutated_json(chance, lines[number].rstrip(b",")) + ending
    return b"\n".join(lines)
