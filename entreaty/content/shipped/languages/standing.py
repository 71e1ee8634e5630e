"""How much of each language is there, and how much of it somebody has read whose language it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from entreaty.content.shipped.languages.file import SECTIONS, SHIPPED, Languages


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageStanding:
    """How far a language has come; letters can be written in each that is named here.

    Attributes:
        code: Its code, such as "pt-BR".
        pages: How many of the words of lists, pages and preview it has.
        all_pages: How many there are.
        unseen: The sections that nobody has read whose language it is, such as ("pages",).
        own: Whether the campaign adds to it.
    """

    code: str
    pages: int
    all_pages: int
    unseen: tuple[str, ...]
    own: bool

    @property
    def seen(self) -> str:
        """Return what has been read: "all", "nothing", or such as "all but pages"."""
        if not self.unseen:
            return "all"
        if len(self.unseen) == len(SECTIONS):
            return "nothing"
        return f"all but {', '.join(self.unseen)}"


def standings(languages: Languages) -> Iterator[LanguageStanding]:
    """Yield how far each language of a campaign has come, in the order of their codes.

    Raises:
        ContentError: A file of the campaign has problems.
    """
    # German says all that English does.
    every = {*SHIPPED["de"].pages}
    for code in languages:
        words = languages[code]
        is_english = code.partition("-")[0] == "en"
        yield LanguageStanding(
            code=code,
            pages=len(every) if is_english else len(every & words.pages.keys()),
            all_pages=len(every),
            unseen=tuple(section for section in SECTIONS if section not in words.seen),
            own=code in languages.own,
        )
