"""Two thousand recipients that nobody thought of: each gets a letter, or a problem with a name."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entreaty.content.locales import states
from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.problems import ContentError
from entreaty.writing.letter import Letter
from tests.support.sample_content import compose, make_appeal, make_basis, make_recipient, make_sender, shown
from tests.support.tiers import examples

LANGUAGES = ("en", "fr", "de")
FORMS = sorted(load_forms_of_address())
EXAMPLES = examples(2_000)
BASIS = make_basis()
APPEAL = make_appeal(
    subject={"en": "Visits", "fr": "Visites", "de": "Besuche"},
    opening=[
        {
            "id": "concern",
            "en": "I write to {{ recipient.organisation }}.",
            "fr": "J’écris{% if recipient.state_name is defined %} à l’État : {{ recipient.state_name }}{% endif %}.",
            "de": "Ihnen schreibe ich{% if recipient.name is defined %}, {{ recipient.name }}{% endif %}.",
        }
    ],
    request=[{"id": "request", "en": "I ask you:", "fr": "Je vous demande :", "de": "Ich bitte Sie:"}],
    demands=[{"id": "visit", "en": "to visit them.", "fr": "de les visiter.", "de": "sie zu besuchen."}],
    closing=[{"id": "thanks", "en": "Thank you.", "fr": "Je vous remercie.", "de": "Ich danke Ihnen."}],
)

NAMES = ["Le Roi", "les Amis", "von und zu", "d’Arc", "O’Neill", "Strauß", "Åse", "*Ann*", "No", "42", "Ban"]
words = st.one_of(
    st.sampled_from(NAMES),
    st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F, include_characters=" -’"), min_size=1)
    .map(lambda text: " ".join(text.split())[:40].strip())
    .filter(lambda text: text and "None" not in text),
)
"""Names and offices as people type them, with single spaces."""

texts = st.one_of(words, st.dictionaries(st.sampled_from(LANGUAGES), words, min_size=1))
cases = st.dictionaries(st.sampled_from([*LANGUAGES, "ru"]), words)
codes = st.sampled_from(sorted(states()))
holders = st.fixed_dictionaries({"family": words}, optional={"given": words, "title": words, "dative": cases})
own_salutations = st.sampled_from(["Dear all,", {"fr": "Chère Madame,"}, "Dear {surname},", {"de": "Hallo {rank}"}])


@st.composite
def profiles(draw):
    """Draw a profile: an office of any state or none, with or without a holder, and whatever may be missing."""
    profile = draw(
        st.fixed_dictionaries(
            {
                "office": texts,
                "organisation": texts,
                "form_of_address": st.sampled_from([*FORMS, "ministre", "ministre"]),
                "address": st.fixed_dictionaries({"lines": st.lists(words, min_size=1, max_size=5), "country": codes}),
            },
            optional={
                "name": holders,
                "state": codes,
                "constituency": texts,
                "of_country": cases,
                "organisation_genitive": cases,
                "salutation": st.one_of(own_salutations),
            },
        )
    )
    if "name" in profile:
        profile["gender"] = draw(st.sampled_from(["f", "m", None]))
    if draw(st.booleans()):
        profile.pop("salutation", None)
    return profile


@pytest.mark.hypothesis
@pytest.mark.no_cover
def test_every_recipient_gets_a_letter_or_a_named_problem():
    """Most of two thousand get a letter that is whole in every line; the others a problem that says what is wrong."""
    seen: Counter[str] = Counter()
    met: set[str | None] = set()

    @settings(max_examples=EXAMPLES)
    @given(profile=profiles(), language=st.sampled_from(LANGUAGES), country=st.none() | codes)
    def letter_or_problem(profile, language, country):
        expected = _expected_problem(profile, language)
        letter, problems = _composed(profile, language, country)
        seen["a problem" if expected else "a letter"] += 1
        met.update((profile["form_of_address"], language, profile.get("gender", "no name")))
        assert problems == ([expected] if expected else [])
        if letter:
            _assert_whole(letter)

    letter_or_problem()

    assert seen.total() >= EXAMPLES
    assert seen["a letter"] >= EXAMPLES * 3 / 4
    # A tenth of them need not meet every form.
    if EXAMPLES >= 2_000:
        assert seen["a problem"] >= 50
        assert met == {*FORMS, "ministre", *LANGUAGES, "f", "m", None, "no name"}


def _composed(profile: dict, language: str, country: str | None) -> tuple[Letter | None, list[str]]:
    sender = make_sender(country=country) if country else None
    try:
        return compose(APPEAL, make_recipient(**profile), language, replace(BASIS, sender=sender)), []
    except ContentError as error:
        return None, [problem.message for problem in error.problems]


def _expected_problem(profile: dict, language: str) -> str:
    if profile["form_of_address"] == "ministre":
        return "there is no form of address 'ministre'"
    own = profile.get("salutation")
    own = own.get(language, "") if isinstance(own, dict) else own or ""
    if "{rank}" in own or ("{surname}" in own and "name" not in profile):
        return f"the salutation '{own}' names what the profile of 'mediator' does not have"
    return ""


def _assert_whole(letter: Letter) -> None:
    assert len(letter.address) >= 2
    prose = [shown(one) for one in (*letter.paragraphs, letter.request, *letter.ending)]
    prose += [shown(demand.prose) for demand in letter.demands]
    for line in (*letter.address, letter.salutation, letter.closing, letter.addressee, letter.subject, *prose):
        assert line
        assert line == line.strip()
        assert not re.search(r"  |None|[{}\[\]|]", line), line
