"""Names as people bear them: on envelopes, in salutations and in texts, by language, country and title.

`entreaty/data/titles.yaml` says what becomes of each title, and whose family name stands first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from entreaty.content.files.recipients import PersonName, Recipient
from entreaty.content.locales import LANGUAGES, base_language, list_in_words
from entreaty.content.shipped.titles import Known, Title, TitleForm, load_titles, titles_in

# A title that is in no table stands below those that are.
_LAST = 10_000
_FOR_EACH = {"m": 0, "f": 1}
_OTHERS = 2
# A style of an American office, beside which no title stands.
_ALONE = "The Honorable"
# What tells generations apart after a family name, and is not said in a salutation: Lee Jr.
_GENERATION = re.compile(r",? (?:Jr|Jnr|Sr|Snr|II|III|IV)\.?$")
# Titles that the styles of forms say as well.
_SAID_BY = {"The Honorable": ("The Hon",), "The Rt Revd": ("The Revd",), "The Most Reverend": ("The Revd",)}


def gender_of(recipient: Recipient, person: PersonName, language: str) -> str | None:
    """Return "f", "m" or "x" as the profile states it, or as a title does that only women or men bear; None if nothing.

    Args:
        recipient: The profile.
        person: One of its people.
        language: The language of the letter, in which a title may mean something else.
    """
    if stated := person.gender or recipient.gender:
        return stated
    titles = titles_in(person.title or "", base_language(language), recipient.home)
    borne = {one.title.gender for one in titles if isinstance(one, Known)} - {None}
    return borne.pop() if len(borne) == 1 else None


def bearers(recipient: Recipient, language: str, posted: str | None) -> tuple["Bearer", ...]:
    """Return the people of a profile with all that decides how their names are written.

    Args:
        recipient: The profile.
        language: The language of the letter; titles are those of the language, whatever its variant.
        posted: The country whose usage it follows, such as "US"; None where none is known.
    """
    home, base = recipient.home, base_language(language)
    return tuple(Bearer(one, gender_of(recipient, one, language), base, posted, home) for one in recipient.people)


def whom(recipient: Recipient, language: str) -> str:
    """Return who is addressed, in few words: "Dr Ann Lee and Bob Roth", or the household, office or organisation."""
    people = tuple(one.in_text() for one in bearers(recipient, language, None))
    return list_in_words(people, language) if people else recipient.whom(language)


def pointed(words: str, language: str, posted: str | None) -> str:
    """Return English words of address with the points of the country: "Mr." in the United States, else "Mr"."""
    if not language.startswith("en"):
        return words
    point = "." if posted in load_titles().points.countries else ""
    return _abbreviations().sub(lambda found: f"{found[1]}{point}", words)


@lru_cache(maxsize=1)
def _abbreviations() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(load_titles().points.words)})\b\.?")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person as letters of one language name them.

    Attributes:
        person: The name as the profile has it.
        gender: "f", "m", "x", or None where it is not known.
        language: The language of the letter.
        posted: The country whose usage it follows.
        home: The country that the person acts for or lives in.
    """

    person: PersonName
    gender: str | None
    language: str
    posted: str | None
    home: str | None

    def on_envelope(self, courtesy: str = "", style: str = "", office: str = "", *, honoured: bool = False) -> str:
        """Return the name with its titles and letters: "Dr Ann Lee KC", "Frau Prof. Dr. Eva Weiß", "Sir John Lee".

        Args:
            courtesy: The form's word before the name, such as "Ms", which a title may take the place of.
            style: The form's style before that, such as "The Honourable", which one of the profile takes the place of.
            office: The form's word for an office before it, such as "Judge".
            honoured: Whether the form names an Excellency elsewhere, so that the profile's falls away.
        """
        borne = [one for one in self._titles() if one.written(self)]
        titles = [one for one in borne if not _is_said_by(style, one.written(self))]
        styles = [one for one in titles if one.style and not (one.yields and honoured)]
        if styles and len(titles) == len(borne):
            style = ""
        academic = (
            []
            if _ALONE in {style, *(one.written(self) for one in styles)}
            else [one for one in titles if not one.style]
        )
        if self._is_doctor_after_the_name():
            academic = [one for one in academic if one.written(self) != "Dr"]
        kept = [*styles, *academic]
        # An Excellency of a Spanish form is no doctor besides.
        if honoured and self.language == "es":
            kept = []
        before = _styles_in_words([style, *(one.written(self) for one in kept if one.style)])
        after = self._once([one.written(self) for one in kept if not one.style])
        if any(one.form.instead for one in kept) or style:
            courtesy = ""
        words = " ".join(filter(None, (before, office, courtesy, *after)))
        return " ".join(filter(None, (pointed(words, self.language, self.posted), self._whole())))

    def in_salutation(self, courtesy: str = "") -> str:
        """Return what follows "Dear": "Dr Lee", "Sir John", "Frau Dr. Weiß"; the surname alone after an office's word.

        Args:
            courtesy: The form's word before the surname, such as "Ms"; empty where the word is that of the office.
        """
        highest = self._highest() if courtesy else None
        if highest is None:
            if courtesy and self.language == "en" and self._is_of("called_by_whole_name"):
                return self._in_order()
            return " ".join(filter(None, (pointed(courtesy, self.language, self.posted), self.called)))
        named = self._named_after(highest)
        word = pointed(highest.called(self), self.language, self.posted)
        return " ".join(filter(None, ("" if highest.form.instead else courtesy, word, named)))

    def greeted(self) -> str:
        """Return what follows "Dear" where the gender is not known: "Dr Lee", "Sir John", else the whole name."""
        highest = self._highest()
        if highest is None:
            return self._in_order()
        word = pointed(highest.called(self), self.language, self.posted)
        if highest.form.instead:
            return f"{word} {self._named_after(highest)}".strip()
        return f"{word} {self._in_order()}"

    def called_without_name(self, courtesy: str) -> str:
        """Return the words of a French salutation: "Madame", "Monsieur le Professeur", "Maître"."""
        highest = self._highest()
        if highest is None:
            return courtesy
        word = highest.called(self)
        return word if highest.form.instead or not courtesy else f"{courtesy} {word}"

    @property
    def title_alone(self) -> str:
        """Return the title that greets its bearer whoever that is, without a name: "Maître"; empty where none does."""
        highest = self._highest()
        return highest.called(self) if highest and highest.form.instead and highest.form.name == "none" else ""

    def in_text(self) -> str:
        """Return the name as texts and lists have it, with titles, but without letters: "Dr Ann Lee"."""
        titles = [one.written(self) for one in self._titles() if not one.style]
        words = pointed(" ".join(filter(None, self._once(titles))), self.language, self.posted)
        suffix = "" if are_letters(self.person.suffix) else self.person.suffix
        return " ".join(filter(None, (words, f"{self._in_order()}, {suffix}" if suffix else self._in_order())))

    def _once(self, titles: Sequence[str]) -> Sequence[str]:
        """Return titles that are written alike once; only in German, who is doctor twice is called so."""
        return titles if self.language == "de" else tuple(dict.fromkeys(titles))

    @property
    def called(self) -> str:
        """Return the name that follows a title or an office in a salutation, mostly the family name."""
        given = (self._given or "").split()
        if given and self._is_of("called_by_last_given"):
            return given[-1]
        if given and self._is_of("called_by_first_given"):
            return given[0]
        family = _GENERATION.sub("", self._family) or self._family
        particle, _, rest = family.partition(" ")
        if rest and self._is_of("capital_particles") and particle in load_titles().names.particles:
            return f"{particle.capitalize()} {rest}"
        return family

    @property
    def with_patronymic(self) -> str:
        """Return the given name and the patronymic, as Russian greets: "Сергей Миронович"; empty without one."""
        given = (self._given or "").split()
        endings = load_titles().names.patronymics
        return " ".join(given) if len(given) > 1 and given[-1].casefold().endswith(endings) else ""

    @property
    def bears_office(self) -> bool:
        """Tell whether a title takes the place of a form's word for an office: Justice that of Judge."""
        return any(one.title is not None and one.title.office for one in self._titles())

    @property
    def has_seat(self) -> bool:
        """Tell whether the letters after the name are those of a member of a parliament, such as MSP."""
        return bool(set(self._letters()) & set(load_titles().post_nominals.seats))

    def _whole(self) -> str:
        """Return the name with what stands after it."""
        suffix = "" if are_letters(self.person.suffix) else self.person.suffix
        name = f"{self._in_order()}, {suffix}" if suffix else self._in_order()
        for letters in self._letters():
            name += f"{', ' if self._has_comma(letters) else ' '}{letters}"
        return name

    def _has_comma(self, letters: str) -> bool:
        known = load_titles().post_nominals
        if self.language in known.comma:
            countries = known.comma[self.language]
            usage = self.home if self.home in {*countries, *known.without_comma} else self.posted
            return not countries or usage in countries
        return letters in known.degrees

    def with_seat(self, name: str, letters: str) -> str:
        """Return a name with the letters of a seat that the form adds, after a comma where the others have one.

        Args:
            name: Such as "Bob Lee, KC".
            letters: Such as "MP"; empty where the form adds none.
        """
        if not letters or self.has_seat:
            return name
        return f"{name}{', ' if self._has_comma(letters) else ' '}{letters}"

    def _in_order(self) -> str:
        """Return given and family name, or the family name first where that is the custom."""
        names = (self._given, self._family)
        return " ".join(filter(None, reversed(names) if self._is_of("family_first") else names))

    @property
    def _family(self) -> str:
        """Return the family name, with the former title of nobility that belongs to it: "Graf zu Muster"."""
        family = _uncapitalised(self.person.family, self.home) if self._is_in_capitals() else self.person.family
        within = [one.written for one in self._known() if isinstance(one, Known) and one.title.within]
        return " ".join((*within, family))

    @property
    def _given(self) -> str | None:
        given = self.person.given
        return _uncapitalised(given, self.home) if given and self._is_in_capitals() else given

    def _is_in_capitals(self) -> bool:
        """Tell whether the family name is in capitals by the habit of a source; one without a given name stays."""
        return bool(self.person.given) and self.person.family.isupper() and len(self.person.family) > 1

    def _is_of(self, custom: str) -> bool:
        return self.home in getattr(load_titles().names, custom).countries

    def _known(self) -> tuple[Known | str, ...]:
        return titles_in(self.person.title or "", self.language, self.home)

    def _titles(self) -> list["_Borne"]:
        """Return the titles in their order, as the language has them, or as the profile where it has not."""
        borne = []
        for one in self._known():
            if isinstance(one, str):
                borne.append(_unknown(one, self.language))
                continue
            form = one.title.forms.get(self.language) or _form_elsewhere(one.title, self.language)
            elsewhere = one.title.style and form and form.countries and self.home not in form.countries
            if form and not elsewhere and not one.title.within:
                borne.append(_Borne(one.place, one.title, form, one.written))
        return borne

    def _highest(self) -> "_Borne | None":
        """Return the title that a salutation has; None where all fall away."""
        called = [
            one
            for one in self._titles()
            if one.called(self) and (not one.form.countries or self.home in one.form.countries)
        ]
        unknown = [one for one in called if one.rank == _LAST]
        if called and len(unknown) == len(called):
            # Words that belong together, such as "Wing Commander".
            words = " ".join(one.called(self) for one in unknown)
            return _unknown(words, self.language)
        return min(called, key=lambda one: one.rank) if called else None

    def _named_after(self, title: "_Borne") -> str:
        if title.form.name == "none":
            return ""
        if title.form.name == "given" and self._given:
            return self._given.split()[0]
        if title.form.name == "without-place":
            return self.called.removeprefix("of ").partition(" of ")[0]
        return self.called

    def _is_doctor_after_the_name(self) -> bool:
        doctorates = load_titles().post_nominals.doctorates
        return self.language == "en" and bool(set(self._letters()) & set(doctorates))

    def _letters(self) -> tuple[str, ...]:
        """Return the letters after the name, those included that a source has put into the suffix."""
        suffix = self.person.suffix
        own = re.split(r"[,\s]+", suffix) if suffix and are_letters(suffix) else ()
        return (*own, *self.person.post_nominals)


@dataclass(frozen=True, slots=True)
class _Borne:
    """A title that somebody bears: its rank in the list, its form in the language of the letter, and its own words."""

    rank: int
    title: Title | None
    form: TitleForm
    words: str

    @property
    def style(self) -> bool:
        return self.title is not None and self.title.style

    @property
    def yields(self) -> bool:
        return self.title is not None and self.title.yields

    def written(self, bearer: Bearer) -> str:
        return self.words if self.form.as_written else _for_gender(self.form.envelope or "", bearer.gender)

    def called(self, bearer: Bearer) -> str:
        return _for_gender(self.form.salutation or "", bearer.gender)


def _is_said_by(style: str, title: str) -> bool:
    """Tell whether the style of a form says a title already: "The Rt Revd" the title The Revd, "The Honorable" The Hon.

    A bishop is called by the style of bishops, not by that of all clergy besides.
    """
    return bool(style) and (style == title or title in _SAID_BY.get(style, ()))


def _unknown(words: str, language: str) -> _Borne:
    """Return words that are in no table: on the envelope as they are, in an English salutation in place of Mr."""
    english = language == "en"
    return _Borne(_LAST, None, TitleForm(envelope=words, salutation=words if english else None, instead=english), words)


def _form_elsewhere(title: Title, language: str) -> TitleForm | None:
    """Return the form of a title in a language that the list does not name: on the envelope as the profile has it.

    Styles and courtesies are left out, but not in a campaign's own language, in which no form sets others. A title that
    states the gender takes the place of Mr and Ms, and any does in English.
    """
    shipped = language in LANGUAGES
    if shipped and (title.style or title.falls_away & {language, "all"}):
        return None
    return TitleForm(as_written=True, instead=language == "en" or title.gender is not None)


def _styles_in_words(styles: Sequence[str]) -> str:
    """Return styles one after another; of two the second without its article: "The Most Reverend and Rt Hon"."""
    there = list(dict.fromkeys(filter(None, styles)))
    match there:
        case [first, second] if first.startswith("The ") and second.startswith("The "):
            return f"{first} and {second.removeprefix('The ')}"
    return " ".join(there)


def are_letters(suffix: str | None) -> bool:
    """Tell whether a suffix holds letters such as "KC MP", rather than "Jr." or "III"."""
    words = re.split(r"[,\s]+", suffix or "")
    return all(len(word) > 1 and word.isalpha() and word.isupper() and not set(word) <= set("IVX") for word in words)


def _for_gender(words: str, gender: str | None) -> str:
    """Return the word for a man, a woman or others, such as "le Professeur" of "le Professeur|la Professeure"."""
    each = words.split("|")
    place = _FOR_EACH.get(gender or "", _OTHERS)
    return each[place] if place < len(each) else each[0]


@lru_cache(maxsize=4096)
def _uncapitalised(name: str, home: str | None) -> str:
    """Return a name in capitals as it is written otherwise: "von der Heide", "Al-Sahlani", "O’Brien", "McDonald"."""
    return " ".join(_word(word, home, place) for place, word in enumerate(name.split(" ")))


def _word(word: str, home: str | None, place: int) -> str:
    if not word.isupper() or "." in word:
        return word
    small = word.replace("I", "ı").replace("İ", "i") if home in {"TR", "AZ"} else word
    small = small.lower()
    if small in load_titles().names.particles and (place == 0 or len(small) > 1):
        return small
    parts = re.split(r"([-’'])", small)
    capital = "".join(_capital(part, home) for part in parts)
    # A Scottish name has a capital after Mc; after Mac, nobody can tell.
    return re.sub(r"\bMc(\w)", lambda found: f"Mc{found[1].upper()}", capital)


def _capital(part: str, home: str | None) -> str:
    first = "İ" if home in {"TR", "AZ"} and part[:1] == "i" else part[:1].upper()
    return first + part[1:]
