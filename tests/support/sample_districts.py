"""Small tables of districts in the formats that bodies publish; codes, districts and places are made up."""

from pathlib import Path

ONSPD = """\
"pcd","pcd2","pcds","dointr","doterm","oscty","oslaua","ctry","pcon","lat"
"SW1A0AA","SW1A 0AA","SW1A 0AA","198001","","E99999999","E09009001","E92000001","E14009001","51.5"
"SW1A0AB","SW1A 0AB","SW1A 0AB","198001","199606","E99999999","E09009001","E92000001","E14009002","51.5"
"E1 6AN","E1   6AN","E1 6AN","198001","","E99999999","E09009002","E92000001","E14009002","51.5"
"JE2 3AB","JE2  3AB","JE2 3AB","198001","","L99999999","L99999999","L93000001","L99999999","49.2"
"""
NAMES = "PCON24CD,PCON24NM\nE14009001,Alder and Birch\nE14009002,St. Cedar\n"
_CENSUS_HEADINGS = (
    "OID_CD119_20|GEOID_CD119_20|NAMELSAD_CD119_20|AREALAND_CD119_20|AREAWATER_CD119_20|MTFCC_CD119_20|"
    "FUNCSTAT_CD119_20|OID_ZCTA5_20|GEOID_ZCTA5_20|NAMELSAD_ZCTA5_20|AREALAND_ZCTA5_20|AREAWATER_ZCTA5_20|"
    "MTFCC_ZCTA5_20|CLASSFP_ZCTA5_20|FUNCSTAT_ZCTA5_20|AREALAND_PART|AREAWATER_PART"
)


def _census_row(district: str, name: str, zcta: str, land: int) -> str:
    return f"1|{district}|{name}|9|9|G5200|N|2|{zcta}|{f'ZCTA5 {zcta}' if zcta else ''}|9|9|G6350|B5|S|{land}|5"


CENSUS = "\n".join(
    [
        _CENSUS_HEADINGS,
        _census_row("9801", "Congressional District 1", "00601", 500),
        _census_row("9801", "Congressional District 1", "90210", 400),
        _census_row("9802", "Congressional District 2", "90210", 21),
        _census_row("9802", "Congressional District 2", "90211", 800),
        _census_row("9801", "Congressional District 1", "90211", 0),
        _census_row("98ZZ", "Congressional Districts not defined", "90211", 0),
        _census_row("9802", "Congressional District 2", "", 70),
        "",
    ]
)
WAHLKREISE = """\
PLZ;Ort;Wahlkreis-Nr;Wahlkreis-Name
1067;Beispielstadt;901;Beispielstadt – Musterau
10115-10119;Musterau;902;Musterau II
"10120, 10122";Musterau;902;Musterau II
10119;Musterau;901;Beispielstadt – Musterau
"""
GEMEINDEN = """\
# Die Bundeswahlleiterin
#
Wahlkreis-Nr;Wahlkreis-Bez;RGS_Land;Landname;Gemeindename;Gemeindeteil;PLZ-GemVerwaltung;PLZ-mehrere
901;Beispielstadt – Musterau;99;Musterland;Beispielstadt, Stadt;;01067;ja
901;Beispielstadt – Musterau;99;Musterland;Musterau;Nord;10115;ja
902;Musterau II;99;Musterland;Musterau;Süd;10115;ja
"""


def add_table(campaign: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a table into the campaign's folder, and return it."""
    path = campaign / "districts" / name
    path.write_text(text, encoding=encoding)
    return path


def entry(name: str, country: str, kind: str, columns: str, more: str = "") -> str:
    """Return an entry of `districts.yaml`; columns are written as in "pcds: postcode, pcon: id"."""
    return f"  - {{file: districts/{name}, country: {country}, kind: {kind}, columns: {{{columns}}}{more}}}\n"


def name_tables(campaign: Path, *entries: str) -> Path:
    """Write `districts.yaml`, and return it."""
    path = campaign / "districts.yaml"
    path.write_text("districts:\n" + "".join(entries), encoding="utf-8")
    return path


ONSPD_ENTRY = entry("codes.csv", "GB", "uk-commons", "pcds: postcode, pcon: id")
NAMES_ENTRY = entry("names.csv", "GB", "uk-commons", "PCON24CD: id, PCON24NM: constituency")
CENSUS_ENTRY = entry(
    "zcta.txt",
    "US",
    "us-house",
    "GEOID_ZCTA5_20: postcode, GEOID_CD119_20: id, NAMELSAD_CD119_20: constituency, AREALAND_PART: land area",
)
WAHLKREISE_ENTRY = entry(
    "plz.csv", "DE", "de-bundestag", "PLZ: postcode, Ort: place, Wahlkreis-Nr: id, Wahlkreis-Name: constituency"
)
