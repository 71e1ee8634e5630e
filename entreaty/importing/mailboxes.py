"""E-mail addresses that should be looked at: mailboxes that nobody keeps, and letters that only look like others.

The only door to disposable-email-domains.
"""

import unicodedata

from disposable_email_domains import blocklist


def doubtful(address: str) -> str:
    """Return what is doubtful about an address; nothing where nothing is."""
    domain = address.rpartition("@")[2].lower()
    labels = domain.split(".")
    above = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    if any(one in blocklist for one in above):
        return f"'{domain}' gives away mailboxes that last for minutes"
    mixed = next((read for label in labels if (read := _decoded(label)) and _is_mixed(read)), "")
    if mixed:
        return f"its domain reads '{mixed}', in letters of several scripts"
    return ""


def _decoded(label: str) -> str:
    """Return a part of a domain as people read it, where it is written in other letters than a-z."""
    if not label.startswith("xn--"):
        return ""
    try:
        return label.encode().decode("idna")
    except UnicodeError:
        return ""


def _is_mixed(word: str) -> bool:
    scripts = {unicodedata.name(character, "").split(" ")[0] for character in word if character.isalpha()}
    return len(scripts - {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}) > 1
