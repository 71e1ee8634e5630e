"""`letters --senders`: many supporters, each with letters of their own, as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.sample_campaigns import write_campaign
from tests.support.sample_districts import NAMES, NAMES_ENTRY, ONSPD, ONSPD_ENTRY, add_table, name_tables
from tests.support.sample_supporters import HEADING, row_of, write_sheet

_MEMBER = """\
  - id: {id}
    office: {{en: Member of Parliament}}
    name: {{given: Ann, family: {family}}}
    form_of_address: member-of-parliament
    language: [fr, en]
    state: GB
    represents: [{{kind: uk-commons, id: {district}}}]
    address: {{lines: [1 Way, London SW1A 0AA], country: GB}}
    verified: {{on: 2025-06-01, status: official, source: "https://example.org", courtesies: yes}}
"""
_MEMBERS = (("alder", "E14009001"), ("birch", "E14009001"), ("cedar", "E14009002"))
_RECIPIENTS = "audiences: {third-state: T}\nrecipients:\n" + "".join(
    _MEMBER.format(id=name, family=name.title(), district=district) for name, district in _MEMBERS
)
_APPEAL = """\
title: Buses
subject: {en: Cleaner buses, fr: Des bus propres}
status: open
review_by: 2026-12-31
letter:
  opening:
    - {id: own, for: {constituents: yes}, en: "As your constituent, I write.", fr: "J’habite votre circonscription."}
    - {id: others, for: {constituents: no}, en: I write to you., fr: Je vous écris.}
    - {id: note, personal_note: yes}
  facts: [{id: fact, en: "There are buses.[@visits-report]", fr: "Il y a des bus.[@visits-report]"}]
  request: [{id: request, en: I ask you to, fr: Je vous demande}]
  demands: [{id: demand, en: buy quiet buses., fr: "d’acheter des bus silencieux."}]
  closing: [{id: thanks, en: Thank you., fr: Merci.}]
"""
_BORDER = '"E1 7AA","E1   7AA","E1 7AA","198001","","E99999999","E09009002","E92000001","E1400900{}","51.5"\n'
_ANN, _BOB = "Ann Lee", "Bob Roth"


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """Return a campaign to three members, two of them for one place, in the working directory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_campaign(tmp_path / "campaign", recipients=_RECIPIENTS, appeal=_APPEAL)
    (folder / "districts").mkdir()
    add_table(folder, "codes.csv", ONSPD + _BORDER.format(1) + _BORDER.format(2))
    add_table(folder, "names.csv", NAMES)
    name_tables(folder, ONSPD_ENTRY, NAMES_ENTRY)
    monkeypatch.chdir(folder)
    return folder


def _row(name=_ANN, **cells):
    first = name.split()[0].lower()
    return row_of(
        **{
            "name": name,
            "address_1": f"{len(name)} Example Street",
            "postcode": "SW1A 0AA",
            "email": f"{first}@example.org",
            "consent": "2025-06-01",
            "languages": "en",
            **cells,
        }
    )


def _run(folder, *words, rows=(), formats="txt"):
    sheet = ("--senders", str(write_sheet(folder.parent, *rows))) if rows else ()
    result = CliRunner().invoke(main, ["letters", *sheet, "--date", "2025-06-24", "--format", formats, *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _ids(folder):
    """Return who writes to whom: {"Ann Lee, 7 Example Street": {"alder", "birch"}}."""
    found = {}
    for path in (folder / "letters" / "visits").glob("s-*/*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        name = next(line for line in lines if line in {_ANN, _BOB, "Cy Moe", "Di Poe"})
        found.setdefault((name, path.parent.name), {})[path.stem] = "\n".join(lines)
    return {(name, key): letters for (name, key), letters in sorted(found.items())}


def _by_name(folder):
    return {name: letters for (name, _), letters in _ids(folder).items()}


def test_each_supporter_writes_to_their_own_representatives(campaign):
    """Both members of a place get a letter, a code in two places is told with row and id, and others go on."""
    rows = [_row(), _row(_BOB, postcode="E1 6AN"), _row("Cy Moe", postcode="E1 7AA")]
    result = _run(campaign, "--mine", rows=rows)

    assert result.exit_code == 1
    assert {name: {*letters} for name, letters in _by_name(campaign).items()} == {
        _ANN: {"alder", "birch"},
        _BOB: {"cedar"},
    }
    assert all("As your constituent, I write." in text for text in _by_name(campaign)[_ANN].values())
    told = [line for line in result.stderr.splitlines() if ": error:" in line]
    assert len(told) == 1
    assert "supporters.csv:4: error: s-" in told[0]
    assert "the postcode lies in 2 districts of uk-commons: Alder and Birch (E14009001)" in told[0]
    assert "'E14009001'" not in result.stderr
    assert "into the column 'constituency'" in result.stderr
    assert "letters of 2 supporters" in result.stderr


def test_supporters_whom_nobody_represents_are_told_together(campaign):
    """A district without a profile, and a row without any place, are each one error; the others go on."""
    write_campaign(campaign, recipients=_RECIPIENTS.partition("  - id: cedar")[0], appeal=_APPEAL)
    rows = [_row(), _row(_BOB, postcode="E1 6AN"), _row("Cy Moe", postcode="E1 6AN"), _row("Di Poe", postcode="")]
    result = _run(campaign, "--mine", rows=rows)

    assert result.exit_code == 1
    assert [*_by_name(campaign)] == [_ANN]
    told = [line for line in result.stderr.splitlines() if ": error:" in line]
    assert len(told) == 2
    assert "supporters.csv:3: error: no profile represents St. Cedar (E14009002), the sender's district" in told[0]
    assert "(2 supporters: s-" in told[0]
    assert "has neither 'postcode' nor 'constituency'" in told[1]


def test_names_of_constituencies_do_without_tables(campaign):
    """Without tables of districts, the column 'constituency' is compared with the profiles."""
    (campaign / "districts.yaml").unlink()
    recipients = _RECIPIENTS.replace("represents: [{kind: uk-commons, id: E14009002}]", "constituency: St. Cedar")
    write_campaign(campaign, recipients=recipients, appeal=_APPEAL)
    heading = f"{HEADING},constituency"
    rows = [f"{_row()},St. Cedar", f"{_row(_BOB)},Elm"]
    sheet = write_sheet(campaign.parent, *rows, heading=heading)
    result = _run(campaign, "--mine", "--senders", str(sheet))

    assert result.exit_code == 1
    assert {name: {*letters} for name, letters in _by_name(campaign).items()} == {_ANN: {"cedar"}}
    assert "no recipient represents 'Elm'" in result.stderr


def test_sheet_and_command_say_to_whom(campaign):
    """Without --mine they write to all, with what their rows allow, and --to asks for fewer."""
    rows = [_row(), _row(_BOB, only="ced*"), _row("Cy Moe", **{"not": "alder"})]
    result = _run(campaign, rows=rows)

    assert result.exit_code == 0
    assert {name: {*letters} for name, letters in _by_name(campaign).items()} == {
        _ANN: {"alder", "birch", "cedar"},
        _BOB: {"cedar"},
        "Cy Moe": {"birch", "cedar"},
    }
    assert "I write to you." in _by_name(campaign)[_ANN]["cedar"]
    assert "As your constituent" in _by_name(campaign)[_ANN]["alder"]
    assert "3 letters written, 0 unchanged" in _run(campaign, "--to", "cedar", "--force", rows=rows).stdout


def test_letters_are_shared_out(campaign):
    """With --share 1 each writes to one member, each member gets one letter, and the next run is the same."""
    rows = [_row(), _row(_BOB), _row("Cy Moe")]
    assert _run(campaign, "--share", "1", rows=rows).exit_code == 0

    assert sorted(name for letters in _by_name(campaign).values() for name in letters) == ["alder", "birch", "cedar"]
    assert "0 letters written, 3 unchanged" in _run(campaign, "--share", "1", rows=rows).stdout


def test_what_a_row_no_longer_asks_for_is_withdrawn(campaign):
    """A letter of a supporter who now writes to others is removed; one that is outside of the order stays."""
    _run(campaign, rows=[_row(), _row(_BOB)])
    _run(campaign, "--to", "alder", "--to", "birch", rows=[_row(**{"not": "alder"}), _row(_BOB, only="alder")])

    assert {name: {*letters} for name, letters in _by_name(campaign).items()} == {
        _ANN: {"birch", "cedar"},
        _BOB: {"alder", "cedar"},
    }


def test_namesakes_have_letters_of_their_own(campaign):
    """Two people of one name and other addresses have two ids, and each letter has its sender's address."""
    rows = [_row(), _row(address_1="99 Other Street", email="other@example.org")]
    _run(campaign, "--to", "cedar", rows=rows)

    letters = [text for found in _ids(campaign).values() for text in found.values()]
    assert sorted("99 Other Street" in text for text in letters) == [False, True]
    assert sorted("ann@example.org" in text for text in letters) == [False, True]


def test_letter_is_in_a_language_of_its_sender(campaign):
    """A recipient's first language is taken if the sender writes it, else the sender's own."""
    rows = [_row(), _row(_BOB, languages="en, fr"), _row("Cy Moe", languages=""), _row("Di Poe", languages="de")]
    result = _run(campaign, "--to", "alder", rows=rows)

    french = {name: "Je vous demande" in letters["alder"] for name, letters in _by_name(campaign).items()}
    assert french == {_ANN: False, _BOB: True, "Cy Moe": True, "Di Poe": True}
    assert "supporters.csv:5: warning: s-" in result.stderr
    assert "is in none of the languages that they write\n  hint: it is written in: en, fr" in result.stderr


def test_personal_note_stands_in_its_writers_letters_only(campaign):
    """Each note is printed in its place with its paragraphs, and nobody else's."""
    rows = [
        _row(personal_note="The bus wakes me.\n\nEvery day."),
        _row(_BOB, personal_note="Mine too."),
        *(_row(name) for name in ("Cy Moe", "Di Poe")),
    ]
    _run(campaign, "--to", "cedar", rows=rows)

    letters = {name: found["cedar"] for name, found in _by_name(campaign).items()}
    assert "I write to you.\n\nThe bus wakes me.\n\nEvery day.\n\nThere are buses.[1]" in letters[_ANN]
    assert "I write to you.\n\nMine too.\n\nThere are buses.[1]" in letters[_BOB]
    assert "I write to you.\n\nThere are buses.[1]" in letters["Cy Moe"]
    assert all("\ufdd0" not in text for text in letters.values())


def test_run_that_was_killed_goes_on_where_it_was(campaign):
    """Letters of supporters that lay there when it ended are kept, others are made, and nothing else is left."""
    rows = [_row(), _row(_BOB)]
    _run(campaign, rows=rows)
    letters = campaign / "letters"
    lines = (letters / "manifest.json").read_text(encoding="utf-8").splitlines()
    done = [line.rstrip(",") for line in lines if line.startswith('{"appeal"')]
    (letters / "manifest.json").unlink()
    (letters / ".last-run.json").unlink()
    (letters / ".journal.jsonl").write_text("\n".join(done[:4]) + "\n", encoding="utf-8")
    half = next(path for path in letters.glob("visits/s-*/*.txt") if str(json.loads(done[5])["sender"]) in str(path))
    half.rename(half.with_name(f".{half.name}.1.part"))

    assert "2 letters written, 4 unchanged" in _run(campaign, rows=rows).stdout
    assert sorted(path.suffix for path in letters.glob("visits/s-*/*")) == [".txt"] * 6
    assert (letters / "manifest.json").read_text(encoding="utf-8").splitlines() == lines


def test_records_name_nobody(campaign):
    """Neither what is printed nor what is kept of a run holds names, addresses, postcodes or notes."""
    rows = [
        _row(personal_note="The bus wakes me."),
        _row(_BOB, postcode="E1 7AA", personal_note="A sign: \U00013080"),
        _row("Cy Moe", postcode="E1 9ZZ"),
    ]
    results = [_run(campaign, *words, rows=rows, formats="txt,pdf") for words in ((), ("--mine",), ("--mine",))]

    assert results[0].exit_code == 1
    told = "".join(result.stdout + result.stderr for result in results)
    kept = [path for path in (campaign / "letters").iterdir() if path.is_file()]
    told += "".join(path.read_text(encoding="utf-8") for path in kept)
    assert {path.name for path in kept} >= {"manifest.json", ".last-run.json"}
    for secret in (_ANN, _BOB, "Cy Moe", "Example Street", "@example.org", "SW1A 0AA", "E1 7AA", "wakes", "E1 9ZZ"):
        assert secret not in told, secret


def test_nothing_is_left_of_whoever_withdraws(campaign):
    """No file of the campaign holds a byte of them: letters, records, SQLite and its WAL; the next run is as ever."""
    rows = [_row(personal_note="The bus wakes me."), _row(_BOB)]
    _run(campaign, rows=rows)
    gone, other = (name for _, name in _ids(campaign))
    letters = campaign / "letters"
    (letters / ".journal.jsonl").write_bytes((letters / "manifest.json").read_bytes().partition(b"\n")[2])

    result = CliRunner().invoke(main, ["senders", "withdraw", gone])

    assert (result.exit_code, result.stdout.count("  removed\n")) == (0, 3)
    kept = {path.relative_to(campaign): path.read_bytes() for path in campaign.rglob("*") if path.is_file()}
    assert Path("senders.sqlite3") in kept
    secrets = (_ANN, "7 Example Street", "ann@example.org", "The bus wakes me.", gone)
    for secret in secrets:
        found = [str(path) for path, content in kept.items() if secret.encode() in content]
        # The id stays beside the keyed hash, so that it is not given to anybody else.
        assert found == (["senders.sqlite3"] if secret == gone else []), secret
    again = _run(campaign, rows=rows)
    assert "left out: whoever stands here has withdrawn" in again.stderr
    assert "0 letters written, 3 unchanged" in again.stdout
    assert {path.name for path in letters.glob("visits/*")} == {other}


def test_one_and_two_processes_give_the_same_letters(campaign):
    """Files and manifest have the same bytes, and most letters are made from what they share."""
    rows = [_row(f"Ann {chr(65 + n)}oe", personal_note="Mine." if n == 3 else "") for n in range(24)]
    runs = []
    for jobs in ("1", "2"):
        out = campaign.parent / jobs
        result = _run(campaign, "--to", "cedar", "--jobs", jobs, "--out", str(out), rows=rows, formats="pdf")
        assert result.exit_code == 0
        runs.append({str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    one, two = ({name: content for name, content in run.items() if not name.startswith(".")} for run in runs)

    assert one == two
    letters = json.loads(one["manifest.json"])["letters"]
    assert len(letters) == 24
    assert sorted(row["typesetting"] != "shared" for row in letters)[-2:] == [False, True]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sender", "x.yaml"], "--sender names one sender"),
        (["--share", "2", "--mine"], "leave one out"),
        (["--packet", "--format", "pdf"], "for the letters of one sender"),
        (["--outreach-page"], "for the letters of one sender"),
    ],
)
def test_options_that_do_not_go_together_are_refused(campaign, words, said):
    """What has no meaning beside --senders is an error of usage, and nothing is written."""
    result = _run(campaign, *words, rows=[_row()])

    assert result.exit_code == 2
    assert said in result.stderr
    assert not (campaign / "letters").exists()
    assert _run(campaign, "--share", "2").exit_code == 2
