"""Texts of many letters in pieces: what they share is said once, and each is whole again."""

from itertools import product

from entreaty.output.pages.texts import OWN, shared_texts

_BODY = "I write to you at the {0} about visits.\n\nYours faithfully,\n"


def _whole(shared, place):
    """Put a text together again, as the script of the page does."""
    group, own = shared.texts[place]
    rest = iter(own)
    said = (next(rest) if one == OWN else one for one in shared.groups[group])
    return "".join(shared.pieces[one] if isinstance(one, int) else one for one in said)


def test_what_all_letters_of_a_kind_say_stands_once():
    """Lines that are the same in all are pieces; of a line that differs, only what differs is each letter's own."""
    texts = [f"Dear {name},\n\n{_BODY.format(place)}" for name, place in (("Ms Lee", "Court"), ("Mr Roth", "Council"))]
    shared = shared_texts(("visits", text) for text in texts)

    assert shared.pieces == (
        "Dear M",
        ",\n",
        "\n",
        "I write to you at the Cou",
        " about visits.\n",
        "Yours faithfully,\n",
    )
    assert shared.groups == ((0, OWN, 1, 2, 3, OWN, 4, 2, 5),)
    assert shared.texts == ((0, ("s Lee", "rt")), (0, ("r Roth", "ncil")))


def test_each_text_is_whole_again():
    """Whatever differs, in one line or in all, at the begin or at the end, each text comes back to the character."""
    ends = ("", "\n", "a\n", "ab\nab\n", "aba", "\u2028x\r\n", "é\ne\u0301", "a, b. c")
    texts = ["".join(parts) for parts in product(ends, ends, ("", "the same words\n"))]
    for kinds in (["one"] * len(texts), range(len(texts))):
        shared = shared_texts(zip(kinds, texts, strict=True))
        assert [_whole(shared, place) for place in range(len(texts))] == texts


def test_words_of_some_letters_stand_once():
    """Two paragraphs that alternate from letter to letter are said twice, not once in every letter."""
    her, his = "She has asked for it.\n", "They have asked for it.\n"
    shared = shared_texts(("visits", (her, his)[number % 2] + f"Number {number}.\n") for number in range(40))

    assert sum(piece in {"She has", "They have"} for piece in shared.pieces) == 1
    assert sum(map(len, shared.pieces)) < 80
    assert _whole(shared, 1) == "They have asked for it.\nNumber 1.\n"


def test_a_paragraph_that_names_its_recipient_again_and_again_is_shared_between_the_names():
    """What stands between two names in one paragraph is said once, whatever the length of the names."""
    words = "At {0} many wait, for years, to hear from {0}: please, {0}, answer them. Nobody else can.\n"
    names = [f"Office {'x' * number}{number}" for number in range(50)]
    shared = shared_texts(("visits", words.format(name)) for name in names)

    said = [*shared.pieces, *(piece for _, own in shared.texts for piece in own if isinstance(piece, str))]
    assert sum(map(len, said)) < len(words) + sum(map(len, names))
    assert [_whole(shared, place) for place in range(50)] == [words.format(name) for name in names]


def test_no_texts_are_no_pieces():
    """A page without letters has none."""
    assert shared_texts(()) == shared_texts([])
    assert shared_texts(()).texts == ()
