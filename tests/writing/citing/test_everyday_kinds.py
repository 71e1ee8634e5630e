"""The golden forms of everyday sources: books, articles, pages, codes, acts and cases of every court, in every style.

Every expected string was written by hand. The forms rest on public digests of the guides, which were read for them:

- OSCOLA 4: University of West London (uwl.libguides.com/oscola/eu and /web: 2.6.1, 3.4.8, 3.4.9), University of
  Portsmouth (library.port.ac.uk/ref/page313.html: 3.4.9, page374.html: 3.4.12, and its page on interviews: 3.4.11),
  University of York (books), a copy of the guide's part on reports (3.4.4, Law Commission). From memory: 2.1.3, 2.1.4,
  2.6.2, 3.2.4, 3.3.1, 3.4.7.
- Bluebook: University of Colorado (17.2, theses and letters), Brigham Young University (16.5), Creighton University and
  Seton Hall University (21.5.2, 21.9). From memory: 10.3, 12.3, 15, 16.4, 16.6, 18.2.2, Germany and France.
- McGill: Sheridan College (6.2), University of Ottawa in both languages (6.1, 6.2). From memory: all others.
- AGLC4: Southern Cross University (5.1 to 5.10), Curtin University (6, 7.11), Murdoch University (7.12), Queensland
  University of Technology (2.2, 2.3). From memory: 6.6, 7.1, 7.2, 14.2, 25.
- United Nations: the contents of the editorial manual, chapter IV (un.org/dgacm); its examples are from memory.

No digest that was read has resolutions of councils, policies, standards or data sets: they take the form of the nearest
kind.
"""

import pytest

from tests.support.everyday_sources import (
    CJEU,
    COUNCIL,
    GDPR,
    GDPR_CAPITALS,
    ISO,
    OFFICE,
    SCHREMS,
    SCHREMS_DOTTED,
    SOURCES,
    cited,
)

pytestmark = pytest.mark.no_cover

# Each: first, and later.
OSCOLA = {
    "book": ("Jane Doe, *Air Quality in Cities* (3rd edn, Example Press 2019) 25.", "Doe (n 1) 25."),
    "chapter": (
        "Ann Lee, ‘Buses and Lungs’ in Jane Doe and Max Roth (eds), *Streets for People* (Example Press 2020) 45.",
        "Lee (n 1) 45.",
    ),
    "article": ("Ann Lee and Max Roth, ‘Lungs and Law’ (2018) 8(1) J Ex 4, 9.", "Lee and Roth (n 1) 9."),
    "news with a page": (
        "Anna Example, ‘Council buys old buses’ *Example Times* (London, 19 March 2021) 7.",
        "Example (n 1).",
    ),
    "web": (
        (
            "Sarah Cole, ‘Virtual friend fires employee’ (*Naked Law*, 1 May 2009) <https://example.org/blog> "
            "accessed 19 November 2009."
        ),
        "Cole (n 1).",
    ),
    "web without a date": (
        "Example Buses, ‘Our fleet’ <https://example.org/fleet> accessed 20 November 2026.",
        "Example Buses (n 1).",
    ),
    "interview": ("Interview with Ian Bonar (Portsmouth, 11 March 2007).", "Bonar (n 1)."),
    "letter": ("Letter from Jane Doe to Max Roth (11 March 2008).", "Doe (n 1)."),
    "thesis": (
        "Eva Stone, ‘Breathing in the City’ (PhD thesis, University of Exampleton 2012) 30.",
        "Stone (n 1) 30.",
    ),
    "numbered report": (
        "Law Commission, ‘Reforming Bribery’ (Law Com No 313, 2008) paras 3.12–3.17.",
        "Law Commission (n 1) paras 3.12–3.17.",
    ),
    "policy": (
        (
            "Example Ltd, ‘Privacy policy’ (version 3, 5 May 2023) s 4 <https://example.org/privacy> "
            "accessed 20 November 2026."
        ),
        "Example Ltd (n 1) s 4.",
    ),
    "code": ("California Consumer Privacy Act, Cal Civ Code § 1798.110(a).", "Cal Civ Code § 1798.110(a)."),
    "regulation": (f"{GDPR} [2016] OJ L119/1, art 17.", "GDPR, art 17."),
    "EU case": (f"Case C-311/18 *{SCHREMS}* ECLI:EU:C:2020:559, para 134.", "*Schrems II* (n 1) para 134."),
    "neutral citation": ("*Lloyd v Google LLC* [2021] UKSC 50 [92].", "*Lloyd v Google LLC* (n 1) [92]."),
    "American case": ("*TransUnion LLC v Ramirez* 594 US 413, 425 (2021).", "*TransUnion LLC v Ramirez* (n 1) 425."),
    "German court": ("BVerwG, Judgment of 27 February 2018, 7 C 26.16.", "BVerwG, 7 C 26.16 (n 1)."),
    "French court": ("CE, 12 July 2017, No 394254.", "CE, No 394254 (n 1)."),
    "council resolution": (
        f"{COUNCIL}, ‘Clean buses by 2030’ (Resolution 2023/45, 3 May 2023) para 2 <https://example.org/45>.",
        f"{COUNCIL}, Resolution 2023/45 (n 1) para 2.",
    ),
    "data set": (
        (
            f"{OFFICE}, ‘Air quality 2015 to 2020’ (Dataset, version 2, Example Data Archive, 2021) "
            "<https://doi.org/10.1000/182>."
        ),
        f"{OFFICE} (n 1).",
    ),
    "standard": (f"{ISO}, ‘Medical devices’ (ISO 13485:2016, 3rd edn, 2016) s 7.", "ISO 13485:2016 (n 1) s 7."),
}
BLUEBOOK = {
    "book": ("Jane Doe, *Air Quality in Cities* 25 (3d ed. 2019).", "Doe, *supra* note 1, at 25."),
    "chapter": (
        "Ann Lee, *Buses and Lungs*, *in* *Streets for People* 40, 45 (Jane Doe & Max Roth eds., 2020).",
        "Lee, *supra* note 1, at 45.",
    ),
    "article": ("Ann Lee & Max Roth, *Lungs and Law*, 8 J Ex 4, 9 (2018).", "Lee & Roth, *supra* note 1, at 9."),
    "news with a page": (
        "Anna Example, *Council Buys Old Buses*, Example Times, Mar. 19, 2021, at 7.",
        "Example, *supra* note 1.",
    ),
    "web": (
        "Sarah Cole, *Virtual Friend Fires Employee*, Naked Law (May 1, 2009), https://example.org/blog.",
        "Cole, *supra* note 1.",
    ),
    "web without a date": (
        "Example Buses, *Our Fleet*, https://example.org/fleet (last visited Nov. 20, 2026).",
        "Example Buses, *supra* note 1.",
    ),
    "interview": ("Interview with Ian Bonar, in Portsmouth (Mar. 11, 2007).", "Bonar, *supra* note 1."),
    "letter": ("Letter from Jane Doe to Max Roth (Mar. 11, 2008).", "Doe, *supra* note 1."),
    "thesis": (
        "Eva Stone, Breathing in the City 30 (2012) (PhD thesis, University of Exampleton).",
        "Stone, *supra* note 1, at 30.",
    ),
    "numbered report": (
        "Law Commission, *Reforming Bribery* ¶¶ 3.12-3.17 (Law Com No. 313, 2008).",
        "Law Commission, *supra* note 1, ¶¶ 3.12-3.17.",
    ),
    "policy": (
        "Example Ltd, *Privacy Policy* § 4 (version 3, May 5, 2023), https://example.org/privacy.",
        "Example Ltd, *supra* note 1, § 4.",
    ),
    "code": ("California Consumer Privacy Act, Cal. Civ. Code § 1798.110(a).", "Cal. Civ. Code § 1798.110(a)."),
    "regulation": (f"{GDPR_CAPITALS}, art. 17, 2016 O.J. (L 119) 1.", "GDPR, art. 17."),
    "EU case": (
        f"Case C-311/18, {SCHREMS_DOTTED}, ECLI:EU:C:2020:559, ¶ 134 (July 16, 2020).",
        "Case C-311/18, Schrems II, ¶ 134.",
    ),
    "neutral citation": ("Lloyd v. Google LLC [2021] UKSC 50, ¶ 92 (UK).", "Lloyd v. Google LLC [2021] UKSC 50, ¶ 92."),
    "American case": (
        "TransUnion LLC v. Ramirez, 594 U.S. 413, 425 (2021).",
        "TransUnion LLC v. Ramirez, 594 U.S. at 425.",
    ),
    "German court": ("BVerwG Feb. 27, 2018, 7 C 26.16 (Ger.).", "BVerwG, 7 C 26.16."),
    "French court": ("CE July 12, 2017, No. 394254.", "CE, No. 394254."),
    "council resolution": (
        f"{COUNCIL}, Res. No. 2023/45, *Clean Buses by 2030*, ¶ 2 (May 3, 2023), https://example.org/45.",
        f"{COUNCIL}, Res. No. 2023/45, *supra* note 1, ¶ 2.",
    ),
    "data set": (
        (
            f"{OFFICE}, *Air Quality 2015 to 2020* (dataset, version 2, Example Data Archive, 2021), "
            "https://doi.org/10.1000/182."
        ),
        f"{OFFICE}, *supra* note 1.",
    ),
    "standard": (
        f"{ISO}, ISO 13485:2016, *Medical Devices* § 7 (3d ed. 2016).",
        "ISO 13485:2016, *supra* note 1, § 7.",
    ),
}
MCGILL = {
    "book": (
        "Jane Doe, *Air quality in cities*, 3rd ed (London: Example Press, 2019) at 25.",
        "Doe, supra note 1 at 25.",
    ),
    "chapter": (
        (
            "Ann Lee, “Buses and lungs” in Jane Doe & Max Roth, eds, *Streets for people* "
            "(London: Example Press, 2020) 40 at 45."
        ),
        "Lee, supra note 1 at 45.",
    ),
    "article": ("Ann Lee & Max Roth, “Lungs and law” (2018) 8:1 J Ex 4 at 9.", "Lee & Roth, supra note 1 at 9."),
    "news with a page": (
        "Anna Example, “Council buys old buses”, *Example Times* (19 March 2021) 7.",
        "Example, supra note 1.",
    ),
    "web": (
        "Sarah Cole, “Virtual friend fires employee” (1 May 2009), online: *Naked Law* <https://example.org/blog>.",
        "Cole, supra note 1.",
    ),
    "web without a date": (
        "Example Buses, “Our fleet” (n.d.), online: <https://example.org/fleet>.",
        "Example Buses, supra note 1.",
    ),
    "interview": ("Interview of Ian Bonar (Portsmouth, 11 March 2007).", "Bonar, supra note 1."),
    "letter": ("Letter from Jane Doe to Max Roth (11 March 2008).", "Doe, supra note 1."),
    "thesis": (
        "Eva Stone, *Breathing in the city* (PhD thesis, University of Exampleton, 2012) [unpublished] at 30.",
        "Stone, supra note 1 at 30.",
    ),
    "numbered report": (
        "Law Commission, *Reforming Bribery*, Law Com No 313 (2008) at paras 3.12–3.17.",
        "Law Commission, supra note 1 at paras 3.12–3.17.",
    ),
    "policy": (
        "Example Ltd, “Privacy policy”, version 3 (5 May 2023), s 4, online: <https://example.org/privacy>.",
        "Example Ltd, supra note 1, s 4.",
    ),
    "code": (
        "*California Consumer Privacy Act*, Cal Civ Code § 1798.110(a).",
        "Cal Civ Code, supra note 1 § 1798.110(a).",
    ),
    "regulation": (f"EU, *{GDPR}*, [2016] OJ, L 119/1, art 17.", "*GDPR*, supra note 1, art 17."),
    "EU case": (f"*{SCHREMS}*, C-311/18, ECLI:EU:C:2020:559 at para 134.", "*Schrems II*, supra note 1 at para 134."),
    "neutral citation": (
        "*Lloyd v Google LLC*, [2021] UKSC 50 at para 92.",
        "*Lloyd v Google LLC*, supra note 1 at para 92.",
    ),
    "American case": (
        "*TransUnion LLC v Ramirez*, 594 US 413 at 425 (2021).",
        "*TransUnion LLC v Ramirez*, supra note 1 at 425.",
    ),
    "German court": ("BVerwG, Judgment of 27 February 2018, 7 C 26.16.", "BVerwG, 7 C 26.16, supra note 1."),
    "French court": ("CE, 12 July 2017, No 394254.", "CE, No 394254, supra note 1."),
    "council resolution": (
        (
            f"{COUNCIL}, Resolution No 2023/45, *Clean buses by 2030* (3 May 2023) at para 2, "
            "online: <https://example.org/45>."
        ),
        f"{COUNCIL}, Resolution No 2023/45, supra note 1 at para 2.",
    ),
    "data set": (
        (
            f"{OFFICE}, “Air quality 2015 to 2020”, Dataset, version 2 (Example Data Archive, 2021), "
            "online: <https://doi.org/10.1000/182>."
        ),
        f"{OFFICE}, supra note 1.",
    ),
    "standard": (
        f"{ISO}, *Medical devices*, ISO 13485:2016, 3rd ed (2016), s 7.",
        "ISO 13485:2016, supra note 1, s 7.",
    ),
}
AGLC = {
    "book": ("Jane Doe, *Air Quality in Cities* (Example Press, 3rd ed, 2019) 25.", "Doe (n 1) 25."),
    "chapter": (
        "Ann Lee, ‘Buses and Lungs’ in Jane Doe and Max Roth (eds), *Streets for People* (Example Press, 2020) 40, 45.",
        "Lee (n 1) 45.",
    ),
    "article": (
        "Ann Lee and Max Roth, ‘Lungs and Law’ (2018) 8(1) *Journal of Examples* 4, 9.",
        "Lee and Roth (n 1) 9.",
    ),
    "news with a page": (
        "Anna Example, ‘Council Buys Old Buses’, *Example Times* (London, 19 March 2021) 7.",
        "Example (n 1).",
    ),
    "web": (
        "Sarah Cole, ‘Virtual Friend Fires Employee’, *Naked Law* (Web Page, 1 May 2009) <https://example.org/blog>.",
        "Cole (n 1).",
    ),
    "web without a date": (
        "Example Buses, ‘Our Fleet’ (Web Page, n.d.) <https://example.org/fleet>.",
        "Example Buses (n 1).",
    ),
    "interview": ("Interview with Ian Bonar (Portsmouth, 11 March 2007).", "Bonar (n 1)."),
    "letter": ("Letter from Jane Doe to Max Roth, 11 March 2008.", "Doe (n 1)."),
    "thesis": (
        "Eva Stone, ‘Breathing in the City’ (PhD thesis, University of Exampleton, 2012) 30.",
        "Stone (n 1) 30.",
    ),
    "numbered report": (
        "Law Commission, *Reforming Bribery* (Report No 313, 2008) [3.12]–[3.17].",
        "Law Commission (n 1) [3.12]–[3.17].",
    ),
    "policy": (
        "Example Ltd, *Privacy Policy* (Policy, version 3, 5 May 2023) s 4 <https://example.org/privacy>.",
        "Example Ltd (n 1) s 4.",
    ),
    "code": (
        "*California Consumer Privacy Act*, Cal Civ Code § 1798.110(a).",
        "Cal Civ Code (n 1) § 1798.110(a).",
    ),
    "regulation": (f"*{GDPR_CAPITALS}* [2016] OJ L 119/1, art 17.", "*GDPR* (n 1) art 17."),
    "EU case": (
        f"*{SCHREMS}* ({CJEU}, C-311/18, ECLI:EU:C:2020:559, 16 July 2020) [134].",
        "*Schrems II* (n 1) [134].",
    ),
    "neutral citation": ("*Lloyd v Google LLC* [2021] UKSC 50, [92].", "*Lloyd v Google LLC* (n 1) [92]."),
    "American case": ("*TransUnion LLC v Ramirez*, 594 US 413, 425 (2021).", "*TransUnion LLC v Ramirez* (n 1) 425."),
    "German court": ("BVerwG, 7 C 26.16, Judgment of 27 February 2018.", "BVerwG, 7 C 26.16 (n 1)."),
    "French court": ("CE, No 394254, 12 July 2017.", "CE, No 394254 (n 1)."),
    "council resolution": (
        f"{COUNCIL}, *Clean Buses by 2030* (Resolution No 2023/45, 3 May 2023) para 2 <https://example.org/45>.",
        f"{COUNCIL}, Resolution No 2023/45 (n 1) para 2.",
    ),
    "data set": (
        (
            f"{OFFICE}, ‘Air Quality 2015 to 2020’ (Dataset, version 2, Example Data Archive, 2021) "
            "<https://doi.org/10.1000/182>."
        ),
        f"{OFFICE} (n 1).",
    ),
    "standard": (f"{ISO}, *Medical Devices* (ISO 13485:2016, 3rd ed, 2016) s 7.", "ISO 13485:2016 (n 1) s 7."),
}
UN = {
    "book": (
        "Jane Doe, *Air quality in cities*, 3rd ed. (London, Example Press, 2019), p. 25.",
        "Jane Doe, *Air quality in cities*, p. 25.",
    ),
    "chapter": (
        (
            "Ann Lee, “Buses and lungs”, in *Streets for people*, Jane Doe and Max Roth, eds. "
            "(London, Example Press, 2020), p. 45."
        ),
        "Ann Lee, “Buses and lungs”, p. 45.",
    ),
    "article": (
        "Ann Lee and Max Roth, “Lungs and law”, *Journal of Examples*, vol. 8, No. 1 (2018), p. 9.",
        "Ann Lee and Max Roth, “Lungs and law”, p. 9.",
    ),
    "news with a page": (
        "Anna Example, “Council buys old buses”, *Example Times*, 19 March 2021, p. 7.",
        "Example, “Council buys old buses”, *Example Times*.",
    ),
    "web": (
        (
            "Sarah Cole, “Virtual friend fires employee”, Naked Law, 1 May 2009, available at https://example.org/blog "
            "(accessed on 19 November 2009)."
        ),
        "Sarah Cole, “Virtual friend fires employee”.",
    ),
    "web without a date": (
        "Example Buses, “Our fleet”, n.d., available at https://example.org/fleet (accessed on 20 November 2026).",
        "Example Buses, “Our fleet”.",
    ),
    "interview": ("Interview with Ian Bonar, Portsmouth, 11 March 2007.", "Interview with Ian Bonar."),
    "letter": ("Letter from Jane Doe to Max Roth, 11 March 2008.", "Letter from Jane Doe to Max Roth."),
    "thesis": (
        "Eva Stone, “Breathing in the city”, PhD thesis, University of Exampleton, 2012, p. 30.",
        "Eva Stone, “Breathing in the city”, p. 30.",
    ),
    "numbered report": (
        "Law Commission, “Reforming Bribery”, Law Com, No. 313, 2008, paras. 3.12–3.17.",
        "Law Commission, “Reforming Bribery”, paras. 3.12–3.17.",
    ),
    "policy": (
        (
            "Example Ltd, “Privacy policy”, version 3, 5 May 2023, sect. 4, available at https://example.org/privacy "
            "(accessed on 20 November 2026)."
        ),
        "Example Ltd, “Privacy policy”, sect. 4.",
    ),
    "code": ("California Consumer Privacy Act, Cal. Civ. Code, § 1798.110 (a).", "Cal. Civ. Code, § 1798.110 (a)."),
    "regulation": (f"{GDPR}, *Official Journal of the European Union*, L 119 (2016), p. 1, art. 17.", "GDPR, art. 17."),
    "EU case": (
        f"{CJEU}, *{SCHREMS_DOTTED}*, Case C-311/18, Judgment of 16 July 2020, ECLI:EU:C:2020:559, para. 134.",
        "*Schrems II*, para. 134.",
    ),
    "neutral citation": (
        "UK Supreme Court, *Lloyd v. Google LLC*, [2021] UKSC 50, Judgment of 10 November 2021, para. 92.",
        "*Lloyd v. Google LLC*, para. 92.",
    ),
    "American case": (
        "Supreme Court of the United States, *TransUnion LLC v. Ramirez*, 594 U.S. 413, 25 June 2021, p. 425.",
        "*TransUnion LLC v. Ramirez*, p. 425.",
    ),
    "German court": ("BVerwG, Judgment of 27 February 2018, 7 C 26.16.", "BVerwG, 7 C 26.16."),
    "French court": ("CE, 12 July 2017, No. 394254.", "CE, No. 394254."),
    "council resolution": (
        (
            f"{COUNCIL}, resolution 2023/45 of 3 May 2023, “Clean buses by 2030”, para. 2, "
            "available at https://example.org/45."
        ),
        f"{COUNCIL}, resolution 2023/45, para. 2.",
    ),
    "data set": (
        (
            f"{OFFICE}, “Air quality 2015 to 2020”, dataset, version 2, Example Data Archive, 2021, "
            "available at https://doi.org/10.1000/182."
        ),
        f"{OFFICE}, “Air quality 2015 to 2020”.",
    ),
    "standard": (f"{ISO}, “Medical devices”, ISO 13485:2016, 3rd ed., 2016, sect. 7.", "ISO 13485:2016, sect. 7."),
}
PLAIN = {
    "book": (
        "Jane Doe, Air quality in cities, 3rd edition, Example Press, London, 2019, page 25.",
        "Jane Doe, Air quality in cities, page 25.",
    ),
    "chapter": (
        (
            "Ann Lee, “Buses and lungs”, in Jane Doe and Max Roth (editors), Streets for people, Example Press, "
            "London, 2020, page 45."
        ),
        "Ann Lee, “Buses and lungs”, page 45.",
    ),
    "article": (
        "Ann Lee and Max Roth, “Lungs and law”, Journal of Examples, volume 8, number 1, 2018, page 9.",
        "Ann Lee and Max Roth, “Lungs and law”, page 9.",
    ),
    "news with a page": (
        "Anna Example, “Council buys old buses”, Example Times (London), 19 March 2021, page 7.",
        "“Council buys old buses”, Example Times, 19 March 2021.",
    ),
    "web": (
        (
            "Sarah Cole, “Virtual friend fires employee”, Naked Law, 1 May 2009, https://example.org/blog "
            "(accessed on 19 November 2009)."
        ),
        "Sarah Cole, “Virtual friend fires employee”.",
    ),
    "web without a date": (
        "Example Buses, “Our fleet”, n.d., https://example.org/fleet (accessed on 20 November 2026).",
        "Example Buses, “Our fleet”.",
    ),
    "interview": ("Interview with Ian Bonar, Portsmouth, 11 March 2007.", "Interview with Ian Bonar."),
    "letter": ("Letter from Jane Doe to Max Roth, 11 March 2008.", "Letter from Jane Doe to Max Roth."),
    "thesis": (
        "Eva Stone, “Breathing in the city”, PhD thesis, University of Exampleton, 2012, page 30.",
        "Eva Stone, “Breathing in the city”, page 30.",
    ),
    "numbered report": (
        "Law Commission, “Reforming Bribery”, Law Com number 313, 2008, paragraphs 3.12–3.17.",
        "Law Commission, “Reforming Bribery”, paragraphs 3.12–3.17.",
    ),
    "policy": (
        (
            "Example Ltd, “Privacy policy”, version 3, 5 May 2023, section 4, https://example.org/privacy "
            "(accessed on 20 November 2026)."
        ),
        "Example Ltd, “Privacy policy”, section 4.",
    ),
    "code": (
        "Section 1798.110(a) of the California Consumer Privacy Act, Cal. Civ. Code.",
        "Section 1798.110(a) of the Cal. Civ. Code.",
    ),
    "regulation": (
        f"Article 17 of {GDPR}, *Official Journal of the European Union*, L 119 (2016), page 1.",
        "Article 17 of the GDPR.",
    ),
    "EU case": (
        f"{CJEU}, {SCHREMS_DOTTED}, Case C-311/18, Judgment of 16 July 2020, ECLI:EU:C:2020:559, paragraph 134.",
        "Schrems II, Case C-311/18, paragraph 134.",
    ),
    "neutral citation": (
        "UK Supreme Court, Lloyd v. Google LLC, [2021] UKSC 50, Judgment of 10 November 2021, paragraph 92.",
        "Lloyd v. Google LLC, paragraph 92.",
    ),
    "American case": (
        "Supreme Court of the United States, TransUnion LLC v. Ramirez, 594 U.S. 413, 25 June 2021, page 425.",
        "TransUnion LLC v. Ramirez, page 425.",
    ),
    "German court": ("BVerwG, Judgment of 27 February 2018, 7 C 26.16.", "BVerwG, 7 C 26.16."),
    "French court": ("CE, 12 July 2017, No. 394254.", "CE, No. 394254."),
    "council resolution": (
        f"{COUNCIL}, resolution 2023/45 of 3 May 2023, “Clean buses by 2030”, paragraph 2, https://example.org/45.",
        f"{COUNCIL}, resolution 2023/45, paragraph 2.",
    ),
    "data set": (
        (
            f"{OFFICE}, “Air quality 2015 to 2020”, dataset, version 2, Example Data Archive, 2021, "
            "https://doi.org/10.1000/182."
        ),
        f"{OFFICE}, “Air quality 2015 to 2020”.",
    ),
    "standard": (
        f"{ISO}, “Medical devices”, ISO 13485:2016, 3rd edition, 2016, section 7.",
        "ISO 13485:2016, section 7.",
    ),
}
FORMS = {"oscola": OSCOLA, "bluebook": BLUEBOOK, "mcgill": MCGILL, "aglc": AGLC, "un": UN, "plain": PLAIN}


@pytest.mark.parametrize(
    ("style", "source"), [(style, source) for style, forms in FORMS.items() for source in forms], ids=lambda one: one
)
def test_everyday_source_is_cited_in_the_form_of_the_style(style, source):
    """Each everyday kind of source has its whole form first, and its short form later."""
    assert cited(*SOURCES[source], style) == FORMS[style][source]


def test_every_style_has_a_golden_form_of_every_source():
    """No style is without the golden form of any of the sources."""
    assert {style: set(forms) for style, forms in FORMS.items()} == {key: set(SOURCES) for key in FORMS}


@pytest.mark.parametrize(
    ("style", "several"),
    [
        ("oscola", "California Consumer Privacy Act, Cal Civ Code §§ 1798.110, 1798.130."),
        ("bluebook", "California Consumer Privacy Act, Cal. Civ. Code §§ 1798.110, 1798.130."),
        ("mcgill", "*California Consumer Privacy Act*, Cal Civ Code §§ 1798.110, 1798.130."),
        ("aglc", "*California Consumer Privacy Act*, Cal Civ Code §§ 1798.110, 1798.130."),
        ("un", "California Consumer Privacy Act, Cal. Civ. Code, §§ 1798.110 and 1798.130."),
        ("plain", "Sections 1798.110 and 1798.130 of the California Consumer Privacy Act, Cal. Civ. Code."),
    ],
)
def test_several_sections_of_a_code_have_the_sign_of_several(style, several):
    """Two sections of a code stand behind "§§", where the style writes the sign."""
    code, _ = SOURCES["code"]
    assert cited(code, "§§ 1798.110, 1798.130", style)[0] == several


@pytest.mark.parametrize(
    ("short", "later"),
    [
        ("UK GDPR", "Article 17 of the UK GDPR."),
        ("Regulation 2016/679", "Article 17 of Regulation 2016/679."),
    ],
)
def test_plain_style_names_a_regulation_with_an_article_unless_it_is_called_by_its_number(short, later):
    """A regulation with a name of its own has "the" before it; "Regulation 2016/679" has none."""
    regulation, _ = SOURCES["regulation"]
    assert cited(regulation.model_copy(update={"title_short": short}), "art. 17", "plain")[1] == later
