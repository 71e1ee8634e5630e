"""`senders find`, `withdraw` and `forget` as a person types them."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.cli.options import today
from entreaty.delivery.senders.persons import opened_senders
from tests.support.sample_supporters import person


@pytest.fixture
def campaign(tmp_path):
    """Return a campaign with two supporters, whose letters are written, and their ids."""
    with opened_senders(tmp_path / "senders.sqlite3") as senders:
        day = today() - timedelta(days=10)
        ids = [one.id for one in senders.ids_of([person(), person("Bob Roth", email=None)], day).supporters]
    for name in ids:
        (tmp_path / "letters" / "visits" / name).mkdir(parents=True)
        (tmp_path / "letters" / "visits" / name / "mayor.txt").write_text(f"letter of {name}", encoding="utf-8")
    return tmp_path, *ids


def _senders(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), "senders", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_person_is_found_and_withdraws(campaign):
    """`find` says the id, `withdraw` removes letters and name, and doing it again says when it was done."""
    folder, ann, bob = campaign
    found = _senders(folder, "find", "ann")
    assert found.stdout.startswith(f"{ann}  Ann Lee  ann@example.org  1 Example Street, Exampleton, EC1Y 8SY  last in")

    done = _senders(folder, "withdraw", ann)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{folder}/letters/visits/{ann}/mayor.txt  removed",
        f"{ann}: withdrawn",
    ]
    assert [path.name for path in (folder / "letters" / "visits").iterdir()] == [bob]
    assert _senders(folder, "withdraw", ann).stdout == f"{ann}: withdrawn on {today()}\n"
    again = _senders(folder, "find", "ann")
    assert (again.exit_code, again.stderr) == (1, "no supporter has that name or address for e-mail\n")


def test_all_are_forgotten_whom_no_sheet_had_for_long(campaign):
    """`forget` takes those out whose last sheet is older than so many days, with their letters."""
    folder, _, _ = campaign

    assert _senders(folder, "forget", "--older-than", "90d").stdout == "0 supporters forgotten\n"
    done = _senders(folder, "forget", "--older-than", "9d")
    assert done.stdout.splitlines()[-1] == "2 supporters forgotten"
    assert list((folder / "letters" / "visits").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("withdraw", "../../x"), 1, "'../../x' is no id of a supporter"),
        (("withdraw", "s-000000000000"), 1, "is the id of nobody"),
        (("forget", "--older-than", "soon"), 2, "'soon' is no number of days such as 90d"),
    ],
)
def test_mistakes_are_told(campaign, arguments, code, told):
    """What is mistyped is told, and nothing is removed."""
    folder, ann, _ = campaign
    result = _senders(folder, *arguments)

    assert result.exit_code == code
    assert told in result.stderr
    assert (folder / "letters" / "visits" / ann / "mayor.txt").exists()


def test_campaign_without_supporters_is_told(tmp_path):
    """Where nobody is known, no file is begun."""
    result = _senders(tmp_path, "find", "ann")

    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert result.stderr == f"{tmp_path}/senders.sqlite3: the campaign knows of no supporters\n"
