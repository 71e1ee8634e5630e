"""What in a passage would be printed with its marks: Markdown that passages do not have, and citations without "@"."""

from collections.abc import Iterator

from entreaty.content.files.appeals import Passage
from entreaty.problems import Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.citing.blocks import unsupported
from entreaty.writing.citing.prose import meant_as_citations
from entreaty.writing.passage_text import misplaced_list


def markup_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield an error for each kind of Markdown that a well-formed passage cannot have, and each citation without "@".

    A list is one in the request and the demands, and Markdown as any other elsewhere.

    Args:
        passage: The passage.
        authorities: The authorities that may be cited.
    """
    for language, source in passage.words.items():
        place = passage.place(language)
        if misplaced := misplaced_list(passage, language):
            yield misplaced
        for found in unsupported(source):
            yield Problem(place, f"'{found.words}' is {found.what}, which a passage cannot have", found.hint)
        for shape, key in meant_as_citations(source, authorities).items():
            hint = f"write '[@{key}]', or a '\\' before it if you mean the words"
            yield Problem(place, f"'{shape}' looks like a citation of '{key}', but is none", hint)
