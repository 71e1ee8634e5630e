"""`letters --signatories`: told on the way, made again only where a name changes, sent, and named nowhere else."""

import json

from click.testing import CliRunner

from entreaty.cli import main
from entreaty.cli.options import today
from tests.support.sample_campaigns import SENDER, write_campaign

TABLE = "name,town,consent\nZoë Beispiel,Bern,2026-01-02\nBob Roth,Bern,\n"


def _run(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _campaign(folder):
    write_campaign(folder, sender=SENDER)
    table = folder / "signatories.csv"
    table.write_text(TABLE, encoding="utf-8")
    return table


def test_letters_have_the_names_and_are_made_again_for_another(tmp_path):
    """A second run changes nothing; a name more makes another letter, and so does a run without the table."""
    table = _campaign(tmp_path)
    order = ("letters", "--to", "mediator", "--format", "txt", "--signatories", table)
    text = tmp_path / "letters" / "visits" / "mediator.txt"
    first = _run(tmp_path, *order)

    assert first.exit_code == 0
    assert f"{table}: 2 rows: 0 organisations and 1 person sign, 1 left out" in first.stderr
    assert f"{table}:3: warning: line 3 left out: 'consent' is no date" in first.stderr
    assert text.read_text(encoding="utf-8").endswith("Individuals: 1\n\n- Zoë Beispiel, Bern\n")
    assert "1 unchanged" in _run(tmp_path, *order).output
    table.write_text(TABLE.replace("Bern,\n", "Bern,2026-01-03\n"), encoding="utf-8")
    assert "1 letter written" in _run(tmp_path, *order).output
    assert text.read_text(encoding="utf-8").endswith("- Zoë Beispiel, Bern\n- Bob Roth, Bern\n")
    assert "1 letter written" in _run(tmp_path, *order[:-2]).output
    assert "Signatories" not in text.read_text(encoding="utf-8")


def test_names_stand_in_letters_and_in_no_record_of_them(tmp_path):
    """The manifest, what is remembered of the run, and what is printed have none of the names."""
    table = _campaign(tmp_path)
    done = _run(tmp_path, "letters", "--to", "mediator", "--format", "txt", "--signatories", table)
    records = [path for path in (tmp_path / "letters").iterdir() if path.is_file()]

    assert {path.name for path in records} >= {"manifest.json", ".last-run.json"}
    assert [path.name for path in records if "Beispiel" in path.read_text(encoding="utf-8")] == []
    assert "Beispiel" not in done.output
    assert json.loads((tmp_path / "letters" / "manifest.json").read_text(encoding="utf-8"))


def test_unusable_table_stops_before_anything_is_written(tmp_path):
    """Letters that say that nobody signs would be worse than none."""
    table = _campaign(tmp_path)
    table.write_text("name,town\nZoë Beispiel,Bern\n", encoding="utf-8")
    done = _run(tmp_path, "letters", "--signatories", table)

    assert done.exit_code != 0
    assert f"{table}:1: the table has no column 'consent'" in done.output
    assert not (tmp_path / "letters").exists()


def test_open_letter_is_sent_with_the_table_that_it_was_written_with(tmp_path):
    """Without the table, `send` would write another letter, and leaves this one out."""
    table = _campaign(tmp_path)
    _run(tmp_path, "letters", "--to", "mediator", "--format", "eml", "--date", today(), "--signatories", table)

    assert "1 letter would be sent" in _run(tmp_path, "send", "--signatories", table).output
    assert "0 letters would be sent" in _run(tmp_path, "send").output
