"""The composed letter: its name and its fixed phrases."""

import pytest

from entreaty.writing.letter import Signatory
from tests.support.sample_letters import make_short_letter


def test_letter_is_named_by_appeal_and_recipient():
    """A letter's name within a run is that of its appeal and its recipient."""
    assert str(make_short_letter(appeal="visits", recipient="mediator").id) == "visits/mediator"


def test_phrases_take_their_values():
    """A fixed phrase is printed in the letter's language with its values put in, and as it is where it has none."""
    letter = make_short_letter(language="fr")

    assert letter.phrase("page-of", page=2, pages=3) == "Page 2 sur 3"
    assert letter.phrase("notes") == "Notes"


def test_unknown_phrase_is_a_key_error():
    """A template that asks for a phrase that there is not gets an error, and no gap."""
    with pytest.raises(KeyError):
        make_short_letter().phrase("greeting")


def test_letters_of_one_group_differ_in_the_words_of_their_slots_only():
    """Name, addressee, address, salutation and electronic addresses are the recipient's own; the rest is shared."""
    one = make_short_letter(recipient="mediator", addressee="The Mediator", address=("The Mediator", "Geneva"))
    other = make_short_letter(
        recipient="judge", addressee="A Judge", address=("A Judge", "The Hague"), salutation="Dear Judge,"
    )

    assert one.shared() == other.shared()
    assert one.shared() != make_short_letter(address=("The Mediator", "Rue 1", "Geneva")).shared()
    assert one.shared() != make_short_letter(address=("The Mediator", "Geneva"), subject="Another").shared()


def test_a_letter_of_a_group_can_go_to_another_recipient_of_it():
    """With the own words of another letter of its group, a letter is that letter."""
    one = make_short_letter(recipient="mediator", addressee="The Mediator", email="a@example.org")
    other = make_short_letter(recipient="judge", addressee="A Judge", salutation="Dear Judge,", email="b@example.org")

    assert one.shared().with_slots_of(other) == other


def test_slots_can_be_texts_of_the_sender():
    """A letter whose sender's texts are slots is of one group with the same letter from somebody else."""
    slots = ("recipient", "address", "sender.name", "sender.address")
    one = make_short_letter(slots=slots, sender=Signatory(name="Anna", address=("Road 1", "Berlin"), role="Teacher"))
    other = make_short_letter(slots=slots, sender=Signatory(name="Bo", address=("Way 2", "Bern"), role="Teacher"))

    assert one.values(slots)["sender.address"] == ("Road 1", "Berlin")
    assert one.shared() == other.shared()
    assert one.shared().sender == Signatory(name="x", address=("x", "x"), role="Teacher")
    assert one.shared().with_slots_of(other) == other
    assert one.shared() != make_short_letter(slots=slots, sender=None).shared()


def test_slots_are_no_part_of_what_a_letter_is_made_from():
    """Two letters that differ in their slots only are written the same way, and their files have the same key."""
    assert repr(make_short_letter(slots=())) == repr(make_short_letter(slots=("address",)))
