"""Target: tables of districts of every format, the file that names them, and what was kept of them."""

from pathlib import Path
from random import Random
from unittest import mock

from fuzz.mutation import mutated_bytes, mutated_text, mutated_yaml
from fuzz.target import Input, Ran, Target, run_commands
from fuzz.words import PIECES
from tests.support.sample_districts import CENSUS, GEMEINDEN, NAMES, NAMES_ENTRY, ONSPD, ONSPD_ENTRY, WAHLKREISE

_OF_TABLES = ('"', '""', ",", ";", "|", "\t", "\r", "\0", "*", "-", "1-9", "99999-00000", "\n\n", *PIECES)
_TABLES = (
    ("codes.csv", ONSPD, "GB", "SW1A 0AA"),
    ("zcta.txt", CENSUS, "US", "90210"),
    ("plz.csv", WAHLKREISE, "DE", "10119"),
    ("gemeinden.csv", GEMEINDEN, "DE", "Musterau"),
)


def targets(_seeds: Path) -> tuple[Target, ...]:
    """Return the target of this module; it needs no seeds but the campaign."""
    return (Target(name="districts", make=_districts, run=_with_own_cache),)


def _districts(chance: Random) -> Input:
    """Change a table that is brought in, or the file that names tables, or damage what was kept of them."""
    name, text, country, code = chance.choice(_TABLES)
    if chance.random() < 0.7:
        content = mutated_text(chance, text, _OF_TABLES)
        content = mutated_bytes(chance, content) if chance.random() < 0.2 else content
        bring_in = ("districts", "import", f"districts/{name}", "--country", country, "--kind", "k")
        asked = _asked(chance, code)
        return Input(
            seed="sample", files={f"districts/{name}": content}, commands=(bring_in, ("districts", "find", asked))
        )
    entries = mutated_yaml(chance, f"districts:\n{ONSPD_ENTRY}{NAMES_ENTRY}".encode())
    files = {"districts.yaml": entries, "districts/codes.csv": ONSPD.encode(), "districts/names.csv": NAMES.encode()}
    return Input(seed="sample", files=files, commands=(("districts", "find", "SW1A 0AA"), ("check",)))


def _asked(chance: Random, code: str) -> str:
    """Return what is looked up: the code, or now and then another text."""
    return code if chance.random() < 0.8 else chance.choice((code[:3], code.lower(), "99", "Ａ１", "*", "a" * 300))


def _with_own_cache(one: Input) -> Ran:
    """Run the commands with a folder of their own for what was read; between them, what lies there is damaged."""
    with mock.patch.dict("os.environ", {"XDG_CACHE_HOME": str(Path.cwd() / "cache")}):
        first = run_commands(Input(seed=one.seed, commands=one.commands[:1]))
        for path in Path("cache").rglob("*.sqlite3"):
            content = path.read_bytes()
            path.write_bytes(mutated_bytes(Random(len(content)), content))
        rest = run_commands(Input(seed=one.seed, commands=one.commands[1:]))
    return Ran(codes=first.codes + rest.codes, output=first.output + rest.output, fault=first.fault or rest.fault)
