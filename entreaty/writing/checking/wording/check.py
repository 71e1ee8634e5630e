"""Check what letters of an appeal say to whom, in every period of it; all problems are warnings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.appeals import Appeal
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.cited.copies import copied_addresses
from entreaty.writing.checking.cited.words import cited_word_problems
from entreaty.writing.checking.tone import shouted_words
from entreaty.writing.checking.wording.ages import later_sources, old_facts
from entreaty.writing.checking.wording.combinations import Combination, combinations, on_day
from entreaty.writing.checking.wording.powers import power_problems
from entreaty.writing.checking.wording.short_names import short_name_problems
from entreaty.writing.checking.wording.third_person import third_person_problems
from entreaty.writing.checking.wording.whose_words import whose_words_problems


def check_wording(
    campaign: Campaign, appeals: Iterable[Appeal], day: date, own: OwnRepresentatives | None = None
) -> Iterator[Problem]:
    """Yield a warning for whatever a careful reader would stop at in letters of these appeals.

    Args:
        campaign: The campaign.
        appeals: Those of its appeals that letters are written of.
        day: The date of the letters; what does not depend on it is looked for in letters of every date.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
    """
    authorities = Authorities(campaign.authorities, day)
    read = tuple(appeals)
    yield from copied_addresses(read, authorities)
    letters: list[Combination] = []
    for appeal in read:
        together = combinations(campaign, appeal, day, own)
        yield from short_name_problems(appeal, together, shouted_words(campaign, appeal), authorities)
        yield from third_person_problems(appeal, together)
        yield from power_problems(appeal, together, campaign.forms.powers)
        yield from whose_words_problems(appeal)
        for passage in appeal.letter.passages():
            concern = Concern("passage", passage.id, appeal.id)
            yield from (replace(one, concerns=concern) for one in cited_word_problems(passage, authorities))
        of_today = on_day(campaign, appeal, day, own)
        letters += of_today
        yield from old_facts(appeal, of_today, campaign.authorities, day)
    yield from later_sources(letters, campaign.authorities, day)


def unread_languages(appeals: Iterable[Appeal]) -> tuple[str, ...]:
    """Return the languages of these appeals of which there are no lists of words, so that no wording is checked."""
    known = load_guidance().institutions
    return tuple(sorted({one for appeal in appeals for one in appeal.languages() if one not in known}))
