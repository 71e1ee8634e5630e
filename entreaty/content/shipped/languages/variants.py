"""Which variant of a language a letter is written in, such as American English."""

from collections.abc import Iterable

from entreaty.content.locales import base_language
from entreaty.content.shipped.languages.file import languages


def variant_for(language: str, country: str | None, wished: Iterable[str] = ()) -> str:
    """Return the variant of a letter's language, or the language itself where there is none.

    Args:
        language: The language of the letter, such as "en"; a variant stays as it is.
        country: The country that the letter is posted in, such as "PH", which has "en-US"; None where nobody knows.
        wished: Variants that somebody asks for, such as ("en-GB",); the first of the language comes before the country.
    """
    known = languages()
    if language != base_language(language) or language not in known:
        return language
    if asked := next((one for one in wished if one != language and base_language(one) == language), ""):
        return asked
    variants = known[language].letter.variants
    named = (variant for variant, countries in variants.items() if country in countries)
    own = f"{language}-{country}"
    return next(named, own if country and own in known else language)
