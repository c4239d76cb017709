/* The official form as a spreadsheet: a sheet of comments, and a hidden one that says what it is. Every cell is text,
   whatever it begins with, now and when somebody edits it. */

import { zip } from "./zip.js"

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const ACTIVE = /^[=+\-@\t\r\n＝＋－＠]/u
const STYLE = { head: 1, text: 2, active: 3 }
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

const escapeXml = text => text.replace(/[&<>"]/g, sign => ESCAPES[sign])

/* What looks like the number of a sign would be read as that sign. */
const escapeCell = text => escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_"))

/* The letter of a column; a form has fewer than the alphabet. */
const letter = column => String.fromCharCode(65 + column)

const cell = (text, column, row, style) => {
  const kind = style ?? (ACTIVE.test(text) ? STYLE.active : STYLE.text)
  const place = `r="${letter(column)}${row}" s="${kind}"`
  return text ? `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escapeCell(text)}</t></is></c>` : `<c ${place}/>`
}

const line = (cells, row, style) =>
  `<row r="${row}">${cells.map((text, column) => cell(text, column, row, style)).join("")}</row>`

const sheetOf = (head, rows) => {
  const widths = head.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  const first = line(head.map(({ title }) => title), 1, STYLE.head)
  const others = rows.map((cells, at) => line(cells, at + 2))
  return `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>`
    + '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    + `</sheetViews><cols>${widths.join("")}</cols><sheetData>${first}${others.join("")}</sheetData>`
    + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
}

const factsOf = facts => {
  const rows = facts.map((pair, at) => line(pair, at + 1))
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>`
}

/* Text cells, wrapped, from the top; the last style also tells the program not to read a formula. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font>`
  + '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts><fills count="3"><fill>'
  + '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill>'
  + '<patternFill patternType="solid"><fgColor rgb="FF12395B"/></patternFill></fill></fills><borders count="2">'
  + "<border><left/><right/><top/><bottom/><diagonal/></border><border>"
  + ["left", "right", "top", "bottom"].map(side => `<${side} style="thin"><color rgb="FFC9CFD6"/></${side}>`).join("")
  + '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
  + '</cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  + [[1, 2, ""], [0, 0, ""], [0, 0, ' quotePrefix="1"']].map(([font, paint, quote]) =>
    `<xf numFmtId="49" fontId="${font}" fillId="${paint}" borderId="1" xfId="0"${quote} applyNumberFormat="1" `
    + 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>')
    .join("")
  + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

const relations = (...targets) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">`
  + targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join("")
  + "</Relationships>"

const TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types">`
  + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
  + '<Default Extension="xml" ContentType="application/xml"/>'
  + [["workbook", "sheet.main"], ["worksheets/sheet1", "worksheet"], ["worksheets/sheet2", "worksheet"], ["styles", "styles"]]
    .map(([part, kind]) => `<Override PartName="/xl/${part}.xml" ContentType="${SHEET}.${kind}+xml"/>`).join("")
  + "</Types>"

/* The parts of the file: `head` has the title and width of each column, `facts` are pairs for the hidden sheet. */
export const makeXlsx = (title, head, rows, facts) => zip([
  ["[Content_Types].xml", TYPES],
  ["_rels/.rels", relations(["officeDocument", "xl/workbook.xml"])],
  ["xl/workbook.xml", `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`
    + `<sheet name="${escapeXml(title)}" sheetId="1" r:id="rId1"/>`
    + '<sheet name="guidance" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>'],
  ["xl/_rels/workbook.xml.rels", relations(["worksheet", "worksheets/sheet1.xml"],
    ["worksheet", "worksheets/sheet2.xml"], ["styles", "styles.xml"])],
  ["xl/worksheets/sheet1.xml", sheetOf(head, rows)],
  ["xl/worksheets/sheet2.xml", factsOf(facts)],
  ["xl/styles.xml", STYLES],
])
