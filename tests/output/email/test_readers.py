"""E-mails as other programs read them: Python's strict parser, and postal-mime, which is written in JavaScript.

Each property looks at whole messages as they go over the wire, with words of any length and script.
"""

import email
import json
from base64 import b64decode, b64encode
from email.header import decode_header, make_header
from email.policy import strict
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entreaty.content.mail_accounts import normal_address
from entreaty.delivery.messages import Author, Outgoing, finished_message
from entreaty.output.email.draft import letter_draft
from entreaty.output.email.headers import attached, one_address, refused_in_header
from entreaty.templating.letters import LetterTemplates
from tests.support.checkout import MESSAGE_READER
from tests.support.programs import run
from tests.support.sample_letters import TEMPLATES, make_prose, make_short_letter
from tests.support.sample_outgoing import AUTHOR, NOW
from tests.support.tiers import examples

pytestmark = pytest.mark.no_cover

LOOK = LetterTemplates(TEMPLATES)
STRICT = strict.clone(linesep="\r\n")
PDF = b"%PDF-1.7\n" + bytes(range(256))
_PIECES = ["a", "of ", "é", "ü ", "Հայ ", "中文", "😀", "=", "-", ".", ",", ";", "&", "'", '"', "(", "x" * 40, "ß" * 30]
WORDS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=30).map(
    lambda pieces: " ".join("".join(pieces).split())
)
SUBJECTS = WORDS.filter(lambda words: words and not refused_in_header(words)).map(lambda words: words[:500].strip())
LOCALS = st.from_regex(r"[A-Za-z0-9_-]{1,20}(\.[A-Za-z0-9!#$%&'*+/=^_`{|}~-]{1,20}){0,2}", fullmatch=True)
DOMAINS = st.sampled_from(
    [
        "example.org",
        "EXAMPLE.org",
        "bücher.example.org",
        "xn--bcher-kva.example.org",
        "пример.рф",
        "παράδειγμα.ελ",
        "straße.example.org",
        f"{'x' * 60}.{'y' * 60}.example.org",
        "a.b.c.d.example.org",
    ]
)
ADDRESSES = st.builds("{}@{}".format, LOCALS, DOMAINS)


def _finished(letter, author=AUTHOR):
    outgoing = Outgoing(letter=letter.id, address=letter.email, draft=letter_draft(letter, LOOK, PDF))
    return finished_message(outgoing, author, NOW).content


def _long_lines(content):
    """Return the lines that are longer than they may be: an encoded one 76, a header 78 where it can be cut."""
    head, _, body = content.partition(b"\r\n\r\n")
    # The name of a file is a header of its part, and not cut.
    long = [line for line in body.split(b"\r\n") if len(line) > (998 if line.startswith(b" filename") else 76)]
    for line in head.split(b"\r\n"):
        unbroken = b" " not in line.removeprefix(b"Message-ID: ").strip()
        limit = 998 if unbroken else 76 if b"=?" in line else 78
        long += [line] if len(line) > limit else []
    return long


def _read_elsewhere(messages):
    """Return what postal-mime reads in each message."""
    lines = "".join(f"{b64encode(content).decode()}\n" for content in messages)
    done = run(["node", MESSAGE_READER], reads=lines)
    return [json.loads(line) for line in done.stdout.splitlines()]


@settings(max_examples=examples(1_000))
@given(SUBJECTS, WORDS, ADDRESSES)
def test_no_line_is_too_long_and_all_is_read_again(subject, words, address):
    """Whatever the words, the subject and the address, the strict parser finds no fault, and reads what was written."""
    content = _finished(make_short_letter(subject=subject, email=address, paragraphs=(make_prose(words),)))
    assert _long_lines(content) == []
    message = email.message_from_bytes(content, policy=STRICT)
    assert message["Subject"] == subject
    assert message["To"] == one_address(address)
    assert [part.defects for part in message.walk()] == [[]] * 5
    assert words in unescape(message.get_body(("html",)).get_content())


@settings(max_examples=examples(1_000))
@given(ADDRESSES)
def test_every_address_has_one_form(address):
    """The form in which an address is kept is in ASCII, is kept as it is when it is read again, and is what is sent."""
    kept = normal_address(address)
    assert kept.isascii()
    assert normal_address(kept) == kept == one_address(address)
    assert kept.rpartition("@")[0] == address.rpartition("@")[0]


def _made_letters():
    subjects = [
        "A request",
        "Beschwerde" * 12,
        "é" * 300,
        "two  spaces  within",
        "中" * 100,
        "x" * 69,
        "😀 " * 40 + "!",
    ]
    addresses = ["anna@example.org", "Info@Example.org", "info@bücher.example.org", f"{'a' * 64}@{'b' * 60}.org"]
    ids = ["a", "a" * 60, "a" * 61, "a" * 62, "a" * 63, "a" * 64, "b-2"]
    for number in range(84):
        yield make_short_letter(
            subject=subjects[number % 7],
            email=addresses[number % 4],
            recipient=ids[number % 7],
            paragraphs=(make_prose(f"{subjects[number % 5]} – „{'ü' * number}“ " * 3),),
        )


@pytest.mark.thorough
@pytest.mark.tool("postal-mime")
def test_reader_of_another_language_reads_the_same():
    """postal-mime reads subject, addresses, id, words and attachments as they were written."""
    letters = list(_made_letters())
    for author in (
        AUTHOR,
        Author(name="Jörg „Anna“ Example-Muster " * 3 + "!", address=f"j@{'office.' * 12}example.org"),
    ):
        messages = [_finished(letter, author) for letter in letters]
        for letter, content, read in zip(letters, messages, _read_elsewhere(messages), strict=True):
            python = email.message_from_bytes(content, policy=STRICT)
            assert read["subject"] == letter.subject
            assert read["to"] == [{"address": one_address(letter.email), "name": ""}]
            assert read["from"] == {"address": author.address, "name": author.name}
            assert read["messageId"] == python["Message-ID"]
            assert read["html"].rstrip() == python.get_body(("html",)).get_content().replace("\r\n", "\n").rstrip()
            (attachment,) = read["attachments"]
            assert (attachment["filename"], attachment["mimeType"]) == (f"{letter.recipient}.pdf", "application/pdf")
            assert b64decode(attachment["content"]) == PDF
            assert _long_lines(content) == []


@pytest.mark.tool("postal-mime")
@pytest.mark.parametrize(
    "name",
    [
        "petition.pdf",
        f"{'petition-' * 15}.pdf",
        "Beschlüsse der Räte.pdf",
        f"{'Обращение ' * 12}.pdf",
        'a "quoted" name.pdf',
        "a, b; c (1).pdf",
        "50% – 'x' & y*.pdf",
    ],
)
def test_names_of_enclosures_are_read_whole(name):
    """However long a name is and whatever script it has, both readers show it, and it is in one piece."""
    letter = make_short_letter(email="anna@example.org")
    draft = letter_draft(letter, LOOK, PDF, [(name, PDF)])
    content = finished_message(Outgoing(letter=letter.id, address=letter.email, draft=draft), AUTHOR, NOW).content
    assert b"filename*0" not in content
    assert attached(name).encode() in content
    python = [part.get_filename() for part in email.message_from_bytes(content, policy=STRICT).iter_attachments()]
    (read,) = _read_elsewhere([content])
    assert python == [one["filename"] for one in read["attachments"]] == [f"{letter.recipient}.pdf", name]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Anna Example", "anna@example.org"),
        ("Anna Example", f"anna@{'office.' * 12}example.org"),
        ("Jörg Müßig", "joerg.muessig@a-rather-long-name-of-a-domain.example.org"),
        ("Jörg Müßig", "j@example.org"),
        ("Анна Примерова-Образцова и все её соседи", "anna@example.org"),
        ("Example, Anna (Dr.)", "anna@example.org"),
        ("A" * 100, "anna@example.org"),
        ("word " * 30 + "end", "anna@example.org"),
        ('Anna "the" Example', "anna@example.org"),
    ],
)
def test_senders_name_is_read_as_it_is_in_short_lines(name, address):
    """A line with an encoded word has at most 76 characters (RFC 2047, 2), any other 78 unless it is one address."""
    content = _finished(make_short_letter(email="b@example.org"), Author(name=name, address=address))
    assert _long_lines(content) == []
    (sender,) = email.message_from_bytes(content, policy=STRICT)["From"].addresses
    assert sender.addr_spec == address
    written = email.message_from_bytes(content)["From"]
    if "=?" in written:
        # CPython 3.11 puts spaces between the encoded words of a name where it takes addresses apart.
        assert str(make_header(decode_header(written))) == f"{name} <{address}>"
    else:
        assert sender.display_name == name
