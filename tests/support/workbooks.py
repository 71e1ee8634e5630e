"""Spreadsheets for tests, written cell by cell: OpenDocument (.ods), and workbooks of before 2007 (.xls)."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import xlwt

_CONTENT = """\
<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.3">
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>
"""
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def cell(text: str, value: float | None = None, formula: str = "", day: str = "") -> str:
    """Return a cell of OpenDocument that shows a text: of a number, a day or a formula where one is given."""
    attributes = f' table:formula="of:={escape(formula)}"' if formula else ""
    if value is not None:
        attributes += f' office:value-type="float" office:value="{value}"'
    elif day:
        attributes += f' office:value-type="date" office:date-value="{day}"'
    elif text:
        attributes += ' office:value-type="string"'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{attributes}>{paragraphs}</table:table-cell>"


def ods_row(*cells: str, times: int = 1) -> str:
    """Return a row of cells; a plain text is a cell that shows it."""
    made = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{made}</table:table-row>'


def ods_sheet(*rows: str, title: str = "Sheet1") -> str:
    """Return a sheet."""
    return f'<table:table table:name="{escape(title)}">{"".join(rows)}</table:table>'


def ods(*sheets: str, content: str = "", **parts: bytes) -> bytes:
    """Return a spreadsheet of these sheets; `content` stands in place of them all, and `parts` beside."""
    return zipped({"mimetype": _TYPE, "content.xml": content or _CONTENT.format("".join(sheets)), **parts})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of these parts without the time at which it is made; "mimetype" is stored as it is."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), part, way)
    return made.getvalue()


def xls(
    rows: Sequence[Sequence[Any]], formats: dict[tuple[int, int], str] | None = None, title: str = "Sheet1"
) -> bytes:
    """Return a workbook of before 2007; `formats` gives the number format of a cell by row and column from 0."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(title)
    styles = {one: xlwt.easyxf(num_format_str=one) for one in {"General", *(formats or {}).values()}}
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(row, column, value, styles[(formats or {}).get((row, column), "General")])
    made = BytesIO()
    book.save(made)
    return made.getvalue()
