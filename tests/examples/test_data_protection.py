"""The letters of `examples/data-protection`, in excerpts written by hand: whose letter pleads which law, and how."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.output.text import letter_text
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import edited
from tests.support.sample_letters import TEMPLATES

FOLDER = ROOT / "examples" / "data-protection"
DAY = date(2026, 12, 1)

TO_EXAMPLE_LOYALTY = """\
To: privacy@loyalty.example
Subject: Location data held by companies: access and deletion

Dear Sir or Madam,

I write to you about the location data that Example Loyalty Ltd holds about people like me.
"""
DEMANDS_OF_EXAMPLE_LOYALTY = """\
I ask you to:

1. answer every request for access within one month, with the location records themselves and not with a list of \
categories;
2. delete location records after thirty days, unless the customer has asked you to keep them;
3. publish how long you keep location records, and to which companies you pass them on;
4. send me a copy of the location data that you hold about me, for which please treat this letter as my request.

Please tell me within one month what you will do.

Yours faithfully,

Kim Example
"""
NOTES_OF_EXAMPLE_LOYALTY = """\
[1] Example Privacy Group, ‘Answers to 120 Requests for Location Data’ (Dataset, version 2, 5 October 2026) \
<https://privacy-group.example/answers-2026>.
[2] Ali Farzanehfar, Florimond Houssiau and Yves-Alexandre de Montjoye, ‘The Risk of Re-Identification Remains High \
Even in Country-Scale Location Datasets’ (2021) 2(3) Patterns 100204.
[3] Example Loyalty Ltd, ‘Privacy Notice of the Example Card’ (version 4.2, March 2026) cl 4 \
<https://loyalty.example/privacy>.
[4] Jo Reporter, ‘Card Kept Six Years of Shopping Trips’ Exampleton Gazette (12 October 2026) 4.
[5] Regulation (EU) 2016/679 (United Kingdom General Data Protection Regulation) [2016] OJ L119/1, art 15(1).
[6] Regulation (EU) 2016/679 (United Kingdom General Data Protection Regulation) [2016] OJ L119/1, art 15(1A).
[7] Regulation (EU) 2016/679 (United Kingdom General Data Protection Regulation) [2016] OJ L119/1, art 12A.
[8] Regulation (EU) 2016/679 (United Kingdom General Data Protection Regulation) [2016] OJ L119/1, art 17(1)(a).
[9] Data Protection Act 2018, s 164A(3).
"""
FACT_AND_DEMANDS_OF_EXAMPLE_GROCERS = [
    "Dear Ms Sample,\n",
    "You have announced that you will delete location data after thirty days.[3] Thank you for this decision,",
    "2. confirm that the records from before your decision are deleted, too, and that those to whom you passed them on",
    "Yours sincerely,\n",
]
TO_EXAMPLE_REWARDS = """\
To: privacy@rewards.example
Subject: Location data held by companies: access and deletion

Dear Chief Privacy Officer,

I write to you about the location data that Example Rewards, Inc. holds about people like me.
"""
LAW_OF_EXAMPLE_REWARDS = """\
Under the California Consumer Privacy Act, a consumer who asks you has the right to learn “[t]he specific pieces of \
personal information” that you have collected,[4] and your answer is due “within 45 days of receiving a verifiable \
consumer request from the consumer.”[5]

On request, and unless one of the exceptions of the Act applies, you must delete the personal information that you \
have collected from the consumer, and “notify all third parties to whom the business has sold or shared the personal \
information to delete the consumer’s personal information unless this proves impossible or involves disproportionate \
effort.”[6]
"""
NOTES_OF_EXAMPLE_REWARDS = """\
[3] Example Rewards, Inc., ‘Privacy Policy’ (version 12, July 2026) s 6 <https://rewards.example/privacy>.
[4] California Consumer Privacy Act of 2018, Cal Civ Code § 1798.110(a)(5).
[5] California Consumer Privacy Act of 2018, Cal Civ Code § 1798.130(a)(2)(A).
[6] California Consumer Privacy Act of 2018, Cal Civ Code § 1798.105(c)(1), (d).
[7] California Consumer Privacy Act of 2018, Cal Civ Code § 1798.100(a)(3).
"""
LAW_OF_EXAMPLE_AUDIENCE_DATA = """\
A consumer may direct you at any time “not to sell or share the consumer’s personal information.”[8] Since August \
2026 you must also act on requests that consumers make to all data brokers at once, “through a single verifiable \
consumer request.”[9]
"""
NOTES_OF_EXAMPLE_AUDIENCE_DATA = """\
[8] California Consumer Privacy Act of 2018, Cal Civ Code § 1798.120(a).
[9] Delete Act, Cal Civ Code § 1798.99.86(a)(2), (c).
"""
TO_THE_AUTHORITY = """\
To: casework@authority.example
Subject: Location data held by companies: access and deletion

Dear Director,

I write to ask you to look into how long companies keep records of where their customers have been, and how they \
answer customers who ask to see them.
"""
DEMANDS_OF_THE_AUTHORITY = """\
I ask you to:

1. examine, by a sample of companies with loyalty cards and of data brokers, how long they keep location data and \
whether they answer requests in time;
2. publish what you find, and name the companies that did not answer;
3. say in guidance how long a shop may need to know where its customers were.

Please tell me what you will do.

Yours sincerely,

Kim Example
"""
LAW_OF_THE_AGENCY = """\
And “[u]pon the sworn complaint of any person or on its own initiative, the agency may investigate possible \
violations of this title.”[8]
"""

IN_BRITAIN = ["example-loyalty", "example-grocers", "example-footfall", "example-data-protection-authority"]
IN_CALIFORNIA = ["example-rewards", "example-audience-data", "example-privacy-agency"]
COMPANIES = ["example-loyalty", "example-grocers", "example-footfall", "example-rewards", "example-audience-data"]
REGULATORS = ["example-data-protection-authority", "example-privacy-agency"]
BRITISH_LAW = [
    "United Kingdom General Data Protection Regulation",
    "General Data Protection Regulation of the United Kingdom",
]
CALIFORNIAN_LAW = ["Cal Civ Code", "California Consumer Privacy Act"]


@cache
def _letters(organisation: str = "", country: str = "GB", day: date = DAY) -> dict[str, str]:
    """Return the text of each letter by recipient, signed by a person, or by somebody for that organisation."""
    text = edited((FOLDER / "sender.example.yaml").read_text(encoding="utf-8"), "country: GB", f"country: {country}")
    with TemporaryDirectory() as folder:
        file = Path(folder, "sender.yaml")
        file.write_text(text + (f"organisation: {organisation}\n" if organisation else ""), encoding="utf-8")
        campaign = load_campaign(FOLDER, file)
    plan = plan_letters(campaign, Order(day=day))
    assert [problem.message for problem in plan.problems if problem.level == "error"] == []
    assert plan.failed == ()
    templates = LetterTemplates(TEMPLATES)
    return {letter.recipient: letter_text(letter, templates) for letter in plan.letters}


def test_company_in_britain():
    """The privacy office of a company is asked for what British law gives; a person asks for the own data, too."""
    letter = _letters()["example-loyalty"]

    assert letter.startswith(TO_EXAMPLE_LOYALTY)
    assert DEMANDS_OF_EXAMPLE_LOYALTY in letter
    assert letter.endswith(NOTES_OF_EXAMPLE_LOYALTY)


def test_company_that_has_given_way_is_thanked_and_asked_for_the_rest():
    """A company that supports the appeal is asked to confirm what it has announced, and nobody else is."""
    letters = _letters()

    assert [said for said in FACT_AND_DEMANDS_OF_EXAMPLE_GROCERS if said not in letters["example-grocers"]] == []
    assert "delete location records after thirty days" not in letters["example-grocers"]
    assert [name for name, text in letters.items() if "confirm that the records" in text] == ["example-grocers"]


def test_company_in_california():
    """A company in California reads its own code, quoted, and no sender asks for own data under it."""
    letter = _letters()["example-rewards"]

    assert letter.startswith(TO_EXAMPLE_REWARDS)
    assert LAW_OF_EXAMPLE_REWARDS in letter
    assert letter.endswith(NOTES_OF_EXAMPLE_REWARDS)
    assert "treat this letter as my request" not in letter


def test_data_broker_in_california():
    """A data broker is reminded of the right to opt out and of the Delete Act, not of data collected from consumers."""
    letters = _letters()

    assert LAW_OF_EXAMPLE_AUDIENCE_DATA in letters["example-audience-data"]
    assert letters["example-audience-data"].endswith(NOTES_OF_EXAMPLE_AUDIENCE_DATA)
    assert "§ 1798.105" not in letters["example-audience-data"]
    assert [name for name, text in letters.items() if "Delete Act" in text] == ["example-audience-data"]


def test_regulators():
    """A regulator is asked to look into it, under the law that it enforces, and addressed as its director."""
    letters = _letters()

    assert letters["example-data-protection-authority"].startswith(TO_THE_AUTHORITY)
    assert "It is your task to “monitor and enforce the application of this Regulation”.[9]" in letters[REGULATORS[0]]
    assert DEMANDS_OF_THE_AUTHORITY in letters["example-data-protection-authority"]
    assert letters["example-data-protection-authority"].endswith("[2016] OJ L119/1, art 57(1)(a).\n")
    assert LAW_OF_THE_AGENCY in letters["example-privacy-agency"]
    assert letters["example-privacy-agency"].endswith(
        "[8] California Consumer Privacy Act of 2018, Cal Civ Code § 1798.199.45(a).\n"
    )


@pytest.mark.parametrize(
    ("recipients", "law", "foreign"),
    [(IN_BRITAIN, BRITISH_LAW, CALIFORNIAN_LAW), (IN_CALIFORNIA, CALIFORNIAN_LAW, BRITISH_LAW)],
    ids=["Britain", "California"],
)
def test_each_recipient_reads_the_law_of_the_own_country_alone(recipients, law, foreign):
    """All of the law of a letter is that of the recipient's country."""
    for name in recipients:
        text = _letters()[name]
        assert [said for said in law if said not in text] == [], name
        assert [
            said for said in (*foreign, "Delete Act" if law is BRITISH_LAW else "Data Protection Act") if said in text
        ] == [], name


def test_everybody_gets_a_letter():
    """The recipients in Britain and in California are all there are."""
    assert sorted(_letters()) == sorted(IN_BRITAIN + IN_CALIFORNIA) == sorted(COMPANIES + REGULATORS)


def test_group_speaks_for_itself_and_asks_for_nobodys_own_data():
    """A sender who writes for an organisation says so to companies, and none of its letters is an access request."""
    letters = _letters("Example Privacy Group")

    for name in COMPANIES:
        assert "I write for Example Privacy Group about the location data that Example" in letters[name]
        assert "people like me" not in letters[name]
    assert [name for name, text in letters.items() if "as my request" in text] == []


def test_own_data_are_asked_for_where_the_sender_and_the_company_are_in_britain():
    """A person abroad asks no company for the own data."""
    assert [name for name, text in _letters().items() if "as my request" in text] == IN_BRITAIN[:3]
    assert [name for name, text in _letters(country="US").items() if "as my request" in text] == []


def test_salutation_from_the_united_states_has_a_colon():
    """Whoever posts the letters in the United States writes "Dear Chief Privacy Officer:"."""
    assert "\nDear Chief Privacy Officer:\n" in _letters(country="US")["example-rewards"]


def test_complaints_are_named_since_companies_must_take_them():
    """The right to complain to a company is pleaded from 19 June 2026 on."""
    assert "Data Protection Act 2018" not in _letters(day=date(2026, 6, 18))["example-footfall"]
    assert "Data Protection Act 2018, s 164A(3)." in _letters(day=date(2026, 6, 19))["example-footfall"]
