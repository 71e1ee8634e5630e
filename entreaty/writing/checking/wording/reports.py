"""How warnings quote words in several languages, and name one letter of many."""

from collections.abc import Iterable, Mapping, Sized


def quoted_by_language(words: Mapping[str, Iterable[str]]) -> str:
    """Return words with their languages, such as “the Union” (fr: “l’Union”)."""
    quoted = {language: ", ".join(f"“{word}”" for word in found) for language, found in words.items()}
    first, *others = quoted
    return quoted[first] + (f" ({', '.join(f'{one}: {quoted[one]}' for one in others)})" if others else "")


def and_more(recipients: Sized) -> str:
    """Return how many letters there are beside the one that was named, such as " (and to 4 more)"."""
    return f" (and to {len(recipients) - 1} more)" if len(recipients) > 1 else ""
