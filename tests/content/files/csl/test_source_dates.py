"""Dates of sources: every way in which people, pandoc and Zotero write them, and what is no date."""

from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from entreaty.content.files.csl.dates import as_edtf, source_date


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        (date(2025, 6, 24), "2025-06-24"),
        (2025, "2025"),
        ("2025-06", "2025-06"),
        ("2025-06-24T10:00:00Z", "2025-06-24"),
        ("1999-12-31 23:59:59", "1999-12-31"),
        ("2019\\~", "2019~"),
        ("2019?", "2019~"),
        ("2019%", "2019~"),
        ("2020-21", "2020-21"),
        ("2019-05/2019-07", "2019-05/2019-07"),
        ("2019/", "2019/.."),
        ("2019/open", "2019/.."),
        ("../2019", "../2019"),
        ("/2019", "../2019"),
        ("201X", "2010/2019"),
        ("19uu", "1900/1999"),
        ("2019-XX-XX", "2019"),
        ("2019-05-uu", "2019-05"),
        ("-0044", "-0044"),
        ("forthcoming", "forthcoming"),
        ("n.d.", ""),
        ("o. J.", ""),
        ("s. d.", ""),
        ({"date-parts": [[2021, 3, 4]]}, "2021-03-04"),
        ({"date-parts": [["2021", "3"]]}, "2021-03"),
        ({"date-parts": [[2021]]}, "2021"),
        ({"date-parts": [[2019, 5], [2019, 7]]}, "2019-05/2019-07"),
        ({"date-parts": [[2011], [0]]}, "2011/.."),
        ({"date-parts": [[2010, 22]]}, "2010-22"),
        ({"date-parts": [["2020"]], "season": "2"}, "2020-22"),
        ({"date-parts": [["2020"]], "season": "Fall"}, "2020-23"),
        ({"date-parts": [["2020"]], "season": "Herbst"}, "2020-23"),
        ({"date-parts": [["2020"]], "season": "Michaelmas"}, "Michaelmas 2020"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": [[0]]}, ""),
        ({"date-parts": [[2019]], "circa": True}, "2019~"),
        ({"date-parts": [[2019]], "circa": 1}, "2019~"),
        ({"date-parts": [[2019]], "circa": False}, "2019"),
        ({"date-parts": [[-44]]}, "-0043"),
        ({"date-parts": [["-44", "3", "15"]]}, "-0043-03-15"),
        ({"date-parts": [[-44], [-30]]}, "-0043/-0029"),
        ({"date-parts": [[-1]]}, "-0000"),
        (-44, "-0043"),
        ("-7", "-0006"),
        ({"date-parts": [[2020, 0]]}, "2020"),
        ({"date-parts": [[2020, 3, 0]]}, "2020-03"),
        ({"date-parts": [["2020", "0", "0"]]}, "2020"),
        ({"date-parts": [["2020", ""]]}, "2020"),
        ({"date-parts": [[2020, None, None]]}, "2020"),
        ({"date-parts": [[2020, 0]], "season": 4}, "2020-24"),
        ({"date-parts": [[2020]], "season": 23}, "2020-23"),
        ({"raw": "2020", "season": "Fall"}, "2020-23"),
        ({"year": 2020, "season": "spring"}, "2020-21"),
        ({"raw": "2020-03-04"}, "2020-03-04"),
        ({"raw": "3 March 2020"}, "2020-03-03"),
        ({"raw": "March 3, 2020"}, "2020-03-03"),
        ({"raw": "3. März 2020"}, "2020-03-03"),
        ({"raw": "mars 2020"}, "2020-03"),
        ({"raw": "the year of the flood"}, "the year of the flood"),
        ({"raw": "31 February 2020"}, "31 February 2020"),
        ({"raw": "29 February 2021"}, "29 February 2021"),
        ({"raw": "29 February 2020"}, "2020-02-29"),
        ({"literal": "Easter 2020"}, "Easter 2020"),
        ({"literal": "n.d."}, ""),
        ({"year": 2020, "month": 3}, "2020-03"),
        ([{"year": 2020, "month": 3, "day": 4}], "2020-03-04"),
        ([{"year": 2019}, {"year": 2021}], "2019/2021"),
    ],
)
def test_date_is_read_in_every_way_of_writing(written, edtf):
    """What CSL, EDTF, pandoc and Zotero write is read as one date."""
    assert as_edtf(written) == edtf


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2025-02-30", "'2025-02-30' is no date"),
        ("2025-13", "'2025-13' is no date"),
        ("2025-25", "'2025-25' is no date"),
        ("2019/2020/2021", "'2019/2020/2021' is no date"),
        ("June 2025", "'June 2025' is no date"),
        ("0000", "'0000' is no date"),
        ({"date-parts": [[2021, 13, 1]]}, "'[2021, 13, 1]' is no date"),
        ({"date-parts": [[2021, 0, 5]]}, "'[2021, 0, 5]' is no date"),
        ({"date-parts": [["", 5]]}, "'[['', 5]]' are no date-parts"),
        ({"date-parts": [[0, 5]]}, "'[0, 5]' is no date"),
        ({"date-parts": [[2021, 13]]}, "'[2021, 13]' is no date"),
        ({"date-parts": [[2021, 2, 30]]}, "'[2021, 2, 30]' is no date"),
        ({"date-parts": [2021, 3, 4]}, "'[2021, 3, 4]' are no date-parts"),
        ({"date-parts": [[2021, 3, 4, 5]]}, "'[[2021, 3, 4, 5]]' are no date-parts"),
        ({"date-parts": [["soon"]]}, "'[['soon']]' are no date-parts"),
        ({"date-parts": [[2019], [2020], [2021]]}, "'[[2019], [2020], [2021]]' are no date-parts"),
        ({"date-parts": "2021"}, "'2021' are no date-parts"),
        ({"data-parts": [[2021]]}, "a date has no 'data-parts'"),
        ({}, "it has no date"),
    ],
)
def test_broken_date_is_refused_with_what_would_be_right(written, message):
    """A date that the calendar does not have, or that is not written as one, is refused, with a hint."""
    with pytest.raises(PydanticCustomError) as caught:
        as_edtf(written)

    assert caught.value.message() == message
    assert caught.value.context["hint"]


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2025-06-24", date(2025, 6, 24), date(2025, 6, 24)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2019/2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2019/..", date(2019, 1, 1), None),
        ("2020-21", date(2020, 1, 1), date(2020, 12, 31)),
        ("Easter 2020", None, None),
        ("-0044", None, None),
    ],
)
def test_days_that_a_date_may_mean(edtf, earliest, latest):
    """A date says from which day to which it may be; open ends and words say nothing."""
    found = source_date(edtf)

    assert (found.earliest(), found.latest()) == (earliest, latest)
