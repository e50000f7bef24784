"""OpenDocument workbooks written out, with styles for every mark.

Refuses to be complete: one file of styles, and cells as the tests need them.
"""

from __future__ import annotations

import io
import zipfile

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = ("office", "table", "text", "style")
SPACES = " ".join(
    [f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES]
    + ['xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"']
    + ['xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"']
    + ['xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"']
)
STYLES = """
<number:number-style style:name="N1"><number:number number:decimal-places="0"/>
 <number:text> kpl</number:text></number:number-style>
<number:date-style style:name="N2"><number:month/><number:text>.</number:text><number:year/>
</number:date-style>
<number:date-style style:name="N3"><number:day/><number:month/><number:year/></number:date-style>
<number:currency-style style:name="N4"><number:number/><number:text> </number:text>
 <number:currency-symbol>€</number:currency-symbol></number:currency-style>
<number:percentage-style style:name="N5"><number:number/></number:percentage-style>
<number:time-style style:name="N6"><number:hours/></number:time-style>
<number:date-style style:name="N7"><number:year number:style="long"/></number:date-style>
<style:style style:name="year" style:family="table-cell" style:data-style-name="N7"/>
<style:style style:name="count" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="bold-month" style:family="table-cell" style:parent-style-name="month"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="money" style:family="table-cell" style:data-style-name="N4"/>
<style:style style:name="percent" style:family="table-cell" style:data-style-name="N5"/>
<style:style style:name="clock" style:family="table-cell" style:data-style-name="N6"/>
<style:style style:name="ring" style:family="table-cell" style:parent-style-name="ring"/>
<style:style style:name="unseen" style:family="table">
 <style:table-properties table:display="false"/></style:style>
"""


def zipped(body: str, head: str = "", **more: str) -> bytes:
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {SPACES}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in {"mimetype": MIME, "content.xml": content, **more}.items():
            file.writestr(name, text)
    return buffer.getvalue()


def table(rows: str, name: str = "Luvut", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def row(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def number(value: object, kind: str = "float", about: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}" {about}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def cell(inside: str = "", about: str = "") -> str:
    return f"<table:table-cell {about}>{inside}</table:table-cell>"


def words(text: str) -> str:
    return cell(f"<text:p>{text}</text:p>", 'office:value-type="string"')
