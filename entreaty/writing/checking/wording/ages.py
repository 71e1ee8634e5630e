"""The age of what letters rest on: facts of long ago, and sources that are later than the letter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.dates import SourceDate, source_date
from entreaty.problems import Concern, Problem, counted
from entreaty.writing.checking.wording.combinations import Combination
from entreaty.writing.checking.wording.reports import and_more
from entreaty.writing.passage_text import cites_of


@dataclass(frozen=True, slots=True, order=True)
class _Newest:
    """The first day of the newest source of a letter's facts, which one that is, and whom the letter is to."""

    day: date
    source: str
    recipient: str


def later_sources(letters: Iterable[Combination], authorities: Mapping[str, Authority], day: date) -> Iterator[Problem]:
    """Yield a warning for each source that is later than the letters, once for all appeals.

    Args:
        letters: What stands together in letters of that date, of all appeals.
        authorities: What they may cite, by id.
        day: The date of the letters.
    """
    told: set[str] = set()
    for passage in {id(passage): passage for one in letters for passage in one.passages}.values():
        for key in dict.fromkeys(cite.key for cite in cites_of(passage)):
            authority = authorities.get(key)
            if authority and key not in told and (problem := _later(passage, authority, day)):
                told.add(key)
                yield problem


def old_facts(
    appeal: Appeal, letters: Iterable[Combination], authorities: Mapping[str, Authority], day: date
) -> Iterator[Problem]:
    """Yield one warning for all letters whose facts are older than the appeal allows.

    A year or a month counts as its first day, for nobody knows more of it.

    Args:
        appeal: The appeal.
        letters: What stands together in its letters of that date.
        authorities: What they may cite, by id.
        day: The date of the letters.
    """
    newest = [(found, one.recipients) for one in letters if (found := _newest(one, authorities, day))]
    old = [(found, to) for found, to in newest if (day - found.day).days > appeal.stale_after]
    if not old:
        return
    last = max(found for found, _ in old)
    whom = {recipient.id: None for _, to in old for recipient in to}
    yield Problem(
        appeal.place("stale_after" if "stale_after" in appeal.model_fields_set else "review_by"),
        f"on {day}, the newest source of the facts is {counted((day - last.day).days, 'day')} old or older: "
        f"'{last.source}' in the letter to '{last.recipient}'{and_more(whom)}",
        f"look for news and add what you find; 'stale_after' says how old facts may be, now {appeal.stale_after} days",
        "warning",
        Concern("appeal", appeal.id),
    )


def _newest(one: Combination, authorities: Mapping[str, Authority], day: date) -> _Newest | None:
    """Return the newest source of the facts of a letter that is not later than it; None where there is none."""
    keys = {cite.key for passage in one.passages if passage.part == "facts" for cite in cites_of(passage)}
    first_days = ((_dated(authorities[key]).earliest(), key) for key in keys if key in authorities)
    dated = [(first, key) for first, key in first_days if first and first <= day]
    return _Newest(*max(dated), one.recipients[0].id) if dated else None


def _later(passage: Passage, authority: Authority, day: date) -> Problem | None:
    """Return the problem that a source is, or may be, later than letters of that day."""
    issued = authority.issued
    first, last = _dated(authority).earliest(), _dated(authority).latest()
    if first is None or last is None:
        return None
    concern = Concern("authority", authority.id)
    if day < first:
        message = f"'{authority.id}' is dated {issued}, after the letters of {day} in which '{passage.id}' cites it"
        hint = "correct the date, or give the passage a 'from' that is not before it"
        return Problem(authority.place("issued"), message, hint, "warning", concern)
    if day < last and "issued" in authority.custom.unverified:
        message = (
            f"'{authority.id}' is dated {issued}, which is unverified: it may be later than the letters of {day} in "
            f"which '{passage.id}' cites it"
        )
        return Problem(authority.place("issued"), message, "look up the day of it", "warning", concern)
    return None


def _dated(authority: Authority) -> SourceDate:
    return source_date(authority.issued or "")
