"""What stands between the brackets of a citation: keys, pinpoints, and the words around them."""

import pytest

from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.syntax import Citation, Cite, ProseError, closing_bracket, read_citation


@pytest.mark.parametrize(
    ("inside", "cites"),
    [
        ("@gc3", [Cite("gc3")]),
        (" @gc3 ", [Cite("gc3")]),
        ("@{gc3}", [Cite("gc3")]),
        (
            "@{an odd key, with a comma}, p. 3",
            [Cite("an odd key, with a comma", pinpoint=Pinpoint("page", (("3", "3"),)))],
        ),
        ("@{a--b}", [Cite("a--b")]),
        ("@a--b", [Cite("a", unread="--b")]),
        (
            "see -@{http://zotero.org/users/1/items/A_B*}, p. 3",
            [
                Cite(
                    "http://zotero.org/users/1/items/A_B*",
                    prefix="see",
                    pinpoint=Pinpoint("page", (("3", "3"),)),
                    without_author=True,
                )
            ],
        ),
        ("@doe.2020:a/b", [Cite("doe.2020:a/b")]),
        ("@icj-2021.", [Cite("icj-2021")]),
        ("-@gc3", [Cite("gc3", without_author=True)]),
        ("see -@gc3", [Cite("gc3", prefix="see", without_author=True)]),
        ("see, for example, @gc3", [Cite("gc3", prefix="see, for example,")]),
        ("*see* @gc3", [Cite("gc3", prefix="*see*")]),
        ("@gc3, as amended", [Cite("gc3", suffix="as amended")]),
        ("@gc3, No. 5", [Cite("gc3", pinpoint=Pinpoint("number", (("5", "5"),)))]),
        ("@gc3 118", [Cite("gc3", pinpoint=Pinpoint("page", (("118", "118"),)))]),
        ("@gc3 118 of them", [Cite("gc3", suffix="118 of them")]),
        (
            "@gc3, art. 118, emphasis added",
            [Cite("gc3", pinpoint=Pinpoint("art", (("118", "118"),)), suffix="emphasis added")],
        ),
        ("@gc3, art. 118.", [Cite("gc3", pinpoint=Pinpoint("art", (("118", "118"),)))]),
        ("@gc3; @cat", [Cite("gc3"), Cite("cat")]),
        (
            "see @gc3, art. 118;see also -@cat, p. 2, in part",
            [
                Cite("gc3", prefix="see", pinpoint=Pinpoint("art", (("118", "118"),))),
                Cite("cat", "see also", Pinpoint("page", (("2", "2"),)), "in part", without_author=True),
            ],
        ),
        ("write to me@example.org or see @gc3", [Cite("gc3", prefix="write to me@example.org or see")]),
    ],
)
def test_citation_is_read(inside, cites):
    """Keys, plain or in braces, are read with their prefix, pinpoint, suffix and the mark for a known author."""
    assert read_citation(inside) == Citation(tuple(cites))


@pytest.mark.parametrize(
    ("written", "label", "items"),
    [
        ("art. 118", "art", ["118"]),
        ("art 118", "art", ["118"]),
        ("Art.118", "art", ["118"]),
        ("article 118", "art", ["118"]),
        ("arts. 118-119", "art", ["118–119"]),
        ("arts 118 – 119", "art", ["118–119"]),
        ("articles 3 and 5", "art", ["3", "5"]),
        ("arts 118, 119(5) and 120-122", "art", ["118", "119(5)", "120–122"]),
        ("arts 1, 2, and 3", "art", ["1", "2", "3"]),
        ("arts. 1 ,2,and 3", "art", ["1", "2", "3"]),
        ("art. 3(1)(a)", "art", ["3(1)(a)"]),
        ("art. 3(1)(a),(c)", "art", ["3(1)(a),(c)"]),
        ("art. 3(1)(a), (c)", "art", ["3(1)(a)", "(c)"]),
        ("art. 126(1), (2) and (4)", "art", ["126(1)", "(2)", "(4)"]),
        ("art. 126(1)-(4)", "art", ["126(1)–(4)"]),
        ("art. 6(a-c)", "art", ["6(a-c)"]),
        ("art. 4A(3)", "art", ["4A(3)"]),
        ("art. 3bis", "art", ["3bis"]),
        ("arts 8ter and 8quater", "art", ["8ter", "8quater"]),
        ("para. 98(1)(a)", "para", ["98(1)(a)"]),
        ("paras. 14-18, 20", "para", ["14–18", "20"]),
        ("paragraph 6", "para", ["6"]),
        ("paragraphs 6, 7", "para", ["6", "7"]),
        ("p. 3", "page", ["3"]),
        ("pp. 3-4", "page", ["3–4"]),
        ("page 3", "page", ["3"]),
        ("pages 3, 5", "page", ["3", "5"]),
        ("s. 6", "section", ["6"]),
        ("ss 6-7", "section", ["6–7"]),
        ("§ 6.1.2", "sign", ["6.1.2"]),
        ("§§ 6, 7", "sign", ["6", "7"]),
        ("sections 6 and 7", "section", ["6", "7"]),
        ("ch. IV", "chapter", ["IV"]),
        ("chs. I-III", "chapter", ["I–III"]),
        ("annex II(3)", "annex", ["II(3)"]),
        ("rule 128", "rule", ["128"]),
        ("rr. 99-100", "rule", ["99–100"]),
        ("par. 98", "para", ["98"]),
        ("paragraphes 14-18 et 20", "para", ["14–18", "20"]),
        ("¶¶ 3, 5", "para", ["3", "5"]),
        ("articles 3 et 5", "art", ["3", "5"]),
        ("chapitre IV", "chapter", ["IV"]),
        ("annexe II", "annex", ["II"]),
        ("règle 128", "rule", ["128"]),
        ("sect. 6", "section", ["6"]),
    ],
)
def test_locators_are_read(written, label, items):
    """Labels in every usual form, with numbers, letters, paragraphs, lists and ranges, become a pinpoint."""
    expected = tuple((item.split("–")[0], item.split("–")[-1]) for item in items)

    for between in (", ", " "):
        assert read_citation(f"@gc3{between}{written}") == Citation((Cite("gc3", pinpoint=Pinpoint(label, expected)),))


@pytest.mark.parametrize("written", ["annex Introduction", "art. Xylophone", "box 3", "art. one", "§ none", "--13"])
def test_places_that_are_not_understood_are_kept_as_such(written):
    """What is meant as a place, but is counted in an unknown way, is kept whole and apart from the words behind it."""
    assert read_citation(f"@gc3, {written}, in part") == Citation((Cite("gc3", unread=written, suffix="in part"),))


@pytest.mark.parametrize(
    "written", ["as amended in 2010", "May 2020", "no doubt", "line by line", "section on housing"]
)
def test_words_are_no_places(written):
    """Words that happen to hold a number or the word of a label are words."""
    assert read_citation(f"@gc3, {written}") == Citation((Cite("gc3", suffix=written),))


@pytest.mark.parametrize(
    ("items", "plural"),
    [
        ([("118", "118")], False),
        ([("118", "119")], True),
        ([("118", "118"), ("120", "120")], True),
        ([("126(1)", "126(1)"), ("(2)", "(2)")], False),
        ([("126(1)", "(4)")], False),
        ([("126(1)", "126(1)"), ("(2)", "(2)"), ("127", "127")], True),
    ],
)
def test_more_than_one_number_is_plural(items, plural):
    """Two articles are plural; two paragraphs of one article are not."""
    assert Pinpoint("art", tuple(items)).is_plural is plural


@pytest.mark.parametrize(
    "inside", ["", "98", "text", "me@example.org", "write @ home", "x@", r"the \@handle", "a; b", "see@gc3"]
)
def test_other_brackets_are_no_citations(inside):
    """Words in brackets, addresses and lone or escaped signs are left alone."""
    assert read_citation(inside) is None


@pytest.mark.parametrize(
    "inside",
    [
        "@gc3; nothing",
        "@gc3;",
        "see; @gc3",
        "(@gc3)",
        "@{gc3",
        "@{}",
        "see @gc3, p. 3 and @cat",
        "@gc3, quoted in [@cat]",
        "@gc3 @cat",
    ],
)
def test_what_looks_like_a_citation_but_is_none_is_an_error(inside):
    """A source that would be printed as raw text, or lost, is reported with the brackets and the right form."""
    with pytest.raises(ProseError) as caught:
        read_citation(inside)

    assert str(caught.value) == (
        f"'[{inside}]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"
    )


@pytest.mark.parametrize(
    ("source", "start", "end"),
    [
        ("[a]", 0, 2),
        ("x[a]y]", 1, 3),
        ("[a[b]c]", 0, 6),
        ("[a[b]c]", 2, 4),
        (r"[a\]b]", 0, 5),
        (r"[a\\]b]", 0, 4),
        ("[a", 0, None),
        ("[a[b]", 0, None),
        ("[a\\", 0, None),
    ],
)
def test_closing_bracket_is_found(source, start, end):
    """The bracket that closes is the one at the same depth, and never an escaped one."""
    assert closing_bracket(source, start) == end
