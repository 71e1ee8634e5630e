"""Titles as styles print them: capitals of English titles, and quotation marks within quotation marks."""

import pytest

from entreaty.writing.citing.titles import language_of, quoted, title_case

SINGLE, DOUBLE = ("‘", "’"), ("“", "”")
LOW, GERMAN = ("‚", "‘"), ("„", "“")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (
            "Convention relative to the protection of war victims",
            "Convention Relative to the Protection of War Victims",
        ),
        ("Convention against torture", "Convention against Torture"),
        ("Privacy: a right for all", "Privacy: A Right for All"),
        ("Clean air – the case of Exampleton", "Clean Air – The Case of Exampleton"),
        ("Shattering one-way mirrors", "Shattering One-Way Mirrors"),
        ("A state-of-the-art report", "A State-of-the-Art Report"),
        ("What people live by", "What People Live By"),
        ("the right to be forgotten", "The Right to Be Forgotten"),
        ("“never again”, says the mayor", "“Never Again”, Says the Mayor"),
    ],
)
def test_words_of_an_english_title_have_capitals(title, printed):
    """All words but articles, conjunctions and prepositions have a capital; the outermost always."""
    assert title_case(title, "en") == printed
    assert title_case(printed, "en") == printed


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("The iPhone and eBay cases", "The iPhone and eBay Cases"),
        ("Portrait of Anna van der Berg in Rome", "Portrait of Anna van der Berg in Rome"),
        ("Prisoners of the 2nd war", "Prisoners of the 2nd War"),
        ("Report on Côte d’Ivoire and l’Aquila", "Report on Côte d’Ivoire and l’Aquila"),
        ("Lloyd v Google: what now", "Lloyd v Google: What Now"),
        ('A <span class="nocase">de novo review</span> of law', 'A <span class="nocase">de novo review</span> of Law'),
        ("Tests of <i>E. coli</i> in water", "Tests of <i>E. coli</i> in Water"),
        ("De facto control in law", "De facto Control in Law"),
        ("Women of the 19<sup>th</sup> century", "Women of the 19<sup>th</sup> Century"),
        ("Air and CO<sub>2</sub> at home", "Air and CO<sub>2</sub> at Home"),
        ("A study of <i>Homo sapiens</i>", "A Study of <i>Homo sapiens</i>"),
        ("<i>Homo sapiens</i> in war", "<i>Homo sapiens</i> in War"),
        ("THE GDPR AT FIVE", "THE GDPR AT FIVE"),
        ("See https://example.org/air for more", "See https://example.org/air for More"),
    ],
)
def test_names_and_markup_are_left_alone(title, printed):
    """Nothing loses a capital; names, figures, foreign phrases, markup and addresses stay as they are."""
    assert title_case(title, "en") == printed


@pytest.mark.parametrize("language", ["de", "fr", "es", "de-CH", None])
def test_titles_in_other_languages_have_no_capitals(language):
    """German, French and titles of an unknown language stay as their publishers wrote them."""
    assert title_case("Saubere Busse für alle", language) == "Saubere Busse für alle"


def test_long_prepositions_have_capitals_where_the_style_says_so():
    """The Bluebook gives capitals to prepositions of five letters and more."""
    title = "Convention against torture between and under states"

    assert title_case(title, "en", long_prepositions=True) == "Convention Against Torture Between and Under States"
    assert title_case(title, "en") == "Convention against Torture between and under States"


@pytest.mark.parametrize(
    ("title", "said", "language"),
    [
        ("Convention on the Rights of the Child", None, "en"),
        ("Lungs and law", None, "en"),
        ("Lungs and law", "de", "de"),
        ("Saubere Busse", None, None),
        ("Shattering mirrors", None, None),
        ("Shattering mirrors", "en-GB", "en-GB"),
        ("Le droit et la ville", None, None),
    ],
)
def test_language_of_a_title(title, said, language):
    """What the source says goes first; without it, only a word that only English has tells the language."""
    assert language_of(title, said) == language


@pytest.mark.parametrize(
    ("title", "marks", "inner", "printed"),
    [
        ("Samples: ‘A’ Report", SINGLE, DOUBLE, "‘Samples: “A” Report’"),
        ("Samples: ‘A’ Report", DOUBLE, SINGLE, "“Samples: ‘A’ Report”"),
        ("A “travesty” of a trial", SINGLE, DOUBLE, "‘A “travesty” of a trial’"),
        ("A “travesty” of a trial", DOUBLE, SINGLE, "“A ‘travesty’ of a trial”"),
        ('A "travesty" of a trial', DOUBLE, SINGLE, "“A ‘travesty’ of a trial”"),
        ("A 'travesty' of a trial", SINGLE, DOUBLE, "‘A “travesty” of a trial’"),
        ("Die „Busse“ fahren", GERMAN, LOW, "„Die ‚Busse‘ fahren“"),
        ("Die „Busse“ fahren", SINGLE, DOUBLE, "‘Die “Busse” fahren’"),
        ("Les « bus » roulent", DOUBLE, SINGLE, "“Les ‘bus’ roulent”"),
        ("Vardanyan’s phone call", SINGLE, DOUBLE, "‘Vardanyan’s phone call’"),
        ("Vardanyan’s ‘phone call’ ends", SINGLE, DOUBLE, "‘Vardanyan’s “phone call” ends’"),
        ("The workers' and the farmers' view", SINGLE, DOUBLE, "‘The workers' and the farmers' view’"),
        ('An 80" screen', SINGLE, DOUBLE, '‘An 80" screen’'),
    ],
)
def test_quotation_marks_within_a_title_are_turned(title, marks, inner, printed):
    """Marks within marks are of the other kind, whatever the source has; apostrophes stay."""
    assert quoted(title, marks, inner) == printed
