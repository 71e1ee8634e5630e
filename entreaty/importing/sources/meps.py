"""The members of the European Parliament, as its list in XML has them (europarl.europa.eu, "full list").

The structure was seen in TechToThePeople/mep (script/inout.js), which also reads the lists of those who come and go:
there, mandates have a beginning and an end, and countries and groups are codes.
"""

from itertools import takewhile
from pathlib import Path

from entreaty.content.locales import official_language
from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.profile_fields import NameFields, filled
from entreaty.importing.profiles.days import dated, end_of_office
from entreaty.importing.profiles.places.countries import country_called
from entreaty.importing.reading import PartialProfile, Place, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.xml_lists import read_list
from entreaty.storage.elements import Element

CREDIT = "European Parliament"
SCHEME = "europarl"
_OFFICE = {
    "en": "Member of the European Parliament",
    "de": "Mitglied des Europäischen Parlaments",
    "fr": "Membre du Parlement européen",
}
_ORGANISATION = {"en": "European Parliament", "de": "Europäisches Parlament", "fr": "Parlement européen"}
_ONGOING = "ONGOING"


def read_meps(path: Path, options: ReadOptions) -> RecipientSource:
    """Read a list of members of the European Parliament.

    Raises:
        ContentError: It cannot be read, or holds no member.
    """
    rows, complete = read_list(path, "mep", lambda place, one: _member(place, one, options))
    return RecipientSource(kind="meps", rows=rows, status="third-party", credit=CREDIT, complete=complete)


def _member(place: Place, one: Element, options: ReadOptions) -> SourceRow:
    key = tidy_line(one.text("id"))
    country = tidy_line(one.text("country") or one.text("country", "countryCode"))
    state = country_called(country) or ""
    words = one.text("mandate-end")
    whole = tidy_line(one.text("fullName"))
    name = _name(whole)
    end = end_of_office("" if words == _ONGOING else words, options.day, "day-first")
    return PartialProfile(
        place=place,
        fields=filled(
            {
                "office": _OFFICE,
                "organisation": _ORGANISATION,
                "name": name,
                "form_of_address": "mep",
                "language": [official_language(state) or "en"],
                # A member acts for no state, but was elected in one.
                "constituency": country,
                # The group in this parliament, which conditions and rules mean by a party; not the party at home.
                "party": tidy_line(one.text("politicalGroup") or one.text("politicalGroup", "bodyCode")),
                # Members have their offices in Brussels, wherever they were elected.
                "address": {"country": "BE"},
                "identifiers": {SCHEME: key} if key else {},
            }
        ),
        whole_name="" if name else whole,
        scheme=SCHEME if key else "",
        key=key,
        audience="legislature",
        since=dated(one.text("mandate-start"), "day-first").day,
        until=end.day,
        left=end.left,
        held=end.held_back("mandate-end"),
        notes=(() if state or not country else (f"'{country}' is not the name of a country",)) + end.notes,
    )


def _name(whole: str) -> NameFields:
    """Return the parts of a name whose family name the list writes in capitals; none where it does not.

    "Anna van der EXAMPLE SAMPLE" is Anna, and what begins with "van".
    """
    words = whole.split()
    family = [*takewhile(lambda word: word.isupper() or word == word.lower(), reversed(words[1:]))][::-1]
    if not any(word.isupper() for word in family):
        return {}
    return {"given": " ".join(words[: -len(family)]), "family": " ".join(family)}
