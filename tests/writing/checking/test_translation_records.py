"""What `check` says of translations whose originals have changed, that machines have made, or that lack something."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.checking.translations import translation_problems
from tests.support.sample_campaigns import APPEAL, DAY, edited, line_of, write_campaign

# The beginning of the SHA-256 of each original.
ENDED, THANKS = "3f8afe", "369901"


def _problems(folder: Path, records: str, appeal: str = APPEAL):
    write_campaign(folder, appeal=appeal)
    (folder / "appeals" / "visits" / "translations.yaml").write_text(records, encoding="utf-8")
    (found,) = load_campaign(folder).appeals
    return list(translation_problems(found))


def _record(state: str, of: str, by: str = "") -> str:
    return f"{{of: '{of}', state: {state}{f', by: {by}' if by else ''}, day: 2026-11-20}}"


def test_one_changed_word_makes_a_review_stale(tmp_path):
    """The passage is named with its line, its reviewer and the day, and what to do."""
    records = f"fr:\n  facts/visits-have-ended: {_record('reviewed', ENDED, 'Anna Example')}\n"
    before = _problems(tmp_path, records)
    changed = edited(APPEAL, "en: Visits have ended.", "en: Visits had ended.")
    after = [one for one in _problems(tmp_path, records, changed) if "outdated" in one.message]

    assert [one for one in before if "outdated" in one.message] == []
    (problem,) = after
    assert problem.message == (
        "the French translation of 'facts/visits-have-ended' may be outdated: "
        "the original has changed since Anna Example reviewed it on 2026-11-20"
    )
    assert problem.location.line == line_of(changed, "fr: Les visites ont cessé.")
    assert problem.level == "warning"
    assert "'translate export fr visits'" in problem.hint


def test_only_the_letters_with_a_stale_passage_have_its_warning(tmp_path):
    """Letters of another date, which do not have the passage, are not warned of it."""
    _problems(tmp_path, f"fr:\n  facts/visits-have-ended: {_record('reviewed', '000000', 'A. E.')}\n")
    campaign = load_campaign(tmp_path)
    told = {
        day: any(
            "outdated" in warning
            for warnings in plan_letters(campaign, Order(day=day)).warnings.values()
            for warning in warnings
        )
        for day in (DAY, date(2025, 10, 1))
    }
    assert told == {DAY: False, date(2025, 10, 1): True}


def test_other_line_breaks_are_no_other_words(tmp_path):
    """A passage that is only wrapped otherwise stays reviewed."""
    wrapped = edited(APPEAL, "en: Visits have ended.[", "en: >-\n        Visits\n        have ended.[")
    records = f"fr:\n  facts/visits-have-ended: {_record('reviewed', ENDED, 'A. E.')}\n"

    assert [one for one in _problems(tmp_path, records, wrapped) if "outdated" in one.message] == []


@pytest.mark.parametrize("state", ["translated", "stale"])
def test_what_was_only_translated_can_be_outdated_too(tmp_path, state):
    """Without a reviewer, the day of the translation is named."""
    problems = _problems(tmp_path, f"fr:\n  facts/visits-have-ended: {_record(state, '000000')}\n")

    assert [one.message.rpartition("since ")[2] for one in problems if "outdated" in one.message] == [
        "it was translated on 2026-11-20"
    ]


def test_an_import_that_was_stopped_leaves_doubt(tmp_path):
    """Where the original is the same as ever, nobody is told that it has changed."""
    problems = _problems(tmp_path, f"fr:\n  facts/visits-have-ended: {_record('stale', ENDED, 'A. E.')}\n")

    (problem,) = [one for one in problems if "visits-have-ended" in one.message]
    assert problem.message == (
        "the French translation of 'facts/visits-have-ended' is in doubt: "
        "'translations.yaml' has 'state: stale', as after an import that was stopped"
    )
    assert problem.location.line == line_of(APPEAL, "fr: Les visites ont cessé.")


def test_a_translation_that_nobody_ever_reviewed_is_one_warning(tmp_path):
    """One line for the language, whatever the number of its passages."""
    problems = _problems(tmp_path, f"fr:\n  closing/thanks: {_record('translated', THANKS)}\n")

    assert [one.message for one in problems] == ["nobody has reviewed the French translation of 'visits'"]
    assert problems[0].location.path.name == "translations.yaml"


def test_passages_that_lack_a_review_are_named_together(tmp_path):
    """Where some are reviewed, one line names the others."""
    problems = _problems(tmp_path, f"fr:\n  closing/thanks: {_record('reviewed', THANKS, 'A. E.')}\n")

    (problem,) = problems
    assert problem.message == "nobody has reviewed 10 passages of the French translation of 'visits'"
    assert problem.hint.endswith("demands/speak, demands/admit")


def test_records_of_reviews_take_the_place_of_the_old_key(tmp_path):
    """`reviewed: no` says nothing more once every passage has the record of a review."""
    old = edited(APPEAL, "status: open", "translations: {fr: {reviewed: no}}\nstatus: open")
    (before,) = _problems(tmp_path, "fr: {}\n", old)
    after = _problems(tmp_path, f"fr:\n  closing/thanks: {_record('reviewed', THANKS, 'A. E.')}\n", old)

    assert before.message == "nobody has reviewed the French translation of 'visits'"
    assert [one.message for one in after] == ["nobody has reviewed 10 passages of the French translation of 'visits'"]


def test_a_language_without_a_record_is_one_warning(tmp_path):
    """A language under which nothing stands yet has been reviewed by nobody."""
    (problem,) = _problems(tmp_path, "fr: {}\n")

    assert problem.message == "nobody has reviewed the French translation of 'visits'"
    assert str(problem.location).endswith(f"appeal.yaml:{line_of(APPEAL, 'subject:')}")


def test_a_machines_words_are_told(tmp_path):
    """One line for the language names them, and says that letters with them are not sent."""
    problems = _problems(tmp_path, f"fr:\n  closing/thanks: {_record('machine', THANKS)}\n")

    assert problems[-1].message == (
        "a machine has translated 1 passage of 'visits' into French; letters with them are not sent"
    )
    assert problems[-1].hint.endswith("closing/thanks")


@pytest.mark.parametrize(
    ("records", "message"),
    [
        (f"fr:\n  closing/thank: {_record('translated', THANKS)}\n", "the appeal has no passage 'closing/thank'"),
        (f"es:\n  closing/thanks: {_record('translated', THANKS)}\n", "'closing/thanks' has no text in Spanish"),
        (f"en:\n  closing/thanks: {_record('translated', THANKS)}\n", "English is the language of the original"),
    ],
)
def test_a_record_of_nothing_is_told_with_its_line(tmp_path, records, message):
    """A passage or language that the appeal does not have is named where the record stands."""
    (problem,) = [one for one in _problems(tmp_path, records) if one.message == message]

    assert (problem.level, problem.location.path.name, problem.location.line) == ("warning", "translations.yaml", 2)
