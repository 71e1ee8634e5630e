"""What in a passage would be printed with its marks: Markdown that passages do not have, and citations without "@"."""

from collections.abc import Iterator

from entreaty.content.files.appeals import Passage
from entreaty.content.model import shown
from entreaty.problems import Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.misread_lists import lines_at_the_margin, misread_lists
from entreaty.writing.citing.blocks import unsupported
from entreaty.writing.citing.prose import meant_as_citations
from entreaty.writing.passage_text import misplaced_list


def markup_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield an error for each kind of Markdown that a well-formed passage cannot have, and each citation without "@".

    A line that goes on with an item, though it looks like what follows the list, is a warning.

    A list is one in the request and the demands, and Markdown as any other elsewhere.

    Args:
        passage: The passage.
        authorities: The authorities that may be cited.
    """
    for language, source in passage.words.items():
        place = passage.place(language)
        if misplaced := misplaced_list(passage, language):
            yield misplaced
        markdown = unsupported(source)
        # Of a list that begins nowhere, nothing more need be told.
        misread = () if any(one.is_list for one in markdown) else misread_lists(source)
        for found in (*markdown, *misread):
            yield Problem(place, f"'{found.words}' is {found.what}, which a passage cannot have", found.hint)
        for line in lines_at_the_margin(source):
            hint = "put an empty line before it, or indent it to where the words of the item begin"
            yield Problem(place, f"'{shown(line)}' goes on with the item of the list before it", hint, "warning")
        for shape, key in meant_as_citations(source, authorities).items():
            hint = f"write '[@{key}]', or a '\\' before it if you mean the words"
            yield Problem(place, f"'{shape}' looks like a citation of '{key}', but is none", hint)
