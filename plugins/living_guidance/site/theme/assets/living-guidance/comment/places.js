/* The paragraphs of a chapter as a comment names them: id, number, section, words. */

/* What stands in a paragraph and is none of its words. */
const TOOLS = ".lg-number, .lg-past, .lg-edit, .lg-cite__open, .lg-note, .lg-freshness, .lg-spoken, .lg-tag, .lg-remarks,"
  + " .footnote-backref"
const HAN_BREAK = /(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[ \t]*\n[ \t]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])/gu

const tidy = text => text.replace(HAN_BREAK, "").replace(/\s+/gu, " ").trim()

const isTool = node => Boolean(node.parentElement?.closest(TOOLS))

/* The words of a fragment without its tools; the mark of a note stays in brackets where it is asked for. */
const wordsIn = (fragment, hasNotes) => {
  const copy = fragment.cloneNode(true)
  for (const tool of copy.querySelectorAll(TOOLS)) tool.remove()
  for (const note of copy.querySelectorAll("sup"))
    if (note.querySelector(".footnote-ref")) note.replaceWith(hasNotes ? `[${note.textContent.trim()}]` : "")
  for (const image of copy.querySelectorAll("img")) image.replaceWith(image.alt)
  return tidy(copy.textContent)
}

/* A block without the blocks in it, which have words of their own. */
const bare = block => {
  const copy = block.cloneNode(true)
  for (const inner of copy.querySelectorAll(".lg-block")) (inner.closest("ul, ol, dl, table") ?? inner).remove()
  return copy
}

const CELLS = new Set(["TD", "TH"])
const HEADING = /^H[1-6]$/

const ownId = block => block.querySelector(":scope > .lg-anchor")?.id ?? block.id

const rowOf = block => CELLS.has(block.tagName) ? block.closest("tr[id]") : null

/* The id by which a comment names the place of a block: a row's cells share one. */
export const idAt = block => rowOf(block)?.id ?? ownId(block)

/* A place that can be commented on: a block, or a whole row of a table. */
class Place {
  constructor(chapter, block, section) {
    Object.assign(this, { chapter, block, section })
    this.row = rowOf(block)
    this.id = idAt(block)
  }

  /* Whether a comment is on this place, or on a cell of this row. */
  holds({ document, chapter, paragraph }) {
    if (`${document}/${chapter}` !== this.chapter) return false
    return paragraph === this.id || Boolean(this.row && paragraph.startsWith(`${this.id}-c`))
  }

  get number() { return this.block.querySelector(":scope > .lg-number")?.textContent ?? "" }

  get element() {
    const { tagName } = this.block
    if (HEADING.test(tagName)) return "title"
    if (this.row || tagName === "CAPTION") return "table"
    if (tagName === "IMG") return "figure"
    return this.block.closest(".footnote") ? "footnote" : "paragraph"
  }

  /* The words as they read now, for somebody who proposes others. */
  get words() {
    if (this.block.tagName === "IMG") return this.block.alt
    if (!this.row) return wordsIn(bare(this.block), true)
    return [...this.row.cells].map(one => wordsIn(one, true)).join(" | ")
  }

  /* What a comment on this place says of it, or one on words that were selected in a block of it. */
  facts({ block, quoted } = {}) {
    const [document, chapter] = this.chapter.split("/")
    const paragraph = this.row && block ? ownId(block) : this.id
    const { number, section, element } = this
    return { document, chapter, paragraph, number, section, element, quoted: quoted ?? "" }
  }
}

/* All places of a chapter in the order of reading, each row once. */
export const placesOf = (root, chapter) => {
  const found = new Map()
  let section = ""
  for (const block of root.querySelectorAll(".lg-block")) {
    if (block.matches(".lg-born")) continue
    if (HEADING.test(block.tagName)) section = wordsIn(block, false)
    const place = new Place(chapter, block, section)
    /* The control of a row stands in its last cell. */
    const first = found.get(place.id)
    if (first) first.block = block
    else found.set(place.id, place)
  }
  return found
}

/* ---- What the reader selected */

const elementAt = node => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement

/* The selected words, their range, and the block in which they begin; null where nothing of a chapter is selected. */
export const selected = () => {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const quoted = wordsIn(range.cloneContents(), false)
  const isIn = node => Boolean(elementAt(node)?.closest(".lg-text")) && !elementAt(node).closest(TOOLS)
  if (!quoted || !isIn(range.startContainer) || !isIn(range.endContainer)) return null
  const root = elementAt(range.startContainer).closest(".lg-text")
  const within = elementAt(range.startContainer).closest(".lg-block")
  /* A selection may begin behind the words of one block, and mean the next. */
  const block = within ?? [...root.querySelectorAll(".lg-block")].find(one => range.intersectsNode(one))
  return block && root.contains(range.endContainer) ? { block, quoted, range } : null
}

/* ---- Where quoted words stand */

/* The range of the words in an element; null where it does not say them any more. */
export const rangeOf = (element, quoted) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT,
    node => isTool(node) || node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
  const places = []
  let text = ""
  while (walker.nextNode()) {
    const { data } = walker.currentNode
    for (let at = 0; at < data.length; at++) {
      /* Spaces count for nothing: breaks of lines come and go. */
      if (/\s/.test(data[at])) continue
      text += data[at]
      places.push([walker.currentNode, at])
    }
  }
  return quoted ? cut(text, quoted.replace(/\s+/g, ""), places) : null
}

const cut = (text, wanted, places) => {
  const start = text.indexOf(wanted)
  if (start < 0) return null
  const range = document.createRange()
  const [first, from] = places[start], [last, to] = places[start + wanted.length - 1]
  range.setStart(first, from)
  range.setEnd(last, to + 1)
  return range
}
