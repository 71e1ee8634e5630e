"""The names of countries in all languages of CLDR, as the shipped table has them; as a module, it writes that table."""

from collections import defaultdict

from babel import Locale, localedata

from entreaty.content.locales import states
from entreaty.importing.profiles.places.countries import NAMES, folded


def table() -> str:
    """Return a line for each code with its names in their normal form; what could be two countries is in none."""
    codes = defaultdict(set)
    for language in localedata.locale_identifiers():
        for code, name in Locale.parse(language).territories.items():
            if code in states():
                codes[folded(str(name))].add(code)
    names = defaultdict(list)
    for name, found in sorted(codes.items()):
        if len(found) == 1 and len(name) > 1 and not name.isdigit():
            names[found.pop()].append(name)
    return "".join(f"{code}\t{'|'.join(names[code])}\n" for code in sorted(names))


if __name__ == "__main__":
    NAMES.write_text(table(), encoding="utf-8")
