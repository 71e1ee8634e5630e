"""The mapping file: columns, values for all, rules."""

import pytest

from entreaty.content.files.audiences import Audiences
from entreaty.content.files.import_mapping import ImportMapping, load_mapping
from entreaty.content.model import Text
from entreaty.problems import ContentError

TEXT = """\
sheet: Kontakte
columns:
  Haus: organisation
set:
  language: [de, fr]
  verified: {status: official, source: https://example.org}
rules:
  - committee: Foreign Affairs
    state: US
    audiences: [legislature]
"""


def test_mapping_is_read(tmp_path):
    """Columns, values and rules are read; a rule tells its conditions."""
    path = tmp_path / "map.yaml"
    path.write_text(TEXT, encoding="utf-8")
    mapping = load_mapping(path)

    assert (mapping.sheet, mapping.fields, mapping.set.language) == (
        "Kontakte",
        {"Haus": "organisation"},
        ("de", "fr"),
    )
    assert mapping.rules[0].conditions() == {"committee": "Foreign Affairs", "state": "US"}
    assert ImportMapping().rules == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("audiences: [legislature]", "audiences: [legislatur]", 10, "there is no audience 'legislatur'"),
        (
            "  - committee: Foreign Affairs\n    state: US\n    audiences",
            "  - audiences",
            8,
            "the rule has no condition",
        ),
        ("columns:", "colums:", 2, "unknown key 'colums'"),
        ("status: official", "status: sure", 6, "'status' must be one of"),
    ],
)
def test_mistakes_are_told_on_their_lines(tmp_path, old, new, line, message):
    """A mistake in a mapping file has its line and what would be right."""
    path = tmp_path / "map.yaml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError) as raised:
        load_mapping(path)

    assert raised.value.problems[0].location.line == line
    assert message in raised.value.problems[0].message


@pytest.mark.parametrize("where", ["for", "not"])
def test_audience_in_the_condition_of_a_rule_is_told(tmp_path, where):
    """A rule that asks for an audience which is not declared would let nobody in, or nobody out."""
    path = tmp_path / "map.yaml"
    path.write_text(f"rules:\n  - {where}: {{audiences: [counsil]}}\n    audiences: [council]\n", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_mapping(path, Audiences({"council": Text.model_validate("City council")}))

    assert [str(one) for one in caught.value.problems] == [
        f"{path}:2: there is no audience 'counsil'\n  hint: did you mean 'council'?"
    ]


def _refused(path, text):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_mapping(path)
    return [(one.location.line, one.message) for one in raised.value.problems]


def test_column_has_a_field_or_options(tmp_path):
    """A column is named by its field alone, or by options; a heading that is recognised needs no field."""
    path = tmp_path / "map.yaml"
    path.write_text(
        'columns:\n  Haus: organisation\n  Gremien: {field: committee, separator: "|"}\n'
        "  Item: {field: identifier (wikidata), strip: 'http://www.wikidata.org/entity/'}\n"
        "  Committees: {separator: /}\n",
        encoding="utf-8",
    )
    mapping = load_mapping(path)

    assert mapping.fields == {"Haus": "organisation", "Gremien": "committee", "Item": "identifier (wikidata)"}
    assert mapping.columns["Gremien"].separator == "|"
    assert mapping.columns["Item"].strip == ("http://www.wikidata.org/entity/",)
    assert mapping.columns["Committees"].separator == "/"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "columns:\n  E-Mail: email\n  e mail: phone\n",
            [(3, "'e mail' and 'E-Mail' on line 2 are one column, and contradict each other")],
        ),
        (
            "columns:\n  Amt: office\n  Haus: organisation\n  Rolle: Office\n",
            [(4, "'Rolle' is to be 'Office', as 'Amt' on line 2 is already")],
        ),
        (
            "dates:\n  Left: day-first\n  left: month-first\n",
            [(3, "'left' and 'Left' on line 2 are one column, and contradict each other")],
        ),
        (
            "set:\n  address:\n    lines: [1 Way]\n    country: BE\n  country: CH\n",
            [(5, "'country' says CH, but on line 4 the address lies in BE")],
        ),
        (
            "rules:\n  - for:\n      states: [US]\n    not:\n      states: [US]\n    audiences: [council]\n",
            [(4, "'states' on line 3 and in 'not' here contradict each other")],
        ),
        ("columns:\n  Amt: {}\n", [(2, "'Amt': the column has no option")]),
        ("columns:\n  Amt: {feld: office}\n", [(2, "unknown key 'feld'")]),
    ],
)
def test_rules_that_contradict_each_other_are_told_with_both_lines(tmp_path, text, problems):
    """Two entries of which only one can hold are an error that names the line of the other."""
    assert _refused(tmp_path / "map.yaml", text) == problems


def test_columns_that_share_a_field_by_right_do_not_contradict(tmp_path):
    """Lines of an address, committees and e-mail addresses may stand in several columns; any may be left out."""
    path = tmp_path / "map.yaml"
    path.write_text(
        'columns: {A: address, B: address, C: committee, D: committee, E: email, F: email, G: "-", H: "-"}\n',
        encoding="utf-8",
    )

    assert len(load_mapping(path).columns) == 8


def test_positions_on_an_appeal_that_there_is_not_are_told(tmp_path):
    """A column may say positions on the campaign's own appeals only."""
    path = tmp_path / "map.yaml"
    path.write_text("columns:\n  Haltung: positions (nope)\n  Meinung: positions (water)\n", "utf-8")

    with pytest.raises(ContentError) as caught:
        load_mapping(path, appeals=["water"])
    (problem,) = caught.value.problems
    assert (problem.location.line, problem.message, problem.hint) == (
        2,
        "'Haltung' is to be positions on the appeal 'nope', which there is not",
        "there are: water",
    )
