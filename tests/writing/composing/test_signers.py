"""Letters of many senders: each reads as if its sender were the only one, and alike letters share their texts."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

from entreaty.content.files.sender import Supporter
from entreaty.problems import Location
from entreaty.writing.basis import Signer
from entreaty.writing.composing.composer import Composer
from entreaty.writing.letter import RECIPIENT_SLOTS, SENDER_SLOTS
from tests.support.sample_content import compose, make_appeal, make_basis, make_recipient, make_sender

_OPENING = [
    {"id": "own", "for": {"constituents": True}, "en": "As your constituent I write.", "fr": "Je suis d’ici."},
    {"id": "we", "for": {"sender": {"organisation": True}}, "en": "We write.", "fr": "Nous écrivons."},
    {"id": "all", "en": "Hello.", "fr": "Bonjour."},
    {"id": "note", "personal_note": True, "continues": True},
    {"id": "more", "en": "That is it.", "fr": "Voilà.", "continues": True},
]
_FACTS = [
    {"id": "fact", "en": "{{ sender.constituency }} is loud.", "fr": "C’est bruyant à {{ sender.constituency }}."}
]
_SENDERS = tuple(
    make_sender(name=f"Ann {name}", address=[f"{len(name)} Example Street"], **more)
    for name, more in {
        "Lee": {"constituency": "Alder"},
        "Roth": {"constituency": "Birch", "email": "roth@example.org", "role": "teacher"},
        "Moe": {"constituency": "Alder", "personal_note": "One.\n\nTwo."},
        "Poe": {"constituency": "Alder", "personal_note": "Another."},
        "Doe": {"constituency": "Alder", "country": "CH", "phone": "+41 31 000 00 00"},
        "Foe": {"constituency": "Alder", "organisation": "Example Union"},
    }.items()
)


def _signer(sender, number=0):
    place = Location(Path("supporters.csv"), number + 2)
    return Signer(supporter=Supporter(sender=sender, place=place, consent=date(2025, 6, 1), id=f"s-{number:012x}"))


def test_letter_of_a_supporter_is_that_of_the_only_sender():
    """Whoever wrote before, each letter has its own sender's name, note, courtesies and constituency."""
    appeal = make_appeal(opening=_OPENING, facts=_FACTS)
    composer = Composer(appeal, make_basis())
    recipients = [
        make_recipient(id=name, constituency={"en": name.title()}, form_of_address="member-of-parliament")
        for name in ("alder", "birch")
    ]
    cases = [*product(enumerate(_SENDERS), recipients, ("en", "fr"))]

    for (number, sender), recipient, language in (*cases, *reversed(cases)):
        letter = composer.compose(recipient, language, (), _signer(sender, number))
        assert letter.sender_id == f"s-{number:012x}"
        alone = compose(appeal, recipient, language, make_basis(sender=sender))
        assert replace(letter, sender_id="") == alone


def test_letters_of_alike_supporters_share_their_texts():
    """Two of one kind with lines of the same lengths make a group; notes, other lines and countries part them."""
    appeal = make_appeal()
    composer, recipient = Composer(appeal, make_basis()), make_recipient()
    lee, moe = (_signer(make_sender(name=name), number) for number, name in enumerate(("Ann Lee", "Cy Moe")))
    one, two = (composer.compose(recipient, "en", RECIPIENT_SLOTS + SENDER_SLOTS, each) for each in (lee, moe))

    assert one.paragraphs is two.paragraphs
    assert one.shared() == two.shared()
    assert one.shared().with_slots_of(two) == two
    group = composer.group(recipient, "en", lee)
    assert group == composer.group(recipient, "en", moe)
    for other in ({"personal_note": "Mine."}, {"email": "ann@example.org"}, {"country": "CH"}, {"name": "A" * 50}):
        assert composer.group(recipient, "en", _signer(make_sender(**other))) != group
    noted = [_signer(make_sender(name=name, personal_note="Ours.")) for name in ("Ann Lee", "Cy Moe")]
    assert len({composer.group(recipient, "en", each) for each in noted}) == 1
