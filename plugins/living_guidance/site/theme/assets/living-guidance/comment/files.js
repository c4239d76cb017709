/* The official form as files: comments and who sends them go out, and a JSON file comes in again. */

import { COLUMNS, OF_SENDER, recordOf, rowOf } from "./records.js"
import { makeXlsx } from "./xlsx.js"

const FORMAT = "living-guidance-comments/1"
const MOST = 64000000
const WIDTHS = {
  submitter: 24, category: 16, country: 9, person: 20, email: 22, section: 24, paragraph: 22, quoted: 40, text: 56,
  proposed: 56, rationale: 44, references: 30,
}
/* What a spreadsheet program may take for more than text, and the sign itself that says it is text. */
const INERT = /^[=+\-@\t\r\n＝＋－＠']/u

const inert = text => INERT.test(text) ? `'${text}` : text

const quoted = text => `"${inert(text).replaceAll('"', '""')}"`

/* The rows of the form, each with all columns; `say` names a kind, a category or an element for people. */
const tableOf = (records, sender, say, addressOf) => records.map(record => {
  const row = rowOf({ ...record, ...sender, paragraph: record.paragraph && addressOf(record) })
  for (const name of ["category", "element", "type"]) if (row[name]) row[name] = say(name, row[name])
  return COLUMNS.map(name => row[name] ?? "")
})

const makeCsv = (headings, rows) =>
  ["\ufeff", [headings, ...rows].map(row => `${row.map(quoted).join(",")}\r\n`).join("")]

const makeJson = (round, records, sender) => {
  const comments = records.map(record => {
    const row = rowOf(record)
    for (const name of OF_SENDER) delete row[name]
    return row
  })
  return [`${JSON.stringify({ format: FORMAT, round, shared: rowOf(sender), comments }, null, 1)}\n`]
}

const KINDS = {
  xlsx: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ({ form, rows }) => makeXlsx(
    form.title,
    COLUMNS.map((name, at) => ({ title: form.headings[at], width: WIDTHS[name] ?? 13 })),
    rows(),
    [["#format", "comments/1"], ["#round", form.round], ["#draft", form.draft], ["#language", form.language],
      ["#columns", COLUMNS.join(",")]],
  )],
  csv: ["text/csv", ({ form, rows }) => makeCsv(form.headings, rows())],
  json: ["application/json", ({ form, records, sender }) => makeJson(form.round, records, sender)],
}

/* A file of a kind: `form` says round, draft, language, title and headings. */
export const makeFile = (kind, form, records, sender, say, addressOf) => {
  const [type, make] = KINDS[kind]
  const rows = () => tableOf(records, sender, say, addressOf)
  return new Blob(make({ form, records, sender, rows }), { type })
}

/* Give a file to the reader. */
export const download = (blob, name) => {
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement("a"), { href: url, download: name })
  link.click()
  /* The browser has the file by then, or never will. */
  setTimeout(() => URL.revokeObjectURL(url), 60000)
}

/* What a JSON file holds; null where it is none of ours. */
export const readFile = async file => {
  if (file.size > MOST) return null
  try {
    const { format, round, shared = {}, comments } = JSON.parse(await file.text())
    if (format !== FORMAT || typeof round !== "string" || !Array.isArray(comments)) return null
    const records = comments.map(values => recordOf({ ...shared, ...values, id: "" }))
    return { round, sender: Object.fromEntries(OF_SENDER.map(name => [name, String(shared[name] ?? "")])), records }
  } catch {
    return null
  }
}
