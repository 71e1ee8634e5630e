"""What the shipped letters may cite: official addresses, whole law, and words that carry what they are cited for."""

from urllib.parse import urlsplit

import pytest

from tests.support.shipped import shipped_campaign

# Copies, aggregators and campaigns that once stood for a source whose own address is known.
STAND_INS = (
    "ain.az",
    "arminfo.info",
    "bundle.az",
    "cloudfront.net",
    "freearmenianhostages.net",
    "pangea-cms.com",
    "rrcabin.com",
)
# The words on which letters rest; without them the citation would not carry its sentence, or concede too much.
WORDS = [
    ("gc3", "art. 105(4)", "en", "in a language which he understands"),
    ("gc3", "art. 106", "en", "fully informed of his right to appeal or petition and of the time limit"),
    ("gc3", "art. 107(1)", "en", "in a language he understands, if the sentence was not pronounced in his presence"),
    ("gc3", "art. 107(1)", "fr", "dans une langue qu’il comprenne, si le jugement n’a pas été prononcé en sa présence"),
    ("gc3", "art. 108(3)", "en", "to receive at least one relief parcel monthly"),
    ("gc3", "art. 108(3)", "en", "medical care required by their state of health"),
    ("gc3", "art. 109(2)", "en", "able-bodied prisoners of war who have undergone a long period of captivity"),
    ("gc3", "art. 119(5)", "en", "and, if necessary, until the completion of the punishment"),
    ("gc3", "art. 119(5)", "fr", "et, le cas échéant, jusqu’à l’expiration de la peine"),
    (
        "gc3",
        "art. 126(4)",
        "fr",
        "Les délégués du Comité international de la Croix-Rouge bénéficieront des mêmes prérogatives",
    ),
    ("gc4", "art. 76(6)", "fr", "auront le droit de recevoir la visite des délégués"),
    ("gc4", "art. 132(2)", "en", "during the course of hostilities"),
    ("gc4", "art. 132(2)", "en", "internees who have been detained for a long time"),
    ("gc4", "art. 133(2)", "en", "and, if circumstances require, until the completion of the penalty"),
    ("gc4", "art. 137(1)", "en", "to the Powers of whom the aforesaid persons are nationals"),
    ("gc4", "art. 146(4)", "en", "not be less favourable than those provided by Article 105"),
    ("cat", "art. 16(1)", "en", "articles 10, 11, 12 and 13 shall apply"),
    ("iccpr", "art. 14(1)", "en", "any judgement rendered in a criminal case or in a suit at law shall be made public"),
    ("iccpr", "art. 14(3)(a)", "en", "in a language which he understands"),
    ("iccpr", "art. 14(3)(f)", "en", "free assistance of an interpreter"),
    ("ecpt", "art. 17(3)", "en", "International Committee of the Red Cross effectively visit on a regular basis"),
    ("echr", "art. 34", "en", "undertake not to hinder in any way the effective exercise of this right"),
    ("icj-2021", "para. 98(1)(a)", "fr", "Protéger contre les voies de fait et les sévices"),
]


def _is_of(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


def test_no_source_is_cited_at_a_stand_in():
    """No letter sends its reader to a mirror, an aggregator or a campaign in place of who published the source."""
    hosts = {one.id: urlsplit(one.url).hostname or "" for one in shipped_campaign().authorities.values() if one.url}

    assert len(hosts) >= 30
    assert {key: host for key, host in hosts.items() if any(_is_of(host, site) for site in STAND_INS)} == {}


@pytest.mark.parametrize(("key", "pinpoint", "language", "words"), WORDS, ids=lambda value: value[:30])
def test_law_holds_the_words_that_letters_rest_on(key, pinpoint, language, words):
    """The stored words of a provision hold those for which letters cite it, qualifiers included."""
    stored = shipped_campaign().authorities[key].custom.provisions[pinpoint][language]

    assert any(words in text for text in stored)


@pytest.mark.parametrize("key", ["ecpt", "echr"])
def test_european_conventions_bind_both_states_and_no_american_one(key):
    """The conventions of the Council of Europe are pleaded against Azerbaijan, never before the United States."""
    states = shipped_campaign().authorities[key].custom.parties

    assert {"AM", "AZ"} <= set(states)
    assert not {"US", "CA", "RU"} & set(states)
