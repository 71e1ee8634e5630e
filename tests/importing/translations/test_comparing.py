"""What a translation may not lose, add or change, and what is only doubtful."""

import pytest

from entreaty.importing.translations.comparing import Compared, differences

ORIGINAL = (
    "On 24 June 2025 the ICRC met 19 men at {{ recipient.organisation }}, says Ruben Vardanyan, "
    "[who wrote](https://example.org/a) of it.[see @gc3, art. 126(2); @visits-report, p. 2]"
)
FRENCH = (
    "Le 24 juin 2025, le CICR a rencontré 19 hommes à {{ recipient.organisation }}, dit Ruben Vardanyan, "
    "[qui l’écrit](https://example.org/a).[voir @gc3, art. 126(2) ; @visits-report, p. 2]"
)
GERMAN = (
    "Am 24.06.2025 traf das IKRK im {{recipient.organisation}} 19 Männer, so Ruben Vardanyan, "
    "[der davon schreibt](https://example.org/a).[@visits-report, S. 2; siehe @gc3, art. 126(2)]"
)


def _found(translation, language="fr", original=ORIGINAL, people=(), before="", **others):
    texts = Compared(
        original=original,
        translation=translation,
        source="en",
        language=language,
        before=before,
        others=others,
        people=people,
        marked_up=True,
    )
    return [(one.message, one.sure) for one in differences(texts)]


def test_a_good_translation_differs_in_nothing():
    """Words around a citation, forms of a date and spaces in braces are the language's business."""
    assert _found(FRENCH, de=GERMAN) == []


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("@gc3, art. 126(2) ; ", "", ["the citation '@gc3, art 126(2)' is lost"]),
        (
            "art. 126(2)",
            "art. 126(3)",
            ["the citation '@gc3, art 126(2)' is lost", "the citation '@gc3, art 126(3)' is not in the original"],
        ),
        ("voir @gc3", "@cat ; voir @gc3", ["the citation '@cat' is not in the original"]),
        (
            "@visits-report",
            "-@visits-report",
            [
                "the citation '@visits-report, page 2' is lost",
                "the citation '-@visits-report, page 2' is not in the original",
            ],
        ),
        ("{{ recipient.organisation }}", "la Croix-Rouge", ["the placeholder '{{ recipient.organisation }}' is lost"]),
        ("19 hommes", "19 hommes de {{ sender.name }}", ["the placeholder '{{ sender.name }}' is not in the original"]),
        (
            "example.org/a",
            "example.org/b",
            [
                "the link to 'https://example.org/a' is lost",
                "the link to 'https://example.org/b' is not in the original",
            ],
        ),
        ("19 hommes", "18 hommes", ["the number 19 is not in the translation", "the number 18 is not in the original"]),
        (
            "24 juin 2025",
            "25 juin 2025",
            ["the date 2025-06-24 is not in the translation", "the date 2025-06-25 is not in the original"],
        ),
        (
            "24 juin 2025",
            "24 juillet 2025",
            ["the date 2025-06-24 is not in the translation", "the date 2025-07-24 is not in the original"],
        ),
        ("Le 24 juin 2025, le", "Le", ["the date 2025-06-24 is not in the translation"]),
    ],
)
def test_what_is_lost_added_or_changed_is_told(old, new, messages):
    """Each citation, placeholder, link, number and date that differs is named, and is certainly wrong."""
    assert FRENCH.count(old) == 1
    assert _found(FRENCH.replace(old, new), de=GERMAN) == [(message, True) for message in messages]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("19 hommes", "<b>19</b> hommes", "'<b>' is HTML"),
        ("19 hommes", "19&nbsp;hommes", "'&nbsp;' is HTML"),
        ("19 hommes", "19 hom\x1bmes", "the character U+001B (control character) cannot stand in a letter"),
        ("19 hommes", "19 hom\u202emes", "the character U+202E (right-to-left override) cannot stand in a letter"),
        ("{{ recipient.organisation }}", "{{ recipient.organisation", "not a template"),
        ("{{ recipient.organisation }}", "{{ recipient.organization }}", "'{{ recipient.organization }}' is undefined"),
        ("(https://example.org/a)", "(javascript:alert)", "cannot be linked to"),
        ("19 hommes", "19 hommes {# de Bakou #}", "'{# … #}' is a comment: no letter has what stands in it"),
        ("19 hommes", "x" * 5_001, "the translation has more than 5,000 characters"),
    ],
)
def test_what_could_stand_in_no_letter_is_told(old, new, message):
    """HTML, hidden characters, broken placeholders and links, and texts too long for a passage are refused."""
    ((found, sure),) = _found(FRENCH.replace(old, new))
    assert message in found
    assert sure


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("https://evil.example/x.", "https://evil.example/x"),
        ("HTTP://evil.example", "HTTP://evil.example"),
        ("(ftp://evil.example/a)", "ftp://evil.example/a"),
        ("« www.evil »", "www.evil"),
        ("evil.com", "evil.com"),
        ("EVIL.COM!", "EVIL.COM"),
        ("a.b-evil.ru", "a.b-evil.ru"),
        ("evil．com", "evil.com"),
        ("bit.ly/x?a=1", "bit.ly/x?a=1"),
        ("**evil**.org", "evil.org"),
        ("https\\://evil.example", "https://evil.example"),
        ("a.b@evil.example,", "a.b@evil.example"),
        ("mailto:a@evil.co.uk", "a@evil.co.uk"),
        ("@evil", "@evil"),
        ("`https://evil.example`", "https://evil.example"),
    ],
)
def test_addresses_among_the_words_are_compared(added, told):
    """Whatever programs make a link of, though nobody has marked it as one, may not be added, lost or changed."""
    french, english = f"Les visites ont cessé {added} ici.", f"Visits have ended {added} here."

    assert _found(french, original="Visits have ended here.") == [
        (f"the address '{told}' is not in the original", True)
    ]
    assert _found("Les visites ont cessé ici.", original=english) == [(f"the address '{told}' is lost", True)]
    assert _found(french, original=english) == []


def test_addresses_stand_in_citations_links_and_subjects_too():
    """Words before and after a citation, the words of a link and a subject are words of the letter."""
    cited = _found("Cessé.[voir https://evil.example @gc3]", original="Ended.[see @gc3]")
    linked = _found("[evil.example](https://example.org/a)", original="[look](https://example.org/a)")
    subject = Compared(
        original="Visits",
        translation="Visites: evil.example",
        source="en",
        language="fr",
        before="",
        others={},
        people=(),
        marked_up=False,
    )

    assert ("the address 'https://evil.example' is not in the original", True) in cited
    assert linked == [("the address 'evil.example' is not in the original", True)]
    assert [one.message for one in differences(subject)] == ["the address 'evil.example' is not in the original"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Les citoyennes, p. ex. à 9 h 30, c.-à-d. tous et/ou l’O.N.U. etc."),
        ("fr", "Les citoyen·ne·s de l’art. 5 al. 2."),
        ("de", "Die Bürger:innen, z.B. i.d.R. u.a. gem. Art.5 Abs.2 bzw. Nr.IV u.Ä."),
        ("de", "Herr Dr.Keller, die sog.auch so"),
        ("es", "EE.UU. y RR.HH., p.ej. los Sres."),
    ],
)
def test_abbreviations_are_no_addresses(language, words):
    """Points within words make no address."""
    assert [one for one in _found(words, language, original="At 9:30, 5, 2.") if "address" in one[0]] == []


def test_endings_of_words_are_doubtful_addresses():
    """What is a word with two endings in some hands, and an address in others, somebody should look at."""
    assert _found("Les citoyen.ne.s.", original="The citizens.") == [
        ("the address 'citoyen.ne' is not in the original", False)
    ]


@pytest.mark.parametrize(
    ("language", "original", "translation", "others", "told"),
    [
        ("fr", "Reopen the depot.", "Reopen the depot.", {}, "the same as the original, in English"),
        ("fr", "Reopen the depot.[@gc3]", "reopen THE Depot !", {}, "the same as the original, in English"),
        ("fr", "Thank you.", "« » Thank you", {}, "the same as the original, in English"),
        (
            "fr",
            "Please see that the depot is open again soon.",
            "Please see that the depot is open again bientôt.",
            {},
            "nearly the same as the original, in English",
        ),
        ("fr", "Reopen the depot.", "Öffnen Sie es.", {"de": "Öffnen Sie es!"}, "the same as the German text"),
        ("hy", "Reopen the depot.", "Rouvrir le dépôt.", {}, "no word in the letters of Armenian"),
        ("ka", "Reopen the depot.", "Откройте депо.", {}, "no word in the letters of Georgian"),
        ("fr", "Reopen the depot.", "Բացեք դեպոն։", {}, "no word in the letters of French"),
        ("ar", "Reopen the depot.", "Rouvrir le dépôt.", {}, "no word in the letters of Arabic"),
    ],
)
def test_what_nobody_has_translated_is_refused_once(language, original, translation, others, told):
    """The original over again, another language's text or other letters are no translation; nothing else is told."""
    found = _found(translation, language, original, **others)

    (message, sure), *more = [one for one in found if "citation" not in one[0]]
    assert message.endswith(told)
    assert (sure, more) == (True, [])


@pytest.mark.parametrize(
    ("language", "original", "translation"),
    [
        ("fr", "Information.", "Information."),
        (
            "fr",
            "It says: “shall be released without any delay”.",
            "Elle dit : « shall be released without any delay ».",
        ),
        ("ru", "I thank Amnesty International.", "Благодарю Amnesty International."),
        ("hy", "Human Rights Watch", "Human Rights Watch"),
        ("fr", "See https://example.org/a_b/of-it.", "Voir https://example.org/a_b/of-it."),
        ("es", "Minister of Foreign Affairs of Peru", "Ministro de Relaciones Exteriores de Peru"),
    ],
)
def test_single_words_names_and_quotations_may_be_the_same(language, original, translation):
    """What is the same in two languages by right is not refused."""
    assert [one for one in _found(translation, language, original) if one[1]] == []


def test_several_names_that_are_the_same_are_doubtful():
    """A subject in capitals may be names, or the original over again: somebody should look."""
    assert _found("Free The Prisoners", original="Free the Prisoners") == [
        ("it is the same as the original, in English", False)
    ]


IF = "{% if recipient.name is defined %}"
CONDITIONAL = f"Examine the 19 cases{IF} with {{{{ recipient.name }}}}[@gc3]{{% else %}} soon{{% endif %}}."


@pytest.mark.parametrize(
    ("french", "messages"),
    [
        (f"Examinez 19 cas{IF} avec {{{{recipient.name}}}}[@gc3]{{%else%}} vite{{%- endif %}}.".replace("%-", "%"), []),
        (
            f"Examinez 19 cas{IF} {{% else %}} vite{{% endif %}} avec {{{{ recipient.name }}}}[@gc3].",
            [
                f"under '{IF}', '{{{{ recipient.name }}}}' is lost",
                f"under '{IF}', the citation '@gc3' is lost",
                f"under '{IF}', there are no words",
            ],
        ),
        (
            f"Examinez 19 cas{IF} vite{{% else %}} avec {{{{ recipient.name }}}}[@gc3]{{% endif %}}.",
            [
                f"under '{IF}', '{{{{ recipient.name }}}}' is lost",
                f"under '{IF}', the citation '@gc3' is lost",
                f"under '{IF} … {{% else %}}', '{{{{ recipient.name }}}}' is not in the original",
                f"under '{IF} … {{% else %}}', the citation '@gc3' is not in the original",
            ],
        ),
        (
            f"Examinez {IF}19 cas avec {{{{ recipient.name }}}}[@gc3]{{% else %}}vite{{% endif %}}.",
            [f"under '{IF}', the number 19 is not in the original"],
        ),
        (
            f"Examinez 19 cas vite{IF} avec {{{{ recipient.name }}}}[@gc3]{{% else %}}{{% endif %}}.",
            [f"under '{IF} … {{% else %}}', there are no words"],
        ),
    ],
)
def test_what_stands_under_a_condition_stays_there(french, messages):
    """What was printed for some readers only is not printed for others, and the other way round."""
    assert _found(french, original=CONDITIONAL) == [(message, True) for message in messages]


def test_conditions_stay_in_each_other():
    """Two conditions may change places, but not go into each other or out."""
    a, b, end = "{% if recipient.name %}", "{% if sender.name %}", "{% endif %}"
    original = f"One{a} two{end}{b} three{end}."

    assert _found(f"Un{b} trois{end}{a} deux{end}.", original=original) == []
    assert _found(f"Un{a} deux{b} trois{end}{end}.", original=original) == [
        (f"the condition '{b}' stands elsewhere than in the original", True),
        (f"the condition '{b}' stands elsewhere than in the original", True),
    ]


@pytest.mark.parametrize(
    ("translation", "found"),
    [
        ("1 200 cas", []),
        (
            "1 200 mille cas",
            [("the number 1200 is not in the translation", True), ("the number 1200000 is not in the original", True)],
        ),
        (
            "1 200 % des cas",
            [("the number 1200 is not in the translation", True), ("the number 1200% is not in the original", True)],
        ),
    ],
)
def test_a_word_may_not_make_a_number_larger(translation, found):
    """The digits may be the same and the number another one."""
    assert _found(translation, original="1,200 cases") == found


def test_words_beside_numbers_that_are_not_known_are_doubtful():
    """Where the word behind a number has a form that CLDR does not have, somebody should look."""
    assert _found("5 vom Hundert", "de", "5 per cent") == [("the number 5% is 5 in the translation", False)]
    assert _found("1 200 000 cas", original="1.2 million cases") == []


def test_another_order_of_numbers_and_dates_is_doubtful():
    """Whether it is 19 of 23 or 23 of 19, nobody can tell by the numbers alone."""
    assert _found("23 des 19 cas", original="19 of the 23 cases") == [
        ("its numbers have another order than in the original: 23, 19", False)
    ]
    assert _found("Du 4 juillet au 3 juin.", original="From 3 June to 4 July.") == [
        ("its dates have another order than in the original: --07-04, --06-03", False)
    ]
    assert _found("Le 3 juin, 19 cas.", original="The 19 cases of 3 June.") == []


@pytest.mark.parametrize(
    ("original", "translation", "found"),
    [
        ("Closed.[see @gc3]", "Fermé[voir @gc3].", []),
        ("Closed.[@gc3; see @cat]", "Fermé[voir @cat ; @gc3].", []),
        (
            "Closed.[see @gc3]",
            "Fermé.[contra @gc3]",
            [("before the citation '@gc3', 'contra' does not say what 'see' says", True)],
        ),
        (
            "Closed.[but see @gc3]",
            "Fermé.[voir @gc3]",
            [("before the citation '@gc3', 'voir' does not say what 'but see' says", True)],
        ),
        ("Closed.[but see @gc3]", "Fermé.[mais voir @gc3]", []),
        (
            "Closed.[@gc3]",
            "Fermé.[contrairement à @gc3]",
            [("before the citation '@gc3', 'contrairement à' does not say what '' says", True)],
        ),
        ("Closed.[see @gc3]", "Fermé.[@gc3]", [("before the citation '@gc3', 'see' is lost", False)]),
        ("Closed.[@gc3]", "Fermé.[voir @gc3]", [("before the citation '@gc3', 'voir' is not in the original", False)]),
        (
            "Closed.[@gc3, p. 3]",
            "Fermé.[@gc3, p. 3 et suivantes]",
            [
                ("the citation '@gc3, page 3' is lost", True),
                ("the citation '@gc3, page 3 ff' is not in the original", True),
            ],
        ),
        (
            "Closed.[@gc3, p. 3 and note]",
            "Fermé.[@gc3, p. 3]",
            [("after the citation '@gc3, page 3', 'and note' is lost", True)],
        ),
        (
            "Closed.[@gc3, p. 3 with n. 4]",
            "Fermé.[@gc3, p. 3 avec n. 5]",
            [("after the citation '@gc3, page 3', 'avec n. 5' has other numbers than 'with n. 4'", True)],
        ),
    ],
)
def test_words_around_a_citation_say_the_same(original, translation, found):
    """A source for something is not made one against it, and no place in it a wider one."""
    assert _found(translation, original=original) == found


@pytest.mark.parametrize(
    ("original", "translation", "moved"),
    [
        ("It closed, and men left.[@gc3]", "Il a fermé[@gc3], et des hommes sont partis.", ["@gc3"]),
        ("It closed,[@gc3] and men left.", "Il a fermé, et des hommes sont partis[@gc3].", ["@gc3"]),
        ("It closed.[@gc3] Men left. More came.", "Il a fermé. Des hommes sont partis.[@gc3] D’autres.", ["@gc3"]),
        (
            "It closed,[@gc3] men left,[@cat] more came.",
            "Il a fermé[@cat], des hommes sont partis[@gc3], d’autres.",
            ["@gc3", "@cat"],
        ),
        ("It closed.[@gc3] Men left.[@cat]", "Il a fermé[@gc3]. Des hommes sont partis[@cat].", []),
        ("After it closed,[@gc3] men left.", "Des hommes sont partis après la fermeture[@gc3] du dépôt.", []),
    ],
)
def test_a_citation_that_is_for_other_words_is_doubtful(original, translation, moved):
    """Another sentence, another order, the end of the text: the source may carry other words now."""
    assert _found(translation, original=original) == [
        (f"the citation '{name}' stands after other words than in the original", False) for name in moved
    ]


def test_the_given_name_of_a_person_is_part_of_the_name():
    """Anna is not Anne; a name is told once, whole; Polish gives endings to given names, too."""
    original, people = "It was closed by Ann Öztürk-Lee.", ["Ann Öztürk-Lee", "Öztürk-Lee"]

    assert _found("Fermé par Anne Öztürk-Lee.", original=original, people=people) == [
        ("the name 'Ann Öztürk-Lee' is lost", True)
    ]
    assert _found("Fermé par Ann\u00a0Öztürk-Lee.", original=original, people=people) == []
    assert _found("Von Ann Öztürk-Lees Leuten geschlossen.", "de", original, people) == []
    assert _found("Zamknięte przez Anny Öztürk-Lee.", "pl", original, people) == []
    assert _found("Փակեց Աննան ICRC-ում։", "hy", original, people) == []


def test_a_name_is_told_once():
    """A name that is lost whole is not told again by its parts."""
    original = "Men such as Ruben Vardanyan were held. The letter of Vardanyan says so."

    assert _found("Des hommes.", original=original, de="Männer wie Ruben Vardanyan. Vardanyan sagt es.") == [
        ("the name 'Ruben Vardanyan' is lost, which the other translations keep", True)
    ]


def test_a_date_in_a_form_that_is_not_known_is_doubtful():
    """Where day and year are there and the month was not understood, somebody should look."""
    assert _found(FRENCH.replace("24 juin 2025", "24 de juny del 2025"), de=GERMAN) == [
        ("the date 2025-06-24 is not in the translation", False)
    ]


def test_a_date_may_have_its_year_elsewhere():
    """A year that one of the texts does not repeat is doubtful, not wrong."""
    found = _found("Le 3 juin et le 4 juin 2025.", original="On 3 June 2025 and on 4 June 2025.")
    assert found == [
        ("the date 2025-06-03 is not in the translation", False),
        ("the date --06-03 is not in the original", False),
    ]


def test_a_name_of_several_words_that_others_keep_is_to_be_kept():
    """What German keeps, French has to keep; where no other translation tells, nothing is said."""
    changed = FRENCH.replace("Ruben Vardanyan", "Rouben Vardanian")

    assert _found(changed, de=GERMAN) == [
        ("the name 'Ruben Vardanyan' is lost, which the other translations keep", True)
    ]
    assert _found(changed) == []


def test_a_single_word_may_have_another_form():
    """Whether a capitalised word is a name that the language writes otherwise, a person has to say."""
    found = _found("Die Hauptstadt Bakou.", "de", "The capital Baku.", fr="La capitale Baku.")
    assert found == [("the name 'Baku' is lost, which the other translations keep", False)]


def test_what_the_language_itself_had_before_decides():
    """A name that the translation had must not go; one for which it has a form of its own is no matter."""
    original = "In September the capital Baku met Ruben Vardanyan."
    french = "En septembre, la capitale Bakou a vu Ruben Vardanyan."
    german = "Im September sah die Hauptstadt Baku Ruben Vardanyan."

    assert _found("La capitale Bakou a vu Ruben Vardanyan.", original=original, before=french, de=german) == [
        ("it names other months than the original", False)
    ]
    assert _found("En septembre, Bakou a vu Rouben.", original=original, before=french, de=german) == [
        ("the name 'Ruben Vardanyan' is lost, which was there before", True)
    ]


def test_the_names_of_recipients_and_authors_are_known():
    """A person whom the campaign knows keeps the name, with the endings of a case; other scripts write their own."""
    original = "I thank Anna Keller."

    assert _found("Je remercie Anna Quelère.", original=original, people=["Keller"]) == [
        ("the name 'Keller' is lost", True)
    ]
    assert _found("Anna Kellers Hilfe", "de", original, ["Keller"]) == []
    assert _found("Շնորհակալ եմ Աննա Քելլերին։", "hy", original, ["Keller"]) == []


def test_a_subject_is_no_markdown():
    """Title and subject are printed as they are, and stand in a header."""
    texts = Compared(
        original="Visits [2025]",
        translation="Visites [2025] =?utf-8?",
        source="en",
        language="fr",
        before="",
        others={},
        people=(),
        marked_up=False,
    )
    assert [one.message for one in differences(texts)] == ["'=?' cannot stand in the header of an e-mail"]


LISTED = "So:\n- one,[@gc3]\n- two\n  1. a\n  2. b"


@pytest.mark.parametrize(
    ("translation", "told"),
    [
        ("Ainsi :\n- un,[@gc3]\n- deux\n  1. c\n  2. d", []),
        ("Ainsi :\n\n* un,[@gc3]\n* deux\n  1) c\n  2) d", []),
        ("Ainsi : - un,[@gc3] - deux 1. c 2. d", [("its lists have 0 items, those of the original 4", True)]),
        (
            "Ainsi :\n- un,[@gc3]\n- deux\n- c\n- d",
            [("its items stand in other lists than those of the original", True)],
        ),
        (
            "Ainsi :\n- un,[@gc3]\n- deux\n\n  3. c\n  4. d",
            [("its items stand in other lists than those of the original", True)],
        ),
        ("Ainsi :\n- un,[@gc3]\n- deux", [("its lists have 2 items, those of the original 4", True)]),
        ("Ainsi :\n- un,\n- deux\n  1. c\n  2. d", [("the citation '@gc3' is lost", True)]),
    ],
)
def test_lists_have_the_items_of_the_original(translation, told):
    """No item is lost, added or moved; which mark a bullet has does not matter."""
    assert [one for one in _found(translation, original=LISTED) if "number" not in one[0]] == told
