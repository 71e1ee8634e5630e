"""Translations that nobody has reviewed, and the languages that letters are written in."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.files.appeals import Appeal, load_appeal
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import ContentError, Problem
from entreaty.writing.checking.content import check_appeal
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, edited, line_of, write_campaign
from tests.support.sample_content import authorities_of

pytestmark = pytest.mark.no_cover

DAY = date(2025, 6, 24)
REVIEWED = "translations: {fr: {reviewed: {by: Anna Example, on: 2025-06-01}}}"


def _appeal(tmp_path: Path, translations: str) -> Path:
    text = edited(APPEAL, "status: open", f"{translations}\nstatus: open")
    return write_campaign(tmp_path, appeal=text) / "appeals" / "visits" / "appeal.yaml"


def _unreviewed(appeal: Appeal) -> list[Problem]:
    problems = check_appeal(appeal, authorities_of())
    return [problem for problem in problems if "reviewed the" in problem.message]


@cache
def _languages(override: str = "") -> dict[str, str]:
    plan = plan_letters(load_campaign(ROOT), Order(day=DAY, language=override))
    return {letter.recipient: letter.language for letter in plan.letters}


def test_an_unreviewed_translation_is_a_warning(tmp_path):
    """A translation that nobody has reviewed is named with its line, and letters are written nonetheless."""
    path = _appeal(tmp_path, "translations:\n  fr:\n    reviewed: no")
    (problem,) = _unreviewed(load_appeal(path))

    assert problem.level == "warning"
    assert problem.message == "nobody has reviewed the French translation of 'visits'"
    assert problem.location.line == line_of(path.read_bytes(), "reviewed: no")


@pytest.mark.parametrize("translations", [REVIEWED, ""], ids=["reviewed", "no translation"])
def test_what_is_reviewed_or_no_translation_is_no_warning(tmp_path, translations):
    """Nothing is said of a reviewed translation, nor of languages that are not called translations."""
    assert _unreviewed(load_appeal(_appeal(tmp_path, translations))) == []


@pytest.mark.parametrize(
    ("translations", "problem"),
    [
        ("translations: {fr: {reviewed: yes}}", "'reviewed': it does not say who reviewed it"),
        ("translations: {fr: {reviewed: {by: Anna Example}}}", "'on' is missing"),
        ("translations: {fr: {}}", "'reviewed' is missing"),
        ("translations: {de: {reviewed: no}}", "'de' is not a language of the appeal"),
    ],
)
def test_a_review_names_reviewer_and_day(tmp_path, translations, problem):
    """A review without a name or a day, or of a language that the appeal lacks, is a problem on its line."""
    path = _appeal(tmp_path, translations)
    with pytest.raises(ContentError) as caught:
        load_appeal(path)

    (found,) = caught.value.problems
    assert problem in found.message
    assert found.location.line == line_of(path.read_bytes(), "translations:")


def test_every_shipped_translation_waits_for_its_review():
    """Every language of the shipped appeal but English is a translation, and no native speaker has read it yet."""
    (appeal,) = load_campaign(ROOT).appeals

    assert appeal.languages() == ("en", "fr", "de")
    assert [problem.message for problem in _unreviewed(appeal)] == [
        "nobody has reviewed the French translation of 'armenian-detainees'",
        "nobody has reviewed the German translation of 'armenian-detainees'",
    ]


@pytest.mark.parametrize(
    ("recipient", "language"),
    [
        ("icrc-president", "en"),  # en, fr
        ("fr-foreign-minister", "fr"),  # fr
        ("de-foreign-minister", "de"),  # de, en
        ("ch-foreign-minister-depositary", "de"),  # de, fr, en
        ("odihr-director", "en"),  # en, ru
        ("az-president", "en"),  # az, en: the appeal is not written in Azerbaijani
        ("us-secretary-of-state", "en"),  # en
    ],
)
def test_a_letter_is_in_the_recipients_first_language_that_the_appeal_has(recipient, language):
    """The profile's order of languages decides; a language that the appeal lacks is passed over."""
    assert _languages()[recipient] == language


def test_english_stands_in_for_a_language_that_the_appeal_lacks(tmp_path):
    """A recipient of whose languages the appeal has none gets an English letter."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "language: [en, fr]", "language: [ka, az]"))
    plan = plan_letters(load_campaign(folder), Order(day=DAY, recipients=("mediator",)))

    assert [letter.language for letter in plan.letters] == ["en"]


@pytest.mark.one_in(3)
@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_language_can_be_chosen_for_all(language):
    """`--language` overrides what the profiles prefer."""
    found = _languages(language)

    assert len(found) == 26
    assert set(found.values()) == {language}
