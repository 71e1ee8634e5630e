"""Translations that nobody has reviewed: a letter must not go out in words that no native speaker has read."""

from collections.abc import Iterator

from entreaty.content.appeals import Appeal
from entreaty.content.locales import language_name
from entreaty.problems import Problem


def unreviewed_translations(appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each language of the appeal that is marked as a translation nobody has reviewed."""
    for language, translation in appeal.translations.items():
        if translation.reviewed is None:
            yield Problem(
                translation.place("reviewed"),
                f"nobody has reviewed the {language_name(language)} translation of '{appeal.id}'",
                "let somebody read it who speaks the language as their own, then write 'reviewed: {by: …, on: …}'",
                "warning",
                concerns=f"appeal:{appeal.id}",
            )
