"""What a letter consists of, in the words in which problems say what they concern."""

from collections.abc import Iterable, Mapping

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Problem, in_reading_order
from entreaty.writing.passage_text import cites_of
from entreaty.writing.select import Verdict


def passage_concern(appeal: Appeal, passage: Passage) -> str:
    """Return how a problem says that it concerns every letter with this passage."""
    return f"passage:{appeal.id}/{passage.id}"


def concerns_of(appeal: Appeal, recipient: Recipient, verdicts: Iterable[Verdict]) -> frozenset[str]:
    """Return everything that a problem can concern in the letter that these verdicts make.

    Args:
        appeal: What is asked.
        recipient: Of whom.
        verdicts: Which passages the letter has.
    """
    passages = (verdict.passage for verdict in verdicts if verdict.fits)
    return frozenset({f"recipient:{recipient.id}", *passages_concern(appeal, passages)})


def passages_concern(appeal: Appeal, passages: Iterable[Passage]) -> frozenset[str]:
    """Return everything that a problem can concern in every letter with these passages."""
    found = {f"appeal:{appeal.id}"}
    for passage in passages:
        used = {*(cite.key for cite in cites_of(passage)), *passage.fits.bound_by}
        found |= {passage_concern(appeal, passage), *(f"authority:{key}" for key in used)}
        if used:
            found.add("authorities")
    return frozenset(found)


def by_concern(problems: Iterable[Problem]) -> Mapping[str, tuple[Problem, ...]]:
    """Return the problems by what they concern, so that a large run looks at each of them once."""
    index: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        if problem.concerns:
            index[problem.concerns] = (*index.get(problem.concerns, ()), problem)
    return index


def concerning(index: Mapping[str, tuple[Problem, ...]], concerns: frozenset[str], level: str) -> tuple[Problem, ...]:
    """Return the problems of that level that concern any of these, in reading order."""
    found = (problem for concern in concerns for problem in index.get(concern, ()))
    return in_reading_order(problem for problem in found if problem.level == level)
