"""What is withheld from a reader stands in no letter to that reader, and in nothing that the public sees."""

import json

import pytest

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import ContentError
from entreaty.writing.withholding import is_withheld, public_id, redacted, withheld_from_public
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited, line_of, write_campaign
from tests.support.sample_content import (
    DAY,
    compose,
    make_appeal,
    make_authority,
    make_basis,
    make_passage,
    make_recipient,
    make_report,
)

NAMES = "withhold: [{words: Ana Doe, from: [public, detaining-power]}]\nletter:\n"


def _campaign(folder, **texts):
    """Load a campaign whose letter to the mediator names somebody who may not be named to the detaining power."""
    appeal = edited(APPEAL, "letter:\n", NAMES)
    appeal = edited(appeal, "      en: keep visiting every prisoner of war;", "      en: keep visiting Ana Doe;")
    return load_campaign(
        write_campaign(folder, **({"appeal": appeal} | texts)), folder / "sender.yaml" if "sender" in texts else None
    )


def _written(campaign, folder):
    order = Order(day=DAY, endings=("txt",))
    list(write_letters(campaign, plan_letters(campaign, order), order, folder))
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_readers_of_a_passage():
    """A passage is withheld from the audiences it names, and from the public only if it says so."""
    passage = make_passage(withhold_from=["detaining-power"])
    private = make_passage(id="private", withhold_from=["public"])

    assert is_withheld(passage, "detaining-power")
    assert not is_withheld(passage, "mediator")
    assert not is_withheld(passage)
    assert is_withheld(private)
    assert not is_withheld(private, "mediator")
    assert (public_id(passage), public_id(private)) == ("concern", "[withheld]")


def test_withheld_from_public():
    """What everybody's documents may not hold: the words and the passages that are withheld from the public."""
    appeal = make_appeal(
        withhold=[{"words": "Ana Doe", "from": ["public"]}, {"words": "Ben Roe", "from": ["detaining-power"]}],
        facts=[
            {"id": "testimony", "en": "She spoke.", "withhold_from": ["public"]},
            {"id": "trial", "en": "He is tried.", "withhold_from": ["legislature"]},
        ],
    )

    assert withheld_from_public([appeal]) == ("Ana Doe", "testimony")


def test_redacted_text():
    """Every place of every secret is replaced, however it is inflected."""
    text = "ANA DOE, Ана and Аны; not Anna."

    assert redacted(text, ["Ana Doe", "Ан"]) == "[withheld], [withheld] and [withheld]; not Anna."
    assert redacted(text, []) == text


def test_words_may_be_said_to_others(tmp_path):
    """A name that is withheld from some audiences stands in letters to others."""
    plan = plan_letters(_campaign(tmp_path), Order(day=DAY))

    assert [letter.recipient for letter in plan.letters] == ["mediator", "swiss-minister", "azerbaijani-minister"]
    assert plan.problems == ()


def test_letter_that_names_what_is_withheld_fails(tmp_path):
    """A letter with withheld words fails with passage, words and readers; the manifest does not repeat the words."""
    appeal = edited(APPEAL, "letter:\n", NAMES)
    appeal = edited(appeal, "      en: admit the visits.", "      en: admit the visits to ana doe.")
    campaign = _campaign(tmp_path, appeal=appeal)

    plan = plan_letters(campaign, Order(day=DAY))
    manifest = _written(campaign, tmp_path / "letters")

    (problem,) = plan.problems
    assert problem.location.line == line_of(appeal, "en: admit the visits to ana doe.")
    assert problem.message == "the passage 'admit' says 'Ana Doe', which is withheld from detaining-power"
    assert problem.hint == "condition the passage with 'withhold_from: [detaining-power]', or leave the words out"
    assert [letter["recipient"] for letter in manifest["letters"]] == ["mediator", "swiss-minister"]
    assert "says '[withheld]', which" in manifest["failed"][0]["reason"]
    assert "doe" not in json.dumps(manifest).lower()


@pytest.mark.parametrize(
    ("texts", "where"),
    [
        ({"sender": edited(SENDER, "en: My grandfather was", "en: Ana Doe is")}, "text"),
        ({"recipients": edited(RECIPIENTS, "lines: [3 Example Street", "lines: [c/o Ana Doe")}, "address"),
        ({"appeal": edited(edited(APPEAL, "letter:\n", NAMES), "en: Visits to p", "en: Ana Doe and p")}, "subject"),
    ],
)
def test_words_from_elsewhere_are_found(tmp_path, texts, where):
    """Words that come from the sender's note, the profile or the subject are found too."""
    plan = plan_letters(_campaign(tmp_path, **texts), Order(day=DAY, recipients=("azerbaijani-minister",)))

    assert [problem.message for problem in plan.problems] == [
        f"the {where} of the letter to 'azerbaijani-minister' says 'Ana Doe', which is withheld from detaining-power"
    ]


def test_words_in_a_source_are_found():
    """The title of a cited source can name somebody as well."""
    appeal = make_appeal(
        withhold=[{"words": "Ana Doe", "from": ["mediator"]}],
        facts=[{"id": "case", "en": "There is a case.[@report]", "fr": "Il y a un cas.[@report]"}],
    )
    with pytest.raises(ContentError) as caught:
        compose(appeal, make_recipient(), "en", make_basis(make_report(title="The case of Ana Doe")))

    assert [problem.message for problem in caught.value.problems] == [
        "a note of the letter to 'mediator' says 'Ana Doe', which is withheld from mediator"
    ]


def test_passage_is_in_no_letter_to_readers_it_is_withheld_from():
    """A withheld passage is left out for them, and said to others."""
    facts = [{"id": "testimony", "en": "She spoke.", "withhold_from": ["mediator"]}]
    appeal = make_appeal(facts=facts)
    other = make_recipient(id="other", audiences=["legislature"])

    assert "testimony" not in compose(appeal, make_recipient(), "en", make_basis()).passages
    assert "testimony" in compose(appeal, other, "en", make_basis()).passages


def test_manifest_does_not_tell_what_is_withheld_from_the_public(tmp_path):
    """Passage, demand and sources that only a withheld passage has are not named; the letter still says them."""
    appeal = edited(APPEAL, "    - id: visits-take-place\n", "    - id: seen-by-ana\n      withhold_from: [public]\n")
    appeal = edited(appeal, "    - id: keep-visiting\n", "    - id: visit-ana\n      withhold_from: [public]\n")
    campaign = _campaign(tmp_path, appeal=appeal)

    manifest = _written(campaign, tmp_path / "letters")

    letter = manifest["letters"][1]
    assert letter["recipient"] == "mediator"
    assert letter["passages"] == ["concern", "[withheld]", "right-to-visit", "request", "[withheld]", "thanks"]
    assert letter["demands"] == ["[withheld]"]
    assert letter["citations"] == ["gc3"]
    assert "ana" not in json.dumps(manifest)
    assert "Visits have taken place" in (tmp_path / "letters" / "visits" / "mediator.txt").read_text(encoding="utf-8")


def test_sources_of_public_passages_are_still_told():
    """A source that a public passage cites too is named."""
    facts = [
        {"id": "private", "en": "One.[@report] Two.[@gc3]", "withhold_from": ["public"]},
        {"id": "known", "en": "Three.[@report]"},
    ]
    basis = make_basis(make_authority(), make_report())
    letter = compose(make_appeal(facts=facts), make_recipient(), "en", basis)

    assert [note.sources for note in letter.notes] == [("report",), (), ("report",)]
    assert [demand.id for demand in letter.demands] == ["visit"]


def test_source_that_only_its_braces_make_readable_is_not_told():
    """Where a passage cannot be read before it is filled in, its sources are left out rather than named."""
    words = "It is so.[@report{% if recipient.office %}{% else %};{% endif %}]"
    facts = [
        {"id": "known", "en": words},
        {"id": "private", "en": "One.[@report]", "withhold_from": ["public"]},
    ]
    letter = compose(make_appeal(facts=facts), make_recipient(), "en", make_basis(make_report()))

    assert letter.passages == ("concern", "known", "[withheld]", "request", "visit", "thanks")
    assert [note.sources for note in letter.notes] == [(), ()]
