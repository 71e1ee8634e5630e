"""`--where` chooses letters and recipients by the keys of conditions; rules of an import take the same keys."""

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from tests.support.sample_campaigns import HEAD, PROFILES, SENDER, edited, write_campaign

pytestmark = pytest.mark.no_cover

_PARTIES = edited(
    edited(
        PROFILES,
        "    audiences: [third-state, depositary]\n    state: CH\n",
        "    audiences: [third-state, depositary]\n    state: CH-BE\n    party: {en: Greens, fr: Les Verts}\n"
        "    constituency: Berlin\n    tags: [north]\n    roles: [{organisation: Budget}]\n",
    ),
    "    audiences: [detaining-power]\n",
    "    audiences: [detaining-power]\n    positions: {visits: opposes}\n",
)
_RECIPIENTS = f"{_PARTIES}\n{HEAD}\n"
MEDIATOR, SWISS, AZERBAIJANI = "mediator", "swiss-minister", "azerbaijani-minister"


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """A campaign whose recipients differ in everything that can be asked for."""
    monkeypatch.chdir(tmp_path)
    return write_campaign(tmp_path, recipients=_RECIPIENTS, sender=SENDER)


def _ran(*words):
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


_CASES = [
    (["audiences=third-state"], {SWISS}),
    (["recipients=mediator"], {MEDIATOR}),
    (["states=CH"], {SWISS}),
    (["states=CH-BE"], {SWISS}),
    (["countries=CH"], {MEDIATOR, SWISS}),
    (["countries=CH", "audiences=mediator"], {MEDIATOR}),
    (["forms=foreign-minister"], {AZERBAIJANI}),
    (["political_parties=les verts"], {SWISS}),
    (["committees=BUDGET"], {SWISS}),
    (["constituencies=berlin"], {SWISS}),
    (["tags=north"], {SWISS}),
    (["positions=opposes"], {AZERBAIJANI}),
    (["bound_by=ap1"], {SWISS}),
    (["bound_by=gc3"], {SWISS, AZERBAIJANI}),
    (["constituents=yes"], {SWISS}),
    (["sender.organisation=yes"], {MEDIATOR, SWISS, AZERBAIJANI}),
    (["sender.countries=CH"], set()),
]


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize(("conditions", "expected"), _CASES)
def test_letters_and_lists_are_chosen_alike(campaign, conditions, expected):
    """Each key means the same in `letters --where` and `recipients list --where`; all that are given must hold."""
    asked = [word for condition in conditions for word in ("--where", condition)]
    code, _ = _ran("letters", *asked, "--format", "txt", "--date", "2025-06-24")
    listed = _ran("recipients", "list", *asked)[1]

    assert code == 0
    assert {path.stem for path in (campaign / "letters").glob("visits/*.txt")} == expected
    assert {line.split()[0] for line in listed.splitlines()[:-1]} == expected


def test_language_is_that_of_the_letter_or_any_of_the_profile(campaign):
    """Letters are asked for the language that they are in, and profiles for any of theirs."""
    _ran("letters", "--where", "languages=fr", "--format", "txt", "--date", "2025-06-24")

    assert [path.stem for path in (campaign / "letters").glob("visits/*.txt")] == [SWISS]
    assert _ran("recipients", "list", "--where", "languages=fr")[1].count("\n") == 3


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("tag=north", "there is no key 'tag'; did you mean 'tags'?"),
        ("tags", "write KEY=VALUE"),
        ("tags=nort", "there is no recipient with the tag 'nort'; did you mean 'north'?"),
        ("political_parties=Les Vert", "there is no recipient of the party 'Les Vert'; did you mean 'Les Verts'?"),
        ("audiences=mediatr", "there is no audience 'mediatr'; did you mean 'mediator'?"),
        ("forms=mayr", "there is no form of address 'mayr'; did you mean 'mayor'?"),
        ("bound_by=gc4", "there is no authority 'gc4'; did you mean 'gc3'?"),
        ("positions=against", "must be one of: supports, opposes, undecided (got 'against')"),
        ("constituents=perhaps", "'constituents' must be yes or no"),
        ("states=Berne", "'Berne' is not the code of a state"),
        ("sender.name=Anna", "there is no key 'sender.name'"),
    ],
)
def test_what_cannot_be_chosen_is_told(campaign, condition, message):
    """A key or value that there is not is a mistake of usage, with what was meant, and nothing is written."""
    code, output = _ran("letters", "--where", condition, "--format", "txt")

    assert code == 2
    assert message in output
    assert not (campaign / "letters").exists()


def test_columns_can_still_be_asked_for(campaign):
    """Columns, words within them, and empty cells are asked for as before, also by the keys of passages."""
    del campaign
    for condition in ("party=Greens", "political_parties~verts", "party~VERT", "Committee=Budget", "tags~nor"):
        assert _ran("recipients", "list", "--where", condition)[1].startswith(SWISS), condition
    assert _ran("recipients", "list", "--where", "political_parties=")[1].count("\n") == 3


def test_rules_of_an_import_take_conditions(campaign):
    """`for` and `not` of a rule hold as in a passage, beside the words that it asks for."""
    (campaign / "list.csv").write_text(
        "id,name,office,organisation,country,party (fr),committee,tags,street,city,acts for\n"
        "a,Ann Lee,Member,Council,CH,Les Verts,Budget,north; old,1 Street,Bern,CH-BE\n"
        "b,Bob Roth,Member,Council,CH,Les Verts,Budget,,1 Street,Bern,US\n"
        "c,Cy Lind,Member,Council,CH,Bleus,Roads,,1 Street,Bern,CH\n",
        encoding="utf-8",
    )
    (campaign / "map.yaml").write_text(
        "rules:\n"
        "  - {for: {political_parties: [les VERTS], committees: [budget]}, not: {tags: [old]}, audiences: [council]}\n"
        "  - {for: {states: [CH]}, office: member, audiences: [mediator]}\n",
        encoding="utf-8",
    )
    code, output = _ran("recipients", "import", "list.csv", "--map", "map.yaml")
    imported = {one.id: one for one in load_campaign(campaign).recipients[3:]}

    assert code == 0, output
    assert {name: one.audiences for name, one in imported.items()} == {
        "a": ("mediator",), "b": ("council",), "c": ("mediator",),
    }  # fmt: skip
    assert (imported["a"].tags, imported["a"].state) == (("north", "old"), "CH-BE")


def test_rules_of_an_import_cannot_ask_for_letters(campaign):
    """What depends on a letter is a mistake in a rule, with its line."""
    (campaign / "map.yaml").write_text("rules:\n  - for: {constituents: yes}\n    audiences: [council]\n")
    (campaign / "list.csv").write_text("name,office\n")
    code, output = _ran("recipients", "import", "list.csv", "--map", "map.yaml")

    assert code == 1
    assert "map.yaml:2: 'constituents' depends on a letter, and cannot stand in a rule for importing" in output
