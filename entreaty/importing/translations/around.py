"""Compare what stands around the citations of a text: the words before and after each, and what it is cited for."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from entreaty.importing.translations.marks import BRACES, as_written
from entreaty.writing.citing.prose import citations
from entreaty.writing.citing.syntax import Citation, Cite
from entreaty.writing.passage_text import PassageText

# Words before a source that says the contrary, in the languages of letters and as lawyers abbreviate them.
_AGAINST = re.compile(
    r"\b(?:contra|but|against|contrary|unlike|despite|disput|dissent|disagree|reject|"
    r"mais|contre|contrair|malgré|dissid|à l[’']opposé|"
    r"aber|dagegen|gegen|entgegen|anders|abweichend|a\. ?A\.|"
    r"pero|en contra|contrari|ma|però|maar|tegen|ale|przeciw|ama|karşı|fakat|însă|dar|"
    r"но|против|вопреки|але|проти|բայց|հակառակ|მაგრამ|წინააღმდეგ|amma|lakin|əksinə|αλλά|αντίθετα)"
    r"|لكن|خلاف|אבל|בניגוד|اما|خلاف",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w")
_WORD_OR_SPACE = re.compile(r"[\w\s]")
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[.!?։۔؟](?=[\s”“»\"]|$)")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in its text.

    Attributes:
        cite: The citation.
        number: How many places of the text cite something before this one.
        before: The words of the text before it.
        after: The words of the text after it.
    """

    cite: Cite
    number: int
    before: str
    after: str

    @property
    def sentence(self) -> int:
        """Return how many sentences end before it, or with it: French puts the full stop behind a citation."""
        return len(_SENTENCE.findall(self.before + _WORD_OR_SPACE.split(self.after, maxsplit=1)[0]))

    @property
    def ends_the_text(self) -> bool:
        """Tell whether no words follow."""
        return _WORDS.search(self.after) is None


def differences_around(original: str, translation: str, source: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield what differs around the citations that two texts have in common, and whether it is certainly wrong.

    Args:
        original: The original, such as "It closed.[see @report, p. 3]".
        translation: Its translation, with the same citations.
        source: The language of the original, such as "en".
        language: That of the translation.
    """
    ours, theirs = _cited(original, source), _cited(translation, language)
    once = {name for name, times in Counter(as_written(one.cite) for one in ours).items() if times == 1}
    by_name = {as_written(one.cite): one for one in theirs}
    for one in ours:
        name = as_written(one.cite)
        if name not in once or name not in by_name:
            continue
        other = by_name[name]
        yield from _words_around(name, one.cite, other.cite)
        if _moved(one, other, sentences=_sentences(original) == _sentences(translation)):
            yield f"the citation '{name}' stands after other words than in the original", False


def _words_around(name: str, ours: Cite, theirs: Cite) -> Iterator[tuple[str, bool]]:
    before = f"before the citation '{name}'"
    if bool(_AGAINST.search(ours.prefix)) != bool(_AGAINST.search(theirs.prefix)):
        yield f"{before}, '{theirs.prefix}' does not say what '{ours.prefix}' says", True
    elif bool(ours.prefix) != bool(theirs.prefix):
        lost = f"{before}, '{ours.prefix}' is lost"
        yield lost if ours.prefix else f"{before}, '{theirs.prefix}' is not in the original", False
    elif _DIGITS.findall(ours.prefix) != _DIGITS.findall(theirs.prefix):
        yield f"{before}, '{theirs.prefix}' has other numbers than '{ours.prefix}'", True
    after = f"after the citation '{name}'"
    if bool(ours.suffix) != bool(theirs.suffix):
        lost = f"{after}, '{ours.suffix}' is lost"
        yield lost if ours.suffix else f"{after}, '{theirs.suffix}' is not in the original", True
    elif _DIGITS.findall(ours.suffix) != _DIGITS.findall(theirs.suffix):
        yield f"{after}, '{theirs.suffix}' has other numbers than '{ours.suffix}'", True


def _moved(one: Cited, other: Cited, *, sentences: bool) -> bool:
    """Tell whether a citation is for other words: in another sentence, or no longer at the end, or only there now.

    Args:
        one: The citation in the original.
        other: The same one in the translation.
        sentences: Whether the two have as many sentences.
    """
    if one.ends_the_text != other.ends_the_text or one.number != other.number:
        return True
    return sentences and one.sentence != other.sentence


def _sentences(text: str) -> int:
    return len(_SENTENCE.findall(PassageText(text).plain))


def _cited(text: str, language: str) -> list[Cited]:
    runs = PassageText(text, language).prose
    words = ["" if isinstance(run, Citation) else BRACES.sub("x", run.text) for run in runs]
    places = [place for place, run in enumerate(runs) if isinstance(run, Citation)]
    return [
        Cited(cite, number, "".join(words[:place]), "".join(words[place:]))
        for number, place in enumerate(places)
        for cite in citations(runs)[number].cites
    ]
