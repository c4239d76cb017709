/* What stands beside the paragraphs: a control at each, the reader's own comments as marks, and a button at selected
   words. */

import { make } from "../elements.js"
import { idAt, placesOf, rangeOf, selected } from "./places.js"

const OTHER_TOOLS = ":scope > :is(.lg-past, .lg-edit, .lg-cite__open)"
const INNER_BLOCKS = ":scope > :is(ul, ol, dl, p, pre, table, blockquote, details, .lg-scroll)"
const GAP = 8

const LABELS = { title: "on-title", table: "on-row", figure: "on-figure", footnote: "on-footnote", paragraph: "on-paragraph" }

/* The words for a comment on a place, such as "Comment on paragraph 12". */
export const labelOf = (words, { number, element, chapter, paragraph }) => {
  if (!chapter) return words.say("on-document")
  if (!paragraph) return words.say("on-chapter")
  return number ? words.say("on-number", { number }) : words.say(LABELS[element] ?? "on-paragraph")
}

export class Marks {
  /* `chapters` are pairs of an element and `document/chapter`; `begin` takes facts, and `show` a place. */
  constructor(words, chapters, { begin, show }) {
    Object.assign(this, { words, begin, show })
    this.places = new Map()
    for (const [root, chapter] of chapters)
      for (const [id, place] of placesOf(root, chapter)) this.places.set(id, place)
    for (const place of this.places.values()) this.equip(place)
    this.equipSelection()
  }

  equip(place) {
    const { block } = place
    place.control = make("button", { type: "button", class: "lg-note", "aria-haspopup": "dialog" })
    place.control.addEventListener("click", () => {
      const chosen = this.chosen()
      if (place.count && !chosen) this.show(place, place.control)
      else this.begin(chosen?.place === place ? chosen.facts : place.facts(), place.control)
    })
    if (block.tagName === "IMG") block.after(place.control)
    else {
      const next = block.querySelector(OTHER_TOOLS) ?? block.querySelector(INNER_BLOCKS)
      if (next) next.before(place.control)
      else block.append(place.control)
    }
    this.label(place, 0)
  }

  label(place, count) {
    place.count = count
    const label = labelOf(this.words, place.facts())
    const said = count ? `${label}${this.words.say("separator")}${this.words.count("here", count)}` : label
    place.control.textContent = count || ""
    place.control.title = said
    place.control.setAttribute("aria-label", said)
    place.control.classList.toggle("lg-note--own", count > 0)
  }

  /* Mark the places of comments, and their quoted words. */
  display(records) {
    const ranges = []
    for (const place of this.places.values()) {
      const own = records.filter(record => place.holds(record))
      if (own.length !== place.count) this.label(place, own.length)
      for (const { quoted } of own) ranges.push(rangeOf(place.row ?? place.block, quoted))
    }
    this.highlight("lg-own", ranges)
  }

  /* Show which words a comment that is being written is on. */
  point({ paragraph, quoted } = {}) {
    const place = this.placeOf(paragraph)
    this.pointed?.block.classList.remove("lg-pointed")
    this.pointed = place
    place?.block.classList.toggle("lg-pointed", !quoted)
    this.highlight("lg-pointed", place ? [rangeOf(place.row ?? place.block, quoted)] : [])
  }

  /* The place that a comment names, which may be a cell of a row. */
  placeOf(paragraph = "") { return this.places.get(paragraph) ?? this.places.get(paragraph.replace(/-c\d+$/, "")) }

  highlight(name, ranges) {
    const found = ranges.filter(Boolean)
    if (typeof Highlight === "function") CSS.highlights.set(name, new Highlight(...found))
  }

  /* ---- Selected words */

  chosen() {
    const choice = selected()
    const place = choice && this.places.get(idAt(choice.block))
    return place ? { place, facts: place.facts(choice), range: choice.range } : null
  }

  equipSelection() {
    this.button = make("button", { type: "button", class: "lg-select", hidden: true, "aria-haspopup": "dialog" },
      this.words.say("comment"))
    document.body.append(this.button)
    /* Pressing the button would take the selection away before it is read. */
    this.button.addEventListener("pointerdown", event => event.preventDefault())
    this.button.addEventListener("click", () => {
      const chosen = this.chosen()
      this.button.hidden = true
      if (chosen) this.begin(chosen.facts, chosen.place.control)
    })
    let timer
    document.addEventListener("selectionchange", () => {
      clearTimeout(timer)
      timer = setTimeout(() => this.offer(), 150)
    })
    addEventListener("resize", () => { this.button.hidden = true })
  }

  offer() {
    const chosen = this.chosen()
    this.button.hidden = !chosen
    if (!chosen) return
    const boxes = chosen.range.getClientRects(), last = boxes[boxes.length - 1] ?? chosen.range.getBoundingClientRect()
    const { width } = this.button.getBoundingClientRect()
    const end = document.documentElement.clientWidth - width - GAP
    const left = Math.max(GAP, Math.min(end, last.right - width / 2))
    this.button.style.left = `${left + scrollX}px`
    this.button.style.top = `${last.bottom + scrollY + GAP}px`
  }
}
