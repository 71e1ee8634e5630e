"""What stands before and after names, and what becomes of it on envelopes and in salutations, by language."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from pydantic import Field, StrictBool, model_validator

from entreaty.content.files.recipients import Gender
from entreaty.content.model import FileEntry, Language, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "titles.yaml"
# The longest titles, such as "The Rt Hon", are written in so many words.
_WORDS = 5
# What stands between two styles.
_AND = frozenset({"and", "&", "und", "et", "y"})


class TitleForm(FileEntry):
    """What becomes of a title in one language.

    Attributes:
        envelope: How it stands before the name: for men, women and others, with "|" between them.
        as_written: Whether it stands there as the profile writes it.
        salutation: How it stands before the surname, likewise; without it, the title falls away there.
        instead: Whether it takes the place of Mr and Ms.
        name: What follows it in a salutation, where that is not the family name.
        countries: Where its bearers are called by it in the salutation, or bear it at all if it is a style.
        source: Where these words were seen, or "memory", where that is not the source of the title.
    """

    envelope: OneLine | None = None
    as_written: StrictBool = False
    salutation: OneLine | None = None
    instead: StrictBool = False
    name: Literal["given", "none", "without-place"] | None = None
    countries: tuple[StateCode, ...] = ()
    source: OneLine | None = None


class Title(FileEntry):
    """One title, such as "Dr", with its spellings.

    Attributes:
        words: The spellings, without points.
        feminine: Those of them that only women bear.
        gender: That of whoever bears it.
        style: Whether it is an honour that an office can bring, such as "Rt Hon".
        yields: Whether it gives way to a style that the form of address sets.
        office: Whether it takes the place of a form's word for an office, such as "Judge".
        within: Whether it is part of the family name, such as "Graf".
        where: The languages of letters and the states of bearers that it is known in; empty for all.
        like: A spelling of the title as which it is written in languages that it does not name.
        falls_away: The languages in which it falls away, or "all" but those that it names.
        source: Where it was seen, or "memory".
        forms: What becomes of it, by language.
    """

    words: tuple[OneLine, ...]
    feminine: tuple[OneLine, ...] = ()
    gender: Gender | None = None
    style: StrictBool = False
    yields: StrictBool = False
    office: StrictBool = False
    within: StrictBool = False
    where: frozenset[OneLine] = frozenset()
    like: OneLine | None = None
    falls_away: frozenset[OneLine] = frozenset()
    source: OneLine
    forms: dict[Language, TitleForm]

    @model_validator(mode="before")
    @classmethod
    def _gather_forms(cls, data: Any) -> Any:
        """Gather the forms, which stand under their languages beside the other keys."""
        if not isinstance(data, Mapping):
            return data
        own = {key: data[key] for key in (cls.model_fields.keys() - {"forms"}) & data.keys()}
        return {**own, "forms": {key: value for key, value in data.items() if key not in own}}


class PostNominals(FileEntry):
    """The letters after names.

    Attributes:
        seats: Those of members of parliaments.
        degrees: Those of universities.
        doctorates: Those of doctors, who are not called so a second time.
        comma: The languages in which a comma stands before letters; only in these countries, if there are any.
        without_comma: Countries whose people have none, wherever a letter to them is posted.
    """

    seats: tuple[OneLine, ...]
    degrees: tuple[OneLine, ...]
    doctorates: tuple[OneLine, ...]
    comma: dict[Language, tuple[StateCode, ...]]
    without_comma: tuple[StateCode, ...]


class Courtesies(FileEntry):
    """The words for men and women that forms of address set before names, and those for offices."""

    masculine: tuple[OneLine, ...]
    feminine: tuple[OneLine, ...]
    office: tuple[OneLine, ...] = ()


class Points(FileEntry):
    """Abbreviations that have a point where letters are posted in these countries."""

    words: tuple[OneLine, ...]
    countries: tuple[StateCode, ...]


class Countries(FileEntry):
    """Countries whose people are named in some way, and where that was seen."""

    countries: tuple[StateCode, ...]
    source: OneLine


class NamesOfCountries(FileEntry):
    """How the people of some countries are named.

    Attributes:
        family_first: The family name stands before the given one.
        called_by_last_given: Salutations have the last word of the given name.
        called_by_first_given: They have its first word.
        called_by_whole_name: They have the whole name.
        capital_particles: Particles have a capital where no given name stands before them.
        particles: Words of family names that are written small.
        patronymics: How the part of a given name ends that is taken from the father's.
    """

    family_first: Countries
    called_by_last_given: Countries
    called_by_first_given: Countries
    called_by_whole_name: Countries
    capital_particles: Countries
    particles: frozenset[OneLine]
    patronymics: tuple[OneLine, ...]


class Together(FileEntry):
    """What several people and households are called.

    Attributes:
        said_once: How salutations begin that are joined after these words.
        plural: Salutations without a name, with what several are greeted with.
        repeated: Other salutations without a name, with what those are greeted with who share one.
        mixed: Those of somebody whose gender is not known, with what several are greeted with, one of whom has it.
        households: What the name of a household begins with where it can be greeted by it, and what stands there then.
    """

    said_once: tuple[OneLine, ...]
    plural: dict[OneLine, OneLine]
    repeated: dict[OneLine, OneLine]
    mixed: dict[OneLine, OneLine]
    households: dict[Language, dict[OneLine, str]]


class OfficesCalled(FileEntry):
    """How an office of a profile says more than the form of address.

    Attributes:
        before: Words before the form's word for the office.
        after: Words after it.
        until: Words that end the name of an office within its description.
        also: Other words for the holders, by form of address.
        others: Offices that a form does not suit, whose holders are greeted as any named official.
        plain: What a named holder's envelope need not say, by form of address.
        alone: Holders who are greeted without their surname.
    """

    before: dict[Language, tuple[OneLine, ...]]
    after: dict[Language, tuple[OneLine, ...]]
    until: dict[Language, tuple[OneLine, ...]]
    also: dict[Language, dict[OneLine, tuple[OneLine, ...]]]
    others: dict[OneLine, tuple[OneLine, ...]]
    plain: dict[OneLine, tuple[OneLine, ...]]
    alone: tuple[OneLine, ...]


class TitlesFile(FileEntry):
    """The file `titles.yaml`."""

    sources: Mapping[str, OneLine] = Field(default_factory=dict)
    titles: tuple[Title, ...]
    post_nominals: PostNominals
    courtesies: dict[Language, Courtesies]
    points: Points
    names: NamesOfCountries
    together: Together
    offices: OfficesCalled

    @cached_property
    def by_spelling(self) -> Mapping[str, tuple["Known", ...]]:
        """Return the titles by their spellings without points and spaces; first those that only some countries know.

        A spelling that only women bear states the gender.
        """
        first = {words: title for title in reversed(self.titles) for words in title.words}
        found: dict[str, tuple[Known, ...]] = {}
        for place, title in enumerate(self.titles):
            whole = (
                title.model_copy(update={"forms": {**first[title.like].forms, **title.forms}}) if title.like else title
            )
            for words in title.words:
                stated = whole.model_copy(update={"gender": "f"}) if words in title.feminine else whole
                known = Known(place, stated, words)
                others = found.get(_bare(words), ())
                found[_bare(words)] = (known, *others) if title.where else (*others, known)
        return found


class Known(NamedTuple):
    """A title that a text holds.

    Attributes:
        place: Its place in the list; titles that stand higher come first.
        title: The title.
        written: The words of the text.
    """

    place: int
    title: Title
    written: str


@cache
def load_titles() -> TitlesFile:
    """Load the shipped titles."""
    return validated(TitlesFile, read_yaml(_SHIPPED))


@lru_cache(maxsize=4096)
def titles_in(text: str, *where: str | None) -> tuple[Known | str, ...]:
    """Return the titles that a text holds, each with its place in the list; an unknown word stands for itself.

    Args:
        text: Such as "Rt Hon Sir", "Prof. Dr. h. c." or "The Most Revd and Rt Hon".
        where: The language of the letter, and the state of the bearer, such as "nl" and "NL".
    """
    # "Prof.Dr." and "H.E." are written without spaces, too.
    words, found = text.split(), list[Known | str]()
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _WORDS), start, -1):
            written = " ".join(words[start:end])
            if title := _known(written, where):
                found.append(title._replace(written=written))
                start = end
                break
        else:
            joins = words[start].casefold() in _AND and found and not isinstance(found[-1], str)
            found += [] if joins else [words[start]]
            start += 1
    return tuple(found)


def _known(words: str, where: Sequence[str | None]) -> Known | None:
    known = load_titles().by_spelling.get(_bare(words), ())
    return next((one for one in known if not one.title.where or one.title.where & {*where}), None)


def _bare(words: str) -> str:
    return "".join(character for character in words.casefold() if character not in " .’'")


def is_title(words: str) -> bool:
    """Tell whether the words are a title of the shipped list, such as "Univ.-Prof." or "dr h c"."""
    return _bare(words) in load_titles().by_spelling
