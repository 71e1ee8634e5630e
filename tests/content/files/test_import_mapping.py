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

    assert (mapping.sheet, mapping.columns, mapping.set.language) == (
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
