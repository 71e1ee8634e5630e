"""Several people greeted in one salutation: "Dear Dr Lee and Mr Roth,", "Madame, Monsieur,", "Maîtres,"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from entreaty.content.locales import list_in_words
from entreaty.content.shipped.titles import load_titles


@dataclass(frozen=True, slots=True)
class Greeting:
    """The salutation of one of several people.

    Attributes:
        words: With its punctuation, such as "Dear Dr Lee,".
        named: Whether it says the name, so that two who are greeted alike are two people.
        begins_with_name: Whether a name or a title begins it, which keeps its capital within a sentence.
    """

    words: str
    named: bool = False
    begins_with_name: bool = False


def joined(greetings: Sequence[Greeting], language: str) -> str:
    """Return the salutations of several people as one: "Dear Dr Lee and Mr Roth,", "Madame, Monsieur,".

    Args:
        greetings: That of each person.
        language: The language of the letter.
    """
    first = greetings[0].words
    if len(greetings) == 1:
        return first
    together = _said_once(greetings)
    end = first[-1] if not first[-1].isalnum() else ""
    bare = [one.words.removesuffix(end) for one in together]
    begins = load_titles().together.said_once
    once = next((word for word in begins if all(one.startswith(f"{word} ") for one in bare)), "")
    if once:
        return f"{once} {list_in_words([one.removeprefix(f'{once} ') for one in bare], language)}{end}"
    keep = [language == "fr" or one.begins_with_name for one in together]
    rest = [one if kept else one[0].lower() + one[1:] for one, kept in zip(bare[1:], keep[1:], strict=True)]
    comma = end if end == "،" else ","
    return f"{f'{comma} '.join((bare[0], *rest))}{end}"


def _said_once(greetings: Sequence[Greeting]) -> list[Greeting]:
    """Return greetings of which none without a name stands twice: several are greeted by the plural, if there is one.

    Women stand before men, and both before those whom other words greet.
    """
    words, together = [one.words for one in greetings], load_titles().together
    plain = {*together.plural, *together.mixed}
    rest = [
        replace(one, words=together.repeated[one.words])
        if words.count(one.words) > 1 and one.words in together.repeated
        else one
        for one in greetings
        if one.words not in plain
    ]
    there = [one for one in together.plural if one in words]
    several = sum(words.count(one) for one in there) > len(there)
    of_all = [together.plural[one] if several else one for one in there]
    if mixed := next((together.mixed[one] for one in words if one in together.mixed), ""):
        # It greets the women and men, also those whom the form would name.
        of_all, rest = [mixed], [one for one in rest if not one.named]
    once = [one for place, one in enumerate(rest) if one.named or one not in rest[:place]]
    return [*map(Greeting, of_all), *once]
