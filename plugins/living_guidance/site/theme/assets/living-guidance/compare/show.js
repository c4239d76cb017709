/* A redline as elements: the same that templates/redline.html.j2 writes on the server, so that its style sheet, its
   choices and its spoken words serve both. Every word comes in as text, never as HTML. */

import { Words, make } from "../elements.js"
import { rowOf } from "./fates.js"

export { Words, make }

const DEEPEST_LEVEL = 6
const FATES = ["edited", "moved", "split", "merged", "added", "deleted"]
const IN_TABLES = new Set(["row", "cell", "caption"])
const SIDES = { old: ["equal", "delete"], both: ["equal", "delete", "insert"] }
const SAFE_ADDRESS = /^(?:https?:|mailto:)/i

/* ---- Words of the text */

const PIECES = {
  a: ([, written, address, ...inner], base) => {
    const url = address && new URL(address, base)
    return url && SAFE_ADDRESS.test(url.href)
      ? make("a", { href: url.href }, inner.map(part => piece(part, base)))
      : make("span", { class: "lg-link" }, inner.map(part => piece(part, base)))
  },
  em: ([, ...inner], base) => make("em", {}, inner.map(part => piece(part, base))),
  strong: ([, ...inner], base) => make("strong", {}, inner.map(part => piece(part, base))),
  code: ([, text]) => make("code", {}, text),
  image: ([, text]) => make("span", { class: "lg-image" }, text),
  note: ([, key]) => make("sup", { class: "lg-note-reference" }, key),
}

const piece = (part, base) => typeof part === "string" ? part : PIECES[part[0]]?.(part, base) ?? ""

/* ---- What stands together */

const isBlock = entry => !entry.departed
const beginsTable = entry => isBlock(entry) && entry.begins
const isBody = entry => (isBlock(entry) ? entry.passage.kind : entry.kind) === "row" && !beginsTable(entry)

/* Whether an entry belongs to the table, or the captions of one, that stand before it. */
const goesOn = (table, entry) => {
  if (entry.kind === "caption") return isBlock(entry) && table.every(one => one.kind === "caption")
  if (entry.kind !== "row" && entry.kind !== "cell") return false
  /* Two first rows, one gone and one new, are one head. */
  return !beginsTable(entry) || !table.some(isBody)
}

/* The entries one by one, those of a table together with the captions above it. */
const together = entries => {
  const groups = []
  let table = []
  const close = () => {
    if (table.length) groups.push(table)
    table = []
  }
  for (const entry of entries) {
    if (table.length && !goesOn(table, entry)) close()
    if (IN_TABLES.has(entry.kind)) table.push(entry)
    else {
      close()
      groups.push([entry])
    }
  }
  close()
  return groups
}

const hasNumbers = ({ numbers }) => numbers.gone.length + numbers.come.length > 0
const classesOf = block => (block.isChanged ? `lg-fate-${block.fate}` : "lg-unchanged")
  + (hasNumbers(block) ? " lg-number-change" : "")
const levelOf = block => Math.min(block.level, DEEPEST_LEVEL)

/* ---- The page of a redline */

export class RedlineView {
  /* `prefix` begins the id of each change, which must be told from those of other pairs. */
  constructor(redline, { words, labels, bases, prefix }) {
    Object.assign(this, redline, { words, labels, bases, prefix })
    const changes = redline.entries.filter(entry => entry.isChanged && entry.kind !== "cell")
    this.changes = changes
    this.anchors = new Map(changes.map((block, at) => [block.id, `${prefix}c${at + 1}`]))
    this.order = ["", ...this.anchors.values(), ""]
    this.cells = new Map()
    for (const block of redline.entries)
      if (block.kind === "row" && isBlock(block)) this.cells.set(block.id, new Map())
      else if (block.kind === "cell") this.cells.get(rowOf(block))?.set(block.passage.column, block)
  }

  get total() { return this.changes.length }

  /* What there is to say of the whole, as it is announced. */
  get summary() { return this.total ? this.words.count("changes", this.total) : this.words.say("none") }

  element() {
    const columns = this.labels.map(label => make("div", {}, label))
    const text = make("div", { class: "lg-compare__text" },
      make("div", { class: "lg-pair lg-compare__columns", hidden: true }, columns), this.folded(this.parts()))
    return make("div", { class: "lg-compare" }, this.total ? [this.counted(), this.choices()] : this.nothing(), text)
  }

  nothing() { return make("p", { class: "lg-compare__counts" }, this.words.say("none")) }

  counted() {
    const { words } = this, separator = words.say("separator")
    const counts = FATES.map(fate => [fate, this.changes.filter(block => block.fate === fate).length])
    const said = counts.filter(([, count]) => count).map(([fate, count]) => words.count(fate, count)).join(separator)
    return make("p", { class: "lg-compare__counts" }, make("strong", {}, words.count("changes", this.total)),
      words.say("colon"), said, " ", make("a", { href: `#${this.prefix}c1` }, words.say("first")))
  }

  choices() {
    const shown = ["all", "changes", ...[...this.blocks.values()].some(hasNumbers) ? ["numbers"] : []]
    return [this.choice("form", ["inline", "sides"]), this.choice("show", shown)]
  }

  choice(name, values) {
    const title = make("span", { class: "lg-compare__choice", id: `lg-${name}` }, this.words.say(name))
    const radios = values.map((value, at) => {
      const id = `lg-${name}-${value}`
      const radio = { type: "radio", name: `lg-${name}`, id, "aria-describedby": `lg-${name}`, checked: at === 0 }
      return [make("input", radio), make("label", { for: id }, this.words.say(id.slice(3)))]
    })
    return [title, radios]
  }

  /* ---- Parts: an element, and whether it may be put away because nothing in it changed */

  parts() {
    return together(this.entries).flatMap(group =>
      group.some(entry => isBlock(entry) && entry.kind === "row")
        ? [this.table(group)] : group.map(entry => this.alone(entry)))
  }

  alone(entry) {
    if (!isBlock(entry))
      return { isQuiet: false, element: make("p", { class: "lg-entry lg-departed" }, this.departed(entry)) }
    return { isQuiet: !entry.isChanged && entry.kind !== "heading", element: this.entry(entry) }
  }

  folded(parts) {
    const found = []
    let quiet = []
    const close = () => {
      if (quiet.length)
        found.push(make("details", { class: "lg-fold lg-unchanged" },
          make("summary", {}, this.words.count("unchanged", quiet.length)), quiet))
      quiet = []
    }
    for (const { isQuiet, element } of parts) {
      if (isQuiet) quiet.push(element)
      else {
        close()
        found.push(element)
      }
    }
    close()
    return found
  }

  /* ---- One block */

  entry(block) {
    const { old, now, passage } = block, id = this.anchors.get(block.id)
    const shown = this.inKind(passage, levelOf(passage), this.wordsOf(block, "both"))
    if (!block.isChanged) return make("div", { class: `lg-entry ${classesOf(block)}` }, shown)
    const before = old ? this.inKind(old, levelOf(old), this.wordsOf(block, "old")) : this.absent()
    return make("div", { class: `lg-entry ${classesOf(block)}`, id }, this.head(block, "p"),
      make("div", { class: "lg-pair" },
        make("div", { class: "lg-old", hidden: true }, before),
        make("div", { class: "lg-new" }, shown, now ? null : this.absent(true))))
  }

  absent(hidden = false) { return make("p", { class: "lg-absent", hidden }, this.words.say("absent")) }

  /* The words of a block in the element of its kind. */
  inKind(passage, level, content) {
    const { kind } = passage, speech = this.words.speech(passage.language)
    if (kind === "heading") return make(`h${passage.level}`, speech, content)
    if (kind === "item") return make("ul", { class: `lg-level-${level}` }, make("li", speech, content))
    if (kind === "code") return make("pre", { class: `lg-level-${level}` }, make("code", {}, content))
    const around = { class: `lg-kind-${kind} lg-level-${level}`, ...speech }
    if (kind === "image" || kind === "footnote") return make("p", around, this.label(passage, kind), content)
    /* The title and the summary of a chapter, whose ids say which. */
    if (kind === "title") return make("p", around, this.label(passage, passage.id), content)
    const number = passage.number === undefined ? null
      : [make("span", { class: "lg-paragraph-number" }, `¶ ${passage.number}`), " "]
    return make("p", around, number, content)
  }

  label(passage, key) {
    const lang = passage.language !== this.words.language && this.words.language
    return make("span", { class: "lg-label", lang }, this.words.say(key), this.words.say("colon"))
  }

  wordsOf(block, side) {
    return block.runs.filter(run => SIDES[side].includes(run.op)).map(run => {
      const base = run.op === "delete" || !block.now ? this.bases.old : this.bases.now
      const content = run.parts.map(part => piece(part, base))
      return run.op === "equal" ? content : this.change(run.op, content, block)
    })
  }

  /* A change, marked, and said for those who cannot see it. */
  change(op, content, block) {
    const { words } = this, isGone = op === "delete"
    const around = block.passage.language, language = (isGone ? block.old : block.now)?.language ?? around
    const said = words.say(isGone ? "deleted" : "inserted")
    /* A full-width sign brings its own space. */
    const space = /^[\x00-\x7f]*$/.test(said) ? " " : ""
    const spoken = make("span", { class: "lg-spoken", ...words.speech(words.language, language) }, said, space)
    return make(isGone ? "del" : "ins", words.speech(language, around), spoken, content)
  }

  /* ---- What became of a block, and the way to the changes before and after it */

  head(block, name) {
    const { words } = this, isForeign = block.passage.language !== words.language
    const language = isForeign ? { lang: words.language, dir: words.direction(words.language) } : {}
    const facts = [words.tag(`fate-${block.fate}`, block.fate)]
    if (block.moved && block.fate === "edited") facts.push(words.tag("moved-here", "moved"))
    if (block.reformed) facts.push(words.tag("reformed", "reformed"))
    const { old, now } = block
    if (old && now && old.number !== undefined && old.number !== now.number)
      facts.push(this.fact(words.say("was", { number: old.number })))
    facts.push(...this.references(block))
    if (hasNumbers(block) && block.fate === "edited") facts.push(this.fact(this.numbersOf(block), " lg-entry__numbers"))
    facts.push(this.steps(this.anchors.get(block.id)))
    const spaced = facts.flatMap((fact, at) => at ? [" ", fact] : [fact])
    return make(name, { class: "lg-entry__head", ...language }, spaced)
  }

  fact(content, extra = "") { return make("span", { class: `lg-entry__fact${extra}` }, content) }

  /* The blocks that its words came from or went to, those of one sort together. */
  references(block) {
    const { words } = this, groups = new Map()
    for (const id of block.others) {
      const other = this.blocks.get(id)
      const key = block.fate === "split" || block.fate === "merged" ? `is-${block.fate}` : `has-${other.fate}`
      groups.set(key, [...groups.get(key) ?? [], other])
    }
    return [...groups].sort(([one], [other]) => one < other ? -1 : 1).map(([key, others]) => {
      const links = others.map(other => {
        const { number } = other.passage
        const name = number === undefined ? words.say("another") : words.say(other.now ? "paragraph" : "former", { number })
        return make("a", { href: `#${this.anchors.get(other.id) ?? ""}` }, name)
      })
      const separator = words.say("separator").trim()
      return this.fact([words.say(key), links.flatMap((link, at) => [at ? `${separator} ` : " ", link])])
    })
  }

  numbersOf({ numbers }) {
    const separator = this.words.say("separator")
    const old = numbers.gone.join(separator), now = numbers.come.join(separator)
    return this.words.say(old && now ? "numbers" : old ? "numbers-gone" : "numbers-come", { old, new: now })
  }

  steps(anchor) {
    const at = this.order.indexOf(anchor)
    const step = (target, key, sign) => {
      const label = this.words.say(key)
      return make("a", { href: `#${target}`, "aria-label": label, title: label }, sign)
    }
    const before = this.order[at - 1], after = this.order[at + 1]
    return make("span", { class: "lg-steps" },
      before && step(before, "previous", "↑"), after && [" ", step(after, "next", "↓")])
  }

  departed({ departed }) {
    const anchor = this.anchors.get(departed[0])
    const link = anchor && [" · ", make("a", { href: `#${anchor}` }, this.words.say("new-place"))]
    return [this.words.count("departed", departed.length), link]
  }

  /* ---- Tables: what is gone stands in the new one too; the old one is for reading side by side */

  table(group) {
    const captions = group.filter(entry => entry.kind === "caption"), head = [], rows = []
    for (const entry of group) {
      if (entry.kind === "cell" || entry.kind === "caption") continue
      if (beginsTable(entry) && !rows.length) head.push(entry)
      else rows.push(entry)
    }
    const own = group.filter(entry => isBlock(entry) && entry.kind === "row")
    const width = Math.max(1, ...own.flatMap(row => [...this.cells.get(row.id).keys()]))
    const parts = { captions, head, rows, width }
    const every = [...captions, ...head, ...rows]
    const isChanged = every.some(entry => !isBlock(entry) || entry.isChanged)
    const hasChangedNumbers = every.some(entry => isBlock(entry) && hasNumbers(entry))
    const classes = ["lg-entry", isChanged ? "lg-with-changes" : "lg-unchanged", ...hasChangedNumbers ? ["lg-number-change"] : []]
    const content = isChanged ? this.pairOf(parts) : this.tableOf(parts, "both")
    return { isQuiet: !isChanged, element: make("div", { class: classes.join(" ") }, content) }
  }

  pairOf(parts) {
    const hasOld = [...parts.head, ...parts.rows].some(entry => isBlock(entry) && entry.old)
    return make("div", { class: "lg-pair" },
      make("div", { class: "lg-old", hidden: true }, hasOld ? this.tableOf(parts, "old") : this.absent()),
      make("div", { class: "lg-new" }, this.tableOf(parts, "both")))
  }

  tableOf({ captions, head, rows, width }, side) {
    const isShown = entry => side === "both" || entry.old
    const named = captions.filter(isShown).map(block => this.caption(block, side))
    const top = head.filter(isShown).map(row => this.row(row, "th", side, width))
    const body = rows.filter(isShown).map(row => isBlock(row) ? this.row(row, "td", side, width)
      : make("tr", { class: "lg-departed" }, make("td", { colspan: width }, this.departed(row))))
    const table = make("table", { class: "lg-compare__table" },
      named.length ? make("caption", {}, named) : null,
      head.length ? make("thead", {}, top) : null, make("tbody", {}, body))
    return make("div", { class: "lg-scroll", tabindex: "0", role: "group", "aria-label": this.words.say("table") }, table)
  }

  caption(block, side) {
    const isBoth = side === "both", id = isBoth && this.anchors.get(block.id)
    const speech = this.words.speech(block.passage.language)
    return make("div", { class: isBoth && classesOf(block), id: id || null, ...speech },
      id ? this.head(block, "div") : null, this.wordsOf(block, side))
  }

  row(row, name, side, width) {
    const isBoth = side === "both", id = isBoth && this.anchors.get(row.id)
    const cells = Array.from({ length: width }, (_, at) => {
      const cell = this.cells.get(row.id).get(at + 1)
      const speech = cell ? this.words.speech(cell.passage.language) : {}
      return make(name, { scope: name === "th" && "col", class: isBoth && cell && classesOf(cell), ...speech },
        id && !at ? this.head(row, "div") : null, cell ? this.wordsOf(cell, side) : null)
    })
    return make("tr", { class: isBoth && classesOf(row), id: id || null }, cells)
  }
}
