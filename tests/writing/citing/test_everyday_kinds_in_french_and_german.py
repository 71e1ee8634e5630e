"""The golden forms of everyday sources in French and German letters, first and later, written by hand.

French forms of McGill follow the French half of the guide, as the University of Ottawa's pages on it have it: edition,
place, publisher and year between commas, "à la p 25", "au para 134", "[non publiée]". German and French courts are
cited as they cite themselves. United Nations style in these languages, and the plain style, have no guide: they are the
English forms in the words of the language. ~ stands for the no-break space of
French; those that hold a number to its label are no matter here.
"""

import re

import pytest

from tests.support.everyday_sources import CJEU_TRANSLATED, COUNCIL, GDPR_TRANSLATED, SCHREMS, SOURCES, cited

FR, DE = GDPR_TRANSLATED["fr"], GDPR_TRANSLATED["de"]
COUR, GERICHTSHOF = CJEU_TRANSLATED["fr"], CJEU_TRANSLATED["de"]
ECLI = "ECLI:EU:C:2020:559"
BVERWG = "BVerwG, Urteil vom 27. Februar 2018 – 7 C 26.16."

FORMS = {
    ("oscola", "fr"): {
        "book": ("Jane Doe, *Air Quality in Cities* (3e éd, Example Press 2019) 25.", "Doe (n 1) 25."),
        "chapter": (
            (
                "Ann Lee, «~Buses and Lungs~» dans Jane Doe et Max Roth (dir), *Streets for People* "
                "(Example Press 2020) 45."
            ),
            "Lee (n 1) 45.",
        ),
        "article": ("Ann Lee et Max Roth, «~Lungs and Law~» (2018) 8(1) J Ex 4, 9.", "Lee et Roth (n 1) 9."),
        "web without a date": (
            "Example Buses, «~Our fleet~» <https://example.org/fleet> consulté le 20 novembre 2026.",
            "Example Buses (n 1).",
        ),
        "letter": ("Lettre de Jane Doe à Max Roth (11 mars 2008).", "Doe (n 1)."),
        "interview": ("Entretien avec Ian Bonar (Portsmouth, 11 mars 2007).", "Bonar (n 1)."),
        "regulation": (f"{FR} [2016] JO L119/1, art. 17.", "RGPD, art. 17."),
        "EU case": (f"Affaire C-311/18 *{SCHREMS}* {ECLI}, par. 134.", "*Schrems II* (n 1) par. 134."),
        "German court": ("BVerwG, arrêt du 27 février 2018, 7 C 26.16.", "BVerwG, 7 C 26.16 (n 1)."),
        "French court": ("CE, 12 juillet 2017, n° 394254.", "CE, n° 394254 (n 1)."),
        "council resolution": (
            f"{COUNCIL}, «~Clean buses by 2030~» (résolution 2023/45, 3 mai 2023) par. 2 <https://example.org/45>.",
            f"{COUNCIL}, résolution 2023/45 (n 1) par. 2.",
        ),
    },
    ("mcgill", "fr"): {
        "book": (
            "Jane Doe, *Air quality in cities*, 3e éd, London, Example Press, 2019 à la p 25.",
            "Doe, supra note 1 à la p 25.",
        ),
        "chapter": (
            (
                "Ann Lee, «~Buses and lungs~» dans Jane Doe et Max Roth, dir, *Streets for people*, London, "
                "Example Press, 2020, 40 à la p 45."
            ),
            "Lee, supra note 1 à la p 45.",
        ),
        "article": (
            "Ann Lee et Max Roth, «~Lungs and law~» (2018) 8:1 J Ex 4 à la p 9.",
            "Lee et Roth, supra note 1 à la p 9.",
        ),
        "web without a date": (
            "Example Buses, «~Our fleet~» (s.d.), en ligne~: <https://example.org/fleet>.",
            "Example Buses, supra note 1.",
        ),
        "thesis": (
            "Eva Stone, *Breathing in the city*, PhD thesis, University of Exampleton, 2012 [non publiée] à la p 30.",
            "Stone, supra note 1 à la p 30.",
        ),
        "letter": ("Lettre de Jane Doe à Max Roth (11 mars 2008).", "Doe, supra note 1."),
        "regulation": (f"UE, *{FR}*, [2016] JO, L 119/1, art 17.", "*RGPD*, supra note 1, art 17."),
        "EU case": (f"*{SCHREMS}*, C-311/18, {ECLI} au para 134.", "*Schrems II*, supra note 1 au para 134."),
        "French court": ("CE, 12 juillet 2017, n° 394254.", "CE, n° 394254, supra note 1."),
        "numbered report": (
            "Law Commission, *Reforming Bribery*, Law Com n° 313 (2008) aux para 3.12–3.17.",
            "Law Commission, supra note 1 aux para 3.12–3.17.",
        ),
    },
    ("un", "fr"): {
        "book": (
            "Jane Doe, *Air quality in cities*, 3e éd. (London, Example Press, 2019), p. 25.",
            "Jane Doe, *Air quality in cities*, p. 25.",
        ),
        "article": (
            "Ann Lee et Max Roth, «~Lungs and law~», *Journal of Examples*, vol. 8, n° 1 (2018), p. 9.",
            "Ann Lee et Max Roth, «~Lungs and law~», p. 9.",
        ),
        "web without a date": (
            (
                "Example Buses, «~Our fleet~», s.d., disponible à l’adresse https://example.org/fleet "
                "(consulté le 20 novembre 2026)."
            ),
            "Example Buses, «~Our fleet~».",
        ),
        "letter": ("Lettre de Jane Doe à Max Roth, 11 mars 2008.", "Lettre de Jane Doe à Max Roth."),
        "regulation": (
            f"{FR}, *Journal officiel de l’Union européenne*, L 119 (2016), p. 1, art. 17.",
            "RGPD, art. 17.",
        ),
        "EU case": (
            f"{COUR}, *{SCHREMS}*, affaire C-311/18, arrêt du 16 juillet 2020, {ECLI}, par. 134.",
            "*Schrems II*, par. 134.",
        ),
        "French court": ("CE, 12 juillet 2017, n° 394254.", "CE, n° 394254."),
        "council resolution": (
            (
                f"{COUNCIL}, résolution 2023/45 du 3 mai 2023, «~Clean buses by 2030~», par. 2, "
                "disponible à l’adresse https://example.org/45."
            ),
            f"{COUNCIL}, résolution 2023/45, par. 2.",
        ),
    },
    ("plain", "fr"): {
        "book": (
            "Jane Doe, Air quality in cities, 3e édition, Example Press, London, 2019, page 25.",
            "Jane Doe, Air quality in cities, page 25.",
        ),
        "letter": ("Lettre de Jane Doe à Max Roth, 11 mars 2008.", "Lettre de Jane Doe à Max Roth."),
        "regulation": (
            f"Article 17 du {FR}, *Journal officiel de l’Union européenne*, L 119 (2016), page 1.",
            "Article 17 du RGPD.",
        ),
        "EU case": (
            f"{COUR}, {SCHREMS}, affaire C-311/18, arrêt du 16 juillet 2020, {ECLI}, paragraphe 134.",
            "Schrems II, affaire C-311/18, paragraphe 134.",
        ),
        "French court": ("CE, 12 juillet 2017, n° 394254.", "CE, n° 394254."),
    },
    ("oscola", "de"): {
        "book": ("Jane Doe, *Air Quality in Cities* (3. Aufl., Example Press 2019) 25.", "Doe (n 1) 25."),
        "web without a date": (
            "Example Buses, ‚Our fleet‘ <https://example.org/fleet> abgerufen am 20. November 2026.",
            "Example Buses (n 1).",
        ),
        "letter": ("Schreiben von Jane Doe an Max Roth (11. März 2008).", "Doe (n 1)."),
        "interview": ("Interview mit Ian Bonar (Portsmouth, 11. März 2007).", "Bonar (n 1)."),
        "regulation": (f"{DE} [2016] ABl L119/1, Art. 17.", "DSGVO, Art. 17."),
        "German court": (BVERWG, "BVerwG, 7 C 26.16 (n 1)."),
        "French court": ("CE, 12. Juli 2017 – Nr. 394254.", "CE, Nr. 394254 (n 1)."),
        "council resolution": (
            f"{COUNCIL}, ‚Clean buses by 2030‘ (Beschluss 2023/45, 3. Mai 2023) Ziff. 2 <https://example.org/45>.",
            f"{COUNCIL}, Beschluss 2023/45 (n 1) Ziff. 2.",
        ),
    },
    ("un", "de"): {
        "book": (
            "Jane Doe, *Air quality in cities*, 3. Aufl. (London, Example Press, 2019), S. 25.",
            "Jane Doe, *Air quality in cities*, S. 25.",
        ),
        "article": (
            "Ann Lee und Max Roth, „Lungs and law“, *Journal of Examples*, Bd. 8, Nr. 1 (2018), S. 9.",
            "Ann Lee und Max Roth, „Lungs and law“, S. 9.",
        ),
        "web without a date": (
            (
                "Example Buses, „Our fleet“, o. J., abrufbar unter https://example.org/fleet "
                "(abgerufen am 20. November 2026)."
            ),
            "Example Buses, „Our fleet“.",
        ),
        "regulation": (
            f"{DE}, *Amtsblatt der Europäischen Union*, L 119 (2016), S. 1, Art. 17.",
            "DSGVO, Art. 17.",
        ),
        "EU case": (
            f"{GERICHTSHOF}, *{SCHREMS}*, Rechtssache C-311/18, Urteil vom 16. Juli 2020, {ECLI}, Ziff. 134.",
            "*Schrems II*, Ziff. 134.",
        ),
        "German court": (BVERWG, "BVerwG, 7 C 26.16."),
        "council resolution": (
            (
                f"{COUNCIL}, Beschluss 2023/45 vom 3. Mai 2023, „Clean buses by 2030“, Ziff. 2, "
                "abrufbar unter https://example.org/45."
            ),
            f"{COUNCIL}, Beschluss 2023/45, Ziff. 2.",
        ),
    },
    ("plain", "de"): {
        "book": (
            "Jane Doe, Air quality in cities, 3. Auflage, Example Press, London, 2019, Seite 25.",
            "Jane Doe, Air quality in cities, Seite 25.",
        ),
        "article": (
            "Ann Lee und Max Roth, „Lungs and law“, Journal of Examples, Band 8, Nummer 1, 2018, Seite 9.",
            "Ann Lee und Max Roth, „Lungs and law“, Seite 9.",
        ),
        "letter": ("Schreiben von Jane Doe an Max Roth, 11. März 2008.", "Schreiben von Jane Doe an Max Roth."),
        "regulation": (
            f"Artikel 17 {DE}, *Amtsblatt der Europäischen Union*, L 119 (2016), Seite 1.",
            "Artikel 17 DSGVO.",
        ),
        "German court": (BVERWG, "BVerwG, 7 C 26.16."),
    },
}


@pytest.mark.parametrize(
    ("style", "language", "source"),
    [(style, language, source) for (style, language), forms in FORMS.items() for source in forms],
)
def test_everyday_source_in_a_french_or_german_letter(style, language, source):
    """Words, dates, marks and labels are those of the letter's language; titles stay as their publishers wrote them."""
    notes = cited(*SOURCES[source], style, language)
    printed = tuple(re.sub(r"\u00a0(?=\d)", " ", note).replace("\u00a0", "~") for note in notes)

    assert printed == FORMS[style, language][source]
