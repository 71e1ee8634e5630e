"""Complete partial profiles: missing fields are filled in by rules, never guessed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast, get_args

from entreaty.content.files.authorities import Verification
from entreaty.content.files.import_mapping import ForAll, Rule
from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import official_language
from entreaty.content.model import ANY_LANGUAGE, Text, shown
from entreaty.content.names import are_letters
from entreaty.content.shipped.campaign_forms import Forms
from entreaty.content.shipped.forms_of_address import WITHOUT_OFFICE
from entreaty.content.shipped.postal import postal_code_of
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profile_fields import (
    AddressFields,
    NameFields,
    PrintedText,
    ProfileFields,
    VerifiedFields,
    filled,
    filled_name,
    words_of,
)
from entreaty.importing.profiles.acceptance import accepted, is_valid, wrong_values
from entreaty.importing.profiles.mailboxes import contacts_of
from entreaty.importing.profiles.naming.courtesies import read_courtesy
from entreaty.importing.profiles.naming.names import Named, without_courtesy
from entreaty.importing.profiles.naming.whole_names import taken_apart
from entreaty.importing.profiles.offices import form_of_address
from entreaty.importing.profiles.persons import ForAllRows, end_of, joined
from entreaty.importing.profiles.places.postal import unlikely_postal_code
from entreaty.importing.profiles.profile import ImportSettings, Profile, left_out
from entreaty.importing.profiles.shapes import (
    are_several_people,
    form_of_shape,
    is_body,
    is_company,
    is_household,
)
from entreaty.importing.reading import LeftOut, Noted, PartialProfile, RecipientSource
from entreaty.writing.basis import Authorities
from entreaty.writing.conditions import Circumstances, comparisons, exclusions

_OWN_SUFFIXES = {"member-of-parliament": ("mp",), "mep": ("mep",)}
# Where "M." before a name is "Monsieur", whatever the language of the letter.
_FRENCH = ("FR", "MC")
_MISSING = {
    "name": "nobody is named: fill in a name, a household, an office or an organisation",
    "office": "no office is named, which its form of address needs: fill it in, or set one for all in a mapping file",
    "country": "no country is named: use --country, such as --country CH",
}
# Of words that stand for nothing, a row tells so many.
_TOLD = 20


def complete(
    source: RecipientSource, settings: ImportSettings, row_done: Callable[[], None] = lambda: None
) -> tuple[Profile | LeftOut, ...]:
    """Return each row of a source, in its order, as a profile or with the reason why it becomes none.

    Args:
        source: The source.
        settings: The settings.
        row_done: What is called when a row is done.
    """
    settings = _with_what_holds_for_all(source, settings)
    said = settings.mapping.set
    joint = joined(source.rows, settings.day, ForAllRows(_as_written(said.office), _as_written(said.organisation)))
    found: list[Profile | LeftOut] = []
    for one in joint:
        row = one if isinstance(one, LeftOut) else _completed(one, source, settings)
        found.append(row if isinstance(row, LeftOut) or row.left else accepted(row))
        row_done()
    return tuple(found)


def _with_what_holds_for_all(source: RecipientSource, settings: ImportSettings) -> ImportSettings:
    """Return the settings with what the source says of everybody in it, where the user does not."""
    given = {key: text for key, text in source.for_all.items() if key in ForAll.model_fields}
    if settings.country or settings.mapping.set.country_of_all:
        given.pop("country", None)
    if not given:
        return settings
    said = {key: value for key in ForAll.model_fields if (value := getattr(settings.mapping.set, key)) is not None}
    for_all = ForAll.model_validate(given).model_copy(update=said)
    return replace(settings, mapping=settings.mapping.model_copy(update={"set": for_all}))


def _completed(partial: PartialProfile, source: RecipientSource, settings: ImportSettings) -> Profile | LeftOut:
    partial = _in_shape(partial)
    said, for_all = partial.fields, settings.mapping.set
    address = said.get("address", {})
    state = said.get("state") or for_all.state or ""
    country = address.get("country") or for_all.country_of_all or settings.country or state[:2]
    named = _named(partial, state[:2] or country)
    household = said.get("household", "")
    office = said.get("office") or ("" if household else _as_written(for_all.office))
    organisation = said.get("organisation") or ("" if household else _as_written(for_all.organisation))
    if partial.left:
        return _departed(partial, named, office, organisation, partial.left)
    if not address.get("country") and (why := _lies_in_its_state(address.get("lines", ()), country, state[:2])):
        return left_out(partial, why)
    asked = _asked_form(said, settings.forms)
    form = asked.value or for_all.form_of_address or ""
    lacks = {
        "name": not (named.name or household or office or organisation),
        "office": not office and form not in {"", *WITHOUT_OFFICE},
        "country": not country,
    }
    if missing := frozenset(key for key, holds in lacks.items() if holds):
        end = end_of(partial)
        if end and end <= settings.day:
            return _departed(partial, named, office, organisation, f"until {end}")
        return left_out(partial, "; ".join(why for key, why in _MISSING.items() if key in missing), missing)
    shape = form_of_shape(named.name, household)
    by_office = form_of_address(
        words_of(office), state[:2] or country, named=bool(named.name), own=settings.forms.recognise
    )
    verified = _verified(partial, source, settings)
    contacts = contacts_of(said.get("email", ""), said.get("contact_form", ""))
    lines = _lines(address, for_all, country)
    fields: ProfileFields = {
        **said,
        "office": office,
        "organisation": organisation,
        "name": named.name,
        "gender": named.gender if named.name else "",
        "form_of_address": form or (by_office if office else shape),
        "language": _languages(said, settings, country, state),
        "state": state,
        "address": {"lines": lines.value, "country": country},
        "email": contacts.email,
        "contact_form": contacts.form or for_all.contact_form or "",
        "ended": said.get("ended") or (partial.until if partial.until and partial.until <= settings.day else None),
        "verified": verified.value,
    }
    if suffix := named.name.get("suffix"):
        fields["name"] = _with_letters(named.name, suffix, fields["form_of_address"])
    audiences = _audiences(partial, fields, settings)
    if not audiences.value and [*settings.known]:
        why = "nothing says its audience: use --audience, or rules in a mapping file"
        return left_out(partial, why, frozenset({"audience"}))
    fields["audiences"] = audiences.value
    return Profile(
        partial=partial,
        fields=filled(fields),
        undated=not (said.get("verified", {}).get("on") or settings.as_of or source.as_of),
        notes=(
            *partial.notes,
            *named.notes,
            *lines.notes,
            *contacts.notes,
            *asked.notes,
            *audiences.notes,
            *verified.notes,
        ),
    )


def _in_shape(partial: PartialProfile) -> PartialProfile:
    """Return the row with a name that is a household's, or an organisation's, in its own field.

    Several people in one cell are a household where the row has no office. Otherwise the letter goes to the office, and
    what is left out of it is told.
    """
    whole, said = partial.whole_name, partial.fields
    if not whole or said.get("name", {}).get("family") or said.get("household"):
        return partial
    organisation = words_of(said.get("organisation"))
    is_that_of_row = romanised(whole) == romanised(organisation)
    several = are_several_people(whole)
    fields: ProfileFields = said
    note = ""
    if is_that_of_row or is_company(whole) or is_body(whole):
        fields = {**said, "organisation": said.get("organisation") or whole}
        if organisation and not is_that_of_row:
            note = f"'{shown(whole)}' names an organisation, not that of the row, and is left out of the name"
    elif not said.get("office") and (several or is_household(whole)):
        fields = {**said, "household": whole}
    elif several:
        note = f"'{shown(whole)}' names several people, who are left out of the name: give each of them a row"
    else:
        return partial
    notes = (*partial.notes, note) if note else partial.notes
    return replace(partial, whole_name="", courtesies=(), fields=fields, notes=notes)


def _lies_in_its_state(lines: Sequence[str], country: str, state: str) -> str:
    """Return why an address cannot lie in the country of all: its postal code is that of its state; else empty."""
    if not lines or state in {"", country} or not unlikely_postal_code(lines, country):
        return ""
    code = postal_code_of(state)
    if code is None or not any(code.search(line) for line in lines):
        return ""
    where = f"its address has no postal code as {country} has them, but one as {state} has them, which is its state"
    return f"{where}: name its country in a column, or let that column be 'country' in the mapping file"


def _lines(said: AddressFields, for_all: ForAll, country: str) -> Noted[list[str]]:
    """Return the lines of the address, or those of all where the row has none and names no other country."""
    lines = said.get("lines", [])
    if lines or for_all.address is None or not for_all.address.lines:
        return Noted([*lines])
    if country == for_all.address.country:
        return Noted([*for_all.address.lines])
    return Noted([], (f"the address of all lies in {for_all.address.country}, but the row names {country}",))


def _with_letters(name: NameFields, suffix: str, form: str) -> NameFields:
    """Return the name with letters such as KC in their own place, without those that the form of address sets."""
    own = _OWN_SUFFIXES.get(form, ())
    kept = [part for part in suffix.split(", ") if part.lower() not in own]
    if not are_letters(" ".join(kept)):
        return {**name, "suffix": ", ".join(kept)}
    letters = [word for word in " ".join(kept).split() if word.lower() not in own]
    return {**name, "suffix": "", "post_nominals": [*letters, *name.get("post_nominals", ())]}


def _departed(
    partial: PartialProfile, named: Named, office: PrintedText, organisation: PrintedText, left: str
) -> Profile:
    """Return as much of a profile as shows which one has left office; nothing else of it is needed any more."""
    fields: ProfileFields = {
        "office": office,
        "organisation": organisation,
        "name": named.name,
        "identifiers": partial.fields.get("identifiers", {}),
        "ended": end_of(partial),
    }
    return Profile(partial=partial, fields=filled(fields), undated=True, left=left)


def _named(partial: PartialProfile, country: str) -> Named:
    """Return the parts of the name without titles that forms of address set, and the gender that the source states."""
    parts = partial.fields.get("name", {}).copy()
    apart = Named({}, "")
    if partial.whole_name and not (parts.get("given") or parts.get("family")):
        lives_in, languages = partial.fields.get("address", {}).get("country"), partial.fields.get("language", ())
        french = "fr" in languages or lives_in in _FRENCH
        spanish = "es" in languages or official_language(country) == "es"
        apart = taken_apart(partial.whole_name, french=french, spanish=spanish, country=country)
        parts = {**apart.name, **parts}
    if parts.get("given") and not parts.get("family"):
        parts["family"] = parts.pop("given")
    bare = without_courtesy(parts)
    name = bare.name.copy()
    courtesies = {text: read_courtesy(text) for text in partial.courtesies}
    more = " ".join(one.title for one in courtesies.values() if one.title)
    if more and name.get("family") and not name.get("title"):
        name["title"] = more
    told = next((one.gender for one in courtesies.values() if one.gender), "")
    notes = (note for text, one in courtesies.items() if (note := one.note(text)))
    gender = partial.fields.get("gender") or told or bare.gender or apart.gender
    return Named(filled_name(name), gender, (*apart.notes, *notes))


def _asked_form(said: ProfileFields, forms: Forms) -> Noted[str]:
    """Return the form of address that the row asks for, such as "judge"; "" for none, or an unknown one."""
    asked = said.get("form_of_address", "")
    if asked and asked not in forms.by_office:
        return Noted("", (f"there is no form of address '{shown(asked)}'",))
    return Noted(asked)


def _languages(said: ProfileFields, settings: ImportSettings, country: str, state: str) -> str | list[str]:
    """Return the languages as the file has them: "fr", or ["fr", "de"] where there are several."""
    for_all = settings.mapping.set
    of_state = official_language(state[:2]) if for_all.language_of and state else None
    own = [of_state] if of_state else [settings.language] if settings.language else [*(for_all.language or ())]
    found = [*said.get("language", ())] or own or [official_language(country) or "en"]
    return found[0] if len(found) == 1 else found


def _audiences(partial: PartialProfile, fields: ProfileFields, settings: ImportSettings) -> Noted[list[str]]:
    """Return the audiences that row, command and rules give; where they give none, that of the source."""
    own = [*dict.fromkeys(partial.fields.get("audiences", []))]
    by_rules = [one for rule in settings.mapping.rules if _fits(rule, partial, fields) for one in rule.audiences]
    found = [*(word for word in own if word in settings.known), *settings.audiences, *by_rules]
    unknown = [word for word in own if word not in settings.known]
    notes = tuple(f"there is no audience '{shown(word)}'" for word in unknown[:_TOLD])
    if not found and partial.audience in settings.known:
        found = [partial.audience]
    return Noted([*dict.fromkeys(found)], notes)


def _fits(rule: Rule, partial: PartialProfile, fields: ProfileFields) -> bool:
    """Tell whether a profile meets every condition of the rule, in whatever case."""
    there = {
        "committee": [words_of(role.get("organisation")) for role in fields.get("roles", ())],
        "category": partial.categories,
        "office": [words_of(fields.get("office"))],
        "organisation": [words_of(fields.get("organisation"))],
        "party": [words_of(fields.get("party"))],
        "constituency": [words_of(fields.get("constituency"))],
        "state": [fields["state"]],
        "country": [fields["address"]["country"]],
    }
    holds = all(
        any(words.casefold() in text.casefold() for text in there[key]) for key, words in rule.conditions().items()
    )
    return holds and (not (rule.fits.keys or rule.excludes.keys) or _meets(rule, fields))


def _meets(rule: Rule, fields: ProfileFields) -> bool:
    """Tell whether the profile meets the conditions of a rule, as far as its fields can be read."""
    usable = filled(fields)
    if not is_valid(usable):
        wrong = wrong_values(usable)
        usable = cast("ProfileFields", {key: value for key, value in usable.items() if key not in wrong})
        if not is_valid(usable):
            return False
    recipient = Recipient.model_validate({"id": "x", **usable})
    authorities = Authorities({}, recipient.verified.on)
    return any(
        all(one.holds for one in (*comparisons(rule.fits, recipient, at), *exclusions(rule.excludes, recipient, at)))
        for at in (Circumstances(authorities=authorities, appeal="", language=one) for one in recipient.language)
    )


def _verified(partial: PartialProfile, source: RecipientSource, settings: ImportSettings) -> Noted[VerifiedFields]:
    """Return how the profile is known: as the row says, else as the mapping file or the source says of all."""
    said, for_all = partial.fields.get("verified", {}), settings.mapping.set.verified
    status = said.get("status", "").lower()
    notes: tuple[str, ...] = ()
    if status and status not in get_args(Verification):
        notes = (f"there is no status '{shown(status)}'; it counts as unverified",)
        status = "unverified"
    seen = said.get("source") or for_all.source or ""
    if source.credit and not seen.startswith(source.credit):
        seen = f"{source.credit}; {seen}".removesuffix("; ")
    verified: VerifiedFields = {
        "on": said.get("on") or settings.as_of or source.as_of or settings.day,
        "status": status or for_all.status or source.status,
    }
    if said.get("courtesies"):
        verified["courtesies"] = True
    verified["source"] = seen or partial.place.path.name
    return Noted(verified, notes)


def _as_written(text: Text | None) -> PrintedText:
    """Return a text of the mapping file as it was written; empty where there is none."""
    if text is None:
        return ""
    return text.root.get(ANY_LANGUAGE) or dict(text.root)
