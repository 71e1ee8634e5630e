"""What a form of address gives: salutation, envelope and closing in each language, for example people."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from entreaty.content.files.recipients import Recipient
from entreaty.problems import ContentError
from entreaty.writing.basis import Basis
from entreaty.writing.composing.courtesies import Courtesies, courtesies_of

# Names that no office has, and whose bearers nobody takes for somebody else.
_PEOPLE = (
    ("f", {"given": "Anna", "family": "Example"}),
    ("m", {"given": "Paul", "family": "Example"}),
    ("x", {"given": "Kim", "family": "Example"}),
)
_NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class FormExample:
    """What a form gives in one language for one person.

    Attributes:
        language: The language.
        who: The gender of the person, or "nobody named".
        courtesies: Salutation, envelope and closing.
    """

    language: str
    who: str
    courtesies: Courtesies


def examples_of(form: str, basis: Basis, state: str | None) -> Iterator[FormExample]:
    """Yield what a form gives in each of its languages, for a woman, a man, whoever is neither, and nobody named.

    Args:
        form: The form of address, such as "mayor".
        basis: The forms, and who writes.
        state: The state that the recipient acts for, such as "US"; None for none.
    """
    for language in basis.forms[form]:
        for who, name in (*_PEOPLE, (_NOBODY, None)):
            try:
                yield FormExample(language, who, _shown(_profile(form, who, name, state), language, basis))
            except ContentError:
                # What this form says of nobody, or of somebody, is not there to be shown.
                continue


def _shown(profile: Recipient, language: str, basis: Basis) -> Courtesies:
    """Return the courtesies with the form's own word for the office, in whose place "the office" would stand."""
    found = courtesies_of(profile, language, basis)
    own = courtesies_of(profile.model_copy(update={"office": None}), language, basis).envelope
    return replace(found, envelope=own) if len(own) == len(found.envelope) else found


def _profile(form: str, who: str, name: dict[str, str] | None, state: str | None) -> Recipient:
    """Return a profile in which every word stands for itself."""
    office = {"en": "the office", "de": "das Amt", "es": "el cargo", "fr": "la fonction", "ru": "должность"}
    person = {"office": office, "name": name, "gender": who} if name else {"office": office}
    if form == "household":
        person = {"household": {"en": "The Example Family", "de": "Familie Example", "fr": "Famille Example"}}
    return Recipient.model_validate(
        {
            "id": "example",
            "organisation": {
                "en": "the organisation",
                "de": "die Organisation",
                "es": "la organización",
                "fr": "l’organisation",
                "ru": "организация",
            },
            "form_of_address": form,
            "language": "en",
            "state": state,
            "address": {"country": state or "CH"},
            "verified": {"on": date(2026, 1, 1), "status": "unverified", "source": "an example"},
            **person,
        }
    )
