"""Addressees of every shape: people, couples, households, organisations, and what a profile says in its own words."""

import pytest
from pydantic import ValidationError

from entreaty.content.names import whom
from entreaty.writing.composing.courtesies import courtesies_of, unverified_courtesies
from tests.support.sample_content import make_recipient, posted_from

ANN = {"given": "Ann", "family": "Lee", "title": "Dr", "post_nominals": ["KC", "MP"], "gender": "f"}
BOB = {"given": "Bob", "family": "Roth", "gender": "m"}
EVA = {"given": "Eva", "family": "Roth", "gender": "f"}
SAM = {"given": "Sam", "family": "Doe"}
ALEX = {"given": "Alex", "family": "Winter", "gender": "x"}
NOTHING = {"office": None, "organisation": None, "form_of_address": None}


def _recipient(**profile):
    wanted = {key: value for key, value in (NOTHING | profile).items() if value is not None}
    base = make_recipient().model_dump(by_alias=True, exclude_unset=True)
    return type(make_recipient()).model_validate(
        {key: value for key, value in base.items() if key not in NOTHING} | wanted
    )


def _found(language="en", sender="GB", **profile):
    found = courtesies_of(_recipient(**profile), language, posted_from(sender))
    return found.salutation, found.envelope


@pytest.mark.parametrize(
    ("profile", "form"),
    [
        ({"name": ANN}, "person"),
        ({"name": [ANN, BOB]}, "person"),
        ({"name": ANN, "organisation": "Acme Ltd"}, "person"),
        ({"name": ANN, "office": "Head of Examples"}, "named-official"),
        ({"office": "Head of Examples", "organisation": "Acme Ltd"}, "named-official"),
        ({"organisation": "Acme Ltd"}, "organisation"),
        ({"household": "Familie Beck"}, "household"),
        ({"household": "Familie Beck", "form_of_address": "company"}, "company"),
    ],
)
def test_form_of_address_follows_the_shape(profile, form):
    """A profile without a form of address has that of its shape; one that names a form has that."""
    assert _recipient(**profile).form_of_address == form


@pytest.mark.parametrize(
    ("language", "sender", "salutation", "envelope"),
    [
        ("en", "GB", "Dear Dr Lee and Mr Roth,", ("Dr Ann Lee KC MP", "Mr Bob Roth")),
        ("en", "US", "Dear Dr. Lee and Mr. Roth:", ("Dr. Ann Lee, KC, MP", "Mr. Bob Roth")),
        (
            "de",
            "DE",
            "Sehr geehrte Frau Dr. Lee, sehr geehrter Herr Roth,",
            ("Frau Dr. Ann Lee KC MP", "Herrn Bob Roth"),
        ),
        (
            "de",
            "CH",
            "Sehr geehrte Frau Dr. Lee, sehr geehrter Herr Roth",
            ("Frau Dr. Ann Lee KC MP", "Herrn Bob Roth"),
        ),
        ("fr", "FR", "Madame, Monsieur,", ("Madame Ann Lee, KC, MP", "Monsieur Bob Roth")),
        ("es", "ES", "Estimada doctora Lee, estimado señor Roth:", ("Dra. Ann Lee, KC, MP", "Sr. Bob Roth")),
    ],
)
def test_couple_is_greeted_by_both_names(language, sender, salutation, envelope):
    """Each of two people has a line of the envelope and a part of the salutation."""
    assert _found(language, sender, name=[ANN, BOB]) == (salutation, envelope)


@pytest.mark.parametrize(
    ("people", "language", "salutation"),
    [
        ([BOB, ANN], "fr", "Madame, Monsieur,"),
        ([ANN, EVA], "fr", "Mesdames,"),
        ([ANN, EVA, BOB], "fr", "Mesdames, Messieurs,"),
        ([ANN, EVA, BOB], "en", "Dear Dr Lee, Ms Roth and Mr Roth,"),
        ([SAM, ALEX], "de", "Guten Tag Sam Doe und Alex Winter,"),
        ([SAM, BOB], "de", "Guten Tag Sam Doe, sehr geehrter Herr Roth,"),
    ],
)
def test_several_people_are_greeted_together(people, language, salutation):
    """What begins each salutation alike is said once; French has a plural for those who are greeted without a name."""
    assert _found(language, "FR", name=people)[0] == salutation


def test_several_holders_of_one_office_are_greeted_by_their_names():
    """Two mayors are not greeted as one; each has a line, and the office stands once."""
    found = _found(
        "de", "DE", name=[ANN, EVA], office="Bürgermeisterin", organisation="Stadt Kehlstadt", form_of_address="mayor"
    )

    assert found == (
        "Sehr geehrte Frau Dr. Lee, sehr geehrte Frau Roth,",
        ("Frau Dr. Ann Lee KC MP", "Frau Eva Roth", "Bürgermeisterin", "Stadt Kehlstadt"),
    )


@pytest.mark.parametrize(
    ("language", "household", "salutation"),
    [
        ("de", {"de": "Familie Beck"}, "Sehr geehrte Familie Beck,"),
        ("de", {"de": "Haushalt Beck"}, "Sehr geehrte Damen und Herren,"),
        ("en", {"en": "The Beck Family"}, "Dear Beck Family,"),
        ("en", {"en": "Mr and Mrs Beck"}, "Dear Mr and Mrs Beck,"),
        ("en", {"de": "Familie Beck"}, "Dear Familie Beck,"),
        ("fr", {"fr": "Famille Beck"}, "Madame, Monsieur,"),
        ("es", {"es": "Familia Beck"}, "Estimada familia Beck:"),
    ],
)
def test_household_is_greeted_by_its_name(language, household, salutation):
    """A household is greeted as a family where its name says that it is one, and stands on the envelope as written."""
    found = _found(language, "DE", household=household)

    assert found == (salutation, tuple(household.values()))


@pytest.mark.parametrize(
    ("language", "salutation"),
    [("en", "Dear Sir or Madam,"), ("fr", "Madame, Monsieur,"), ("de", "Sehr geehrte Damen und Herren,")],
)
def test_organisation_alone_is_an_addressee(language, salutation):
    """A company without a person stands on the envelope, and those who read the letter are greeted."""
    assert _found(language, "DE", organisation="Acme Ltd") == (salutation, ("Acme Ltd",))


def test_own_lines_of_the_envelope_come_before_the_address():
    """The lines that a profile gives its envelope take the place of those of the form."""
    found = _found(organisation="Acme Ltd", addressee=["Acme Ltd", "Customer Relations"])

    assert found == ("Dear Sir or Madam,", ("Acme Ltd", "Customer Relations"))


@pytest.mark.parametrize(
    ("language", "sender", "words", "salutation"),
    [
        ("en", "GB", "Dear Ann and Bob", "Dear Ann and Bob,"),
        ("en", "US", "Dear Ann and Bob", "Dear Ann and Bob:"),
        ("de", "DE", "Liebe Ann, lieber Bob", "Liebe Ann, lieber Bob,"),
        ("de", "CH", "Liebe Ann, lieber Bob", "Liebe Ann, lieber Bob"),
        ("fr", "FR", "Chère Ann", "Chère Ann,"),
        ("es", "ES", "Querida Ann", "Querida Ann:"),
        ("ru", "RU", "Дорогая Анна", "Дорогая Анна!"),
        ("hu", "HU", "Kedves Anna", "Kedves Anna!"),
        ("fa", "IR", "سلام", "سلام،"),
        ("ar", "EG", "تحية طيبة", "تحية طيبة،"),
        ("uk", "UA", "Шановна Анно", "Шановна Анно!"),
        ("da", "DK", "Kære Ann", "Kære Ann"),
        ("da", "DK", "Kære Ann,", "Kære Ann,"),
        ("nb", "NO", "Kjære Ann", "Kjære Ann"),
        ("nn", "NO", "Kjære Ann", "Kjære Ann"),
        ("sv", "SE", "Bästa Ann", "Bästa Ann"),
        ("fi", "FI", "Hyvä Ann", "Hyvä Ann"),
        ("nl", "NL", "Beste Ann", "Beste Ann,"),
        ("en", "US", "Dear all,", "Dear all,"),
        ("en", "GB", "Dear Ann Lee Jr.", "Dear Ann Lee Jr.,"),
    ],
)
def test_own_salutation_gets_the_punctuation_that_it_lacks(language, sender, words, salutation):
    """Words without an end get that of language and country; others stay as they are written."""
    assert _found(language, sender, name=ANN, salutation={language: words})[0] == salutation


@pytest.mark.parametrize(
    ("language", "words", "closing"),
    [
        ("en", "Yours faithfully", "Yours faithfully,"),
        ("en", "With best wishes,", "With best wishes,"),
        ("de", "Mit besten Grüßen", "Mit besten Grüßen"),
        ("ru", "С уважением", "С уважением,"),
        ("hu", "Üdvözlettel", "Üdvözlettel:"),
        ("fa", "با احترام", "با احترام،"),
        ("da", "Venlig hilsen", "Venlig hilsen"),
        ("fr", "Veuillez agréer, {salutation}, mes salutations.", "Veuillez agréer, Madame, mes salutations."),
    ],
)
def test_own_closing_takes_the_place_of_the_forms(language, words, closing):
    """A closing of the profile has the comma where the language sets one, and can take up the salutation."""
    profile = _recipient(name=EVA, closing={language: words})

    assert courtesies_of(profile, language, posted_from("DE")).closing == closing


def test_closing_in_another_language_leaves_the_forms():
    """A closing by language serves letters of that language only."""
    profile = _recipient(name=EVA, closing={"en": "Yours faithfully"})

    assert courtesies_of(profile, "de", posted_from("DE")).closing == "Mit freundlichen Grüßen"


@pytest.mark.parametrize(
    ("case", "office", "salutation"),
    [
        ("mayor de f", "Oberbürgermeisterin", "Sehr geehrte Frau Oberbürgermeisterin,"),
        ("mayor de m", "Erster Bürgermeister", "Sehr geehrter Herr Erster Bürgermeister,"),
        ("mayor de f", "Stadtpräsidentin", "Sehr geehrte Frau Stadtpräsidentin,"),
        ("mayor de m", "Oberbürgermeister der Stadt X", "Sehr geehrter Herr Oberbürgermeister,"),
        ("mayor de f", "Leitung der Verwaltung", "Sehr geehrte Frau Bürgermeisterin,"),
        ("minister de f", "Bundesministerin der Justiz", "Sehr geehrte Frau Bundesministerin,"),
        ("speaker fr f", "Vice-présidente", "Madame la Vice-présidente,"),
        ("mayor en m", "Lord Mayor of Exampleton", "Dear Lord Mayor,"),
        ("mayor en f", "Deputy Mayor", "Dear Deputy Mayor Lee,"),
        ("mayor fr m", "Maire adjoint", "Monsieur le Maire adjoint,"),
        ("council-president de f", "Kantonsratspräsidentin", "Sehr geehrte Frau Kantonsratspräsidentin,"),
    ],
)
def test_own_office_that_says_more_wins(case, office, salutation):
    """An office that is the form's and more stands on the envelope and in the salutation instead of the form's."""
    form, language, gender = case.split()
    person = {"given": "Ann", "family": "Lee", "gender": gender}
    found = _found(language, "DE", name=person, office=office, form_of_address=form, state="GB")

    assert (found[0], office in found[1]) == (salutation, True), found


@pytest.mark.parametrize(
    ("language", "salutation"),
    [("de", "Guten Tag Alex Winter,"), ("fr", "Bonjour Alex Winter,"), ("en", "Dear President Winter,")],
)
def test_who_is_neither_is_greeted_by_name(language, salutation):
    """Where the form's words are for women or men, somebody of gender x is greeted by name."""
    assert _found(language, "FR", name=ALEX, office="Example", form_of_address="committee-president")[0] == salutation


def test_french_closing_leaves_out_a_greeting_by_name():
    """“Bonjour Alex Winter” is no title for the closing to take up."""
    profile = _recipient(name=ALEX)

    assert courtesies_of(profile, "fr", posted_from("FR")).closing == (
        "Je vous prie d’agréer l’expression de mes salutations distinguées."
    )


def test_own_words_are_no_words_from_memory():
    """Salutation, closing and envelope of the profile itself are not among those that somebody must look at."""
    own = {"salutation": {"en": "Dear Ann"}, "closing": {"en": "Yours"}, "addressee": ["Ann"]}

    assert unverified_courtesies(_recipient(name=ANN, **own), "en", posted_from("GB")) == ()
    assert unverified_courtesies(_recipient(name=ANN), "en", posted_from("GB")) != ()


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"name": [ANN, BOB]}, "Dr Ann Lee and Bob Roth"),
        ({"name": {"given": "Ann", "family": "LEE", "title": "The Rt Hon"}}, "Ann Lee"),
        ({"household": "Familie Beck"}, "Familie Beck"),
        ({"office": "President", "organisation": "Acme Ltd"}, "President"),
        ({"organisation": "Acme Ltd"}, "Acme Ltd"),
    ],
)
def test_everybody_is_called_something_in_lists(profile, words):
    """Lists name the people, the household, the office or the organisation."""
    assert whom(_recipient(**profile), "en") == words


@pytest.mark.parametrize(
    ("people", "language", "salutation"),
    [
        ([SAM, {"given": "Kim", "family": "Lee"}], "fr", "Mesdames, Messieurs,"),
        ([EVA, SAM], "fr", "Mesdames, Messieurs,"),
        ([EVA, BOB, SAM], "fr", "Mesdames, Messieurs,"),
        ([EVA, ALEX], "fr", "Bonjour Eva Roth et Alex Winter,"),
        ([SAM, {"given": "Kim", "family": "Lee"}], "es", "Señoras y señores:"),
        ([EVA, SAM], "es", "Señoras y señores:"),
        ([EVA, ALEX], "es", "Buenos días, Eva Roth y Alex Winter:"),
        ([EVA, ALEX], "de", "Sehr geehrte Frau Roth, guten Tag Alex Winter,"),
        ([EVA, SAM], "en", "Dear Ms Roth and Sam Doe,"),
    ],
)
@pytest.mark.parametrize("form", [None, "member-of-parliament"])
def test_several_of_whom_one_is_neither_woman_nor_man_or_not_known_are_greeted_once(people, language, salutation, form):
    """Several people are greeted in words that hold for all of them, and nothing is said twice."""
    found = _found(language, "DE", name=people, office="Example" if form else None, form_of_address=form)[0]

    assert found == salutation


LEE = {"given": "Anna", "family": "Lee"}
ROTH = {"given": "Bob", "family": "Roth"}


@pytest.mark.parametrize(
    ("language", "salutation"),
    [
        ("he", "Anna Lee, שלום רב, Bob Roth, שלום רב,"),
        ("fa", "Anna Lee گرامی، Bob Roth گرامی،"),
        ("it", "Buongiorno Anna Lee, buongiorno Bob Roth,"),
        ("da", "Kære Anna Lee, kære Bob Roth"),
    ],
)
def test_names_keep_their_capitals_in_the_middle_of_a_salutation(language, salutation):
    """The first word of a further greeting is small within the sentence, unless it is a name."""
    assert _found(language, "DE", name=[LEE, ROTH])[0] == salutation


@pytest.mark.parametrize(
    ("genders", "language", "salutation"),
    [
        ("xx", "cs", "Dobrý den,"),
        ("fx", "cs", "Vážená paní, dobrý den,"),
        ("xff", "cs", "Vážené dámy, dobrý den,"),
        ("xx", "pl", "Dzień dobry,"),
        ("fx", "pl", "Szanowna Pani, dzień dobry,"),
        ("xx", "uk", "Добрий день!"),
        ("mx", "uk", "Шановний пане, добрий день!"),
        ("xx", "el", "Καλημέρα σας,"),
        ("fx", "el", "Αξιότιμη κυρία, καλημέρα σας,"),
        ("xx", "ar", "تحية طيبة وبعد،"),
        ("fx", "ar", "السيدة Lee المحترمة، تحية طيبة وبعد،"),
        ("xx", "ka", "მოგესალმებით,"),
        ("fx", "ka", "პატივცემულო ქალბატონო, მოგესალმებით,"),
    ],
)
def test_same_greeting_is_said_once_and_takes_nobodys_own(genders, language, salutation):
    """Two who are greeted without their names in the same words hear them once; a woman beside them keeps hers."""
    people = [LEE | {"gender": genders[0]}, *(ROTH | {"gender": gender} for gender in genders[1:])]

    assert _found(language, "DE", name=people)[0] == salutation


@pytest.mark.parametrize(
    ("titles", "language", "salutation"),
    [
        (["Me", "Me"], "fr", "Maîtres,"),
        (["Me", ""], "fr", "Madame, Maître,"),
        (["Professeur", "Prof."], "fr", "Mesdames les Professeures,"),
        (["Dr", "Dr"], "pl", "Szanowne Panie Doktor,"),
        (["Dr", "Dr"], "en", "Dear Dr Lee and Dr Lee,"),
    ],
)
def test_several_who_share_a_title_are_greeted_in_the_plural(titles, language, salutation):
    """Titles that are said without a name stand once; who is greeted by name is greeted, also beside a namesake."""
    people = [{"given": "Ann", "family": "Lee", "gender": "f", "title": title or None} for title in titles]

    assert _found(language, "GB", name=people)[0] == salutation


def test_french_closing_takes_up_a_salutation_of_several():
    """The closing repeats what several are greeted with, but no greeting by name."""
    closings = [
        courtesies_of(_recipient(name=people), "fr", posted_from("FR")).closing
        for people in ([SAM, SAM | {"given": "Kim"}], [EVA, ALEX])
    ]

    assert closings == [
        "Je vous prie d’agréer, Mesdames, Messieurs, l’expression de mes salutations distinguées.",
        "Je vous prie d’agréer l’expression de mes salutations distinguées.",
    ]


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("US", ("Dear Mr. and Mrs. Beck:", ("Mr. and Mrs. Beck",))),
        ("GB", ("Dear Mr and Mrs Beck,", ("Mr and Mrs Beck",))),
    ],
)
@pytest.mark.parametrize("household", ["Mr and Mrs Beck", "Mr. and Mrs. Beck"])
def test_household_has_the_points_of_the_country(sender, found, household):
    """Mr and Mrs have points where the letter is posted in the United States, whatever the profile has."""
    assert _found("en", sender, household=household) == found


def test_own_closing_has_no_eszett_in_switzerland():
    """The closing of a profile is spelt as that of a form."""
    profile = _recipient(name=ANN, closing={"de": "Mit besten Grüßen"})

    closings = [courtesies_of(profile, "de", posted_from(sender)).closing for sender in ("CH", "DE")]

    assert closings == ["Mit besten Grüssen", "Mit besten Grüßen"]


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        (
            {"household": {"en": "The Becks"}, "office": {"en": "Mayor"}},
            "'household' and 'office' cannot stand together",
        ),
    ],
)
def test_profile_that_is_of_two_shapes_is_refused(profile, message):
    """What a letter could not say is told rather than left out."""
    with pytest.raises(ValidationError, match=message):
        _recipient(**profile)


@pytest.mark.parametrize(
    ("form", "office", "gender", "language", "found"),
    [
        ("councillor", "Concejala", "f", "es", ("Estimada señora García:", ("Sra. Ana García", "Concejala"))),
        ("councillor", None, "m", "es", ("Estimado señor García:", ("Sr. Ana García",))),
        ("board", None, None, "es", ("Señora, señor:", ("Ana García",))),
        ("mayor", None, "m", "it", ("Egregio Signor García,", ("Sig. Ana García",))),
        ("mayor", "Sindaca", "f", "it", ("Gentile Signora García,", ("Sig.ra Ana García", "Sindaca"))),
        ("minister", None, "f", "nl", ("Geachte mevrouw García,", ("Mevrouw Ana García",))),
        ("judge", None, "f", "pl", ("Szanowna Pani,", ("Pani Ana García",))),
        ("organisation", None, "m", "it", ("Gentile Signora, egregio Signore,", ("Ana García",))),
    ],
)
def test_named_person_is_greeted_by_name_where_the_form_lacks_the_language(form, office, gender, language, found):
    """A form without words in the language leaves nobody out, and states the gender that the profile states."""
    own = {"office": {language: office}} if office else {}
    profile = {"name": {"given": "Ana", "family": "García"}, "gender": gender, "form_of_address": form}

    assert _found(language, "ES", **profile, **own) == found
