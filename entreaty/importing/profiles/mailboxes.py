"""What stands in fields for e-mail, an address, one with a name, or a form on the web, and which of several counts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from entreaty.content.model import shown
from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.reading import Noted

_PLAIN = re.compile(r"[^\s<>,;:()/|@]+@[^\s<>,;:()/|@]+")
_PAGE = re.compile(r"(?:https?://|www\.)[^\s<>,;]+", re.IGNORECASE)
# RFC 6068: behind the address may stand a subject and more.
_LINK = re.compile(r"mailto:\s*([^\s<>,;?]*)(?:\?[^\s<>]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>,;:()\"\[\]|@]+@[^\s<>,;:()\"\[\]|@]+")
# A stroke may stand within an address, but between two of them it parts them.
_BETWEEN = re.compile(r"(?<=\w)/(?=[^/@\s]+@)")
_NO_DIGIT = re.compile(r"\D")
_CONNECTS = frozenset({"or", "and", "oder", "und", "ou", "et", "email", "e-mail", "mail", "courriel"})
# Nobody has more addresses, and whatever is longer is no field for e-mail.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Contacts:
    """How to reach somebody without post.

    Attributes:
        email: The address for e-mail, such as "anna@example.org"; empty where there is none.
        form: The contact form, such as "https://example.org/contact"; empty where there is none.
        notes: What could not be taken over, such as "further e-mail address: office@example.org".
    """

    email: str = ""
    form: str = ""
    notes: tuple[str, ...] = ()


def first_email(values: Iterable[str]) -> Noted[str]:
    """Return the first of several fields for e-mail, with a note for each other one; empty where there is none.

    "anna@example.org" for ["anna@example.org", "mailto:Anna@example.org", "us@example.org"], and a note for the third.
    """
    return _first((value.removeprefix("mailto:") for value in values), "e-mail address", str.casefold)


def first_phone(values: Iterable[str]) -> Noted[str]:
    """Return the first of several telephone numbers, with a note for each other one; empty where there is none.

    "031 555 01 02" for ["031 555 01 02", "031/555 0102", "079 555 01 02"], and a note for the third.
    """
    return _first(values, "telephone number", lambda number: _NO_DIGIT.sub("", number) or number)


def _first(values: Iterable[str], called: str, same: Callable[[str], str]) -> Noted[str]:
    """Return the first value that says something, with a note for each that differs from those before.

    Args:
        values: The values.
        called: What a note calls one.
        same: Gives what two spellings of one value have in common.
    """
    texts = [text for value in values if (text := tidy_line(value))]
    if len(texts) <= 1:
        return Noted(texts[0] if texts else "")
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(same(text), text)
    first, *others = found.values()
    return Noted(first, tuple(f"further {called}: {shown(one)}" for one in others))


def contacts_of(email: str, form: str) -> Contacts:
    """Return how to reach somebody, from the fields for e-mail and for a contact form.

    Of several addresses, the first counts, and others are told. A form in the field for e-mail is the contact form
    where there is no other. What is none of all that stays as it is, for the check of the field to tell.

    Args:
        email: The field for e-mail: "Anna Example <anna@example.org>; mailto:office@example.org".
        form: The contact form.
    """
    if not email or _PLAIN.fullmatch(email) or len(email) > _LONGEST:
        return Contacts(email, form)
    text = tidy_line(email)
    pages = _PAGE.findall(text)
    rest = _LINK.sub(lambda link: f" {unquote(link[1])} ", _PAGE.sub(" ", text))
    parted = _BETWEEN.sub(" ", rest) if rest.count("@") > 1 else rest
    mails = [*dict.fromkeys(mail.strip(".'") for mail in _MAIL.findall(parted))]
    words = _without_names(_MAIL.sub(" ", parted))
    if not (pages or mails) or "@" in words:
        return Contacts(email, form)
    notes = [f"further e-mail address: {shown(one)}" for one in mails[1:]]
    if words:
        notes.append(f"left out of 'email': {shown(words)}")
    for page in pages:
        if page.startswith("https://") and form in {"", page}:
            form = page
        else:
            why = "there is another contact form" if form else "a contact form begins with https://"
            notes.append(f"left out of 'email': {shown(page)}, because {why}")
    return Contacts(mails[0] if mails else "", form, tuple(notes))


def _without_names(rest: str) -> str:
    """Return the words beside addresses that are neither the name of their owner nor between two of them."""
    if "<" in rest:
        return ""
    words = re.sub(r"[\s<>,;:()\"\[\]|/]+", " ", rest).split()
    return " ".join(word for word in words if word.lower() not in _CONNECTS and any(map(str.isalnum, word)))
