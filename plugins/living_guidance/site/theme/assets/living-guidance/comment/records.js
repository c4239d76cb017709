/* What a comment is while it waits in the reader's browser, and the row that it becomes in a form. */

/* What is kept of a comment, all of it text. */
const FIELDS = [
  "id", "document", "chapter", "title", "section", "paragraph", "number", "order", "element", "quoted",
  "type", "text", "proposed", "rationale", "references", "language", "draft",
]
/* What the reader writes. */
export const WRITTEN = ["text", "proposed", "rationale", "references"]
/* The most that a cell of a spreadsheet holds, with the sign that keeps a formula from running. */
export const LONGEST = 32766

/* Neither a spreadsheet nor JSON can say half a character, and no form wants signs that nobody sees. */
const plain = text => text.replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd")
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, "")

export const today = () => {
  const now = new Date()
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  return parts.map(part => String(part).padStart(2, "0")).join("-")
}

/* Not `randomUUID`, which browsers keep from sites without HTTPS. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, "0")).join("")

/* A comment from whatever was stored or read: nothing but text in the known fields. */
export const recordOf = values => {
  const text = name => plain(String(values[name] ?? ""))
  return { ...Object.fromEntries(FIELDS.map(name => [name, text(name)])), id: text("id") || newId() }
}

/* Where a comment belongs: `document/chapter#paragraph`, each as far as it says. */
export const placeOf = ({ document, chapter, paragraph }) => `${document}/${chapter}#${paragraph}`

/* What makes two comments the same, whoever keeps them. */
export const likenessOf = record => JSON.stringify(["type", "quoted", "language", ...WRITTEN].map(name => record[name])
  .concat(placeOf(record)))

/* The columns of the official form, in its order. */
export const COLUMNS = [
  "submitter", "category", "country", "person", "email", "document", "chapter", "section", "paragraph", "element",
  "quoted", "type", "text", "proposed", "rationale", "references", "language", "draft",
]
export const OF_SENDER = COLUMNS.slice(0, 5)

/* A row of the form by column; what is empty is left out. */
export const rowOf = values => Object.fromEntries(COLUMNS.filter(name => values[name]).map(name => [name, values[name]]))
