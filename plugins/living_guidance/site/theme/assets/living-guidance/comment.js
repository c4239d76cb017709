/* Comment on a draft in the reader's own browser: comments wait here until the reader sends the form. No part of this
   speaks to anybody; the page's policy would not let it. */

import { Words, make } from "./elements.js"
import { readFile } from "./comment/files.js"
import { Form } from "./comment/form.js"
import { List } from "./comment/list.js"
import { Marks, labelOf } from "./comment/marks.js"
import { likenessOf, recordOf, today } from "./comment/records.js"
import { Send } from "./comment/send.js"
import { Sheet } from "./comment/sheet.js"
import { Store } from "./comment/store.js"

const NARROW = "(max-width: 59.984375em)"
const AT = { title: "at-title", table: "at-table", figure: "at-figure", footnote: "at-footnote", paragraph: "at-paragraph" }

class Commenting {
  constructor(json) {
    this.words = new Words(json, document.documentElement.lang)
    /* Words has taken everything that the page says. */
    this.data = this.words.data
    this.kinds = this.words.kinds
    this.sender = {}
    this.list = null
    const chapters = [...document.querySelectorAll(".lg-text")].map(root => [root, this.keyOf(root)])
    this.marks = new Marks(this.words, chapters, {
      begin: (facts, opener) => this.begin(facts, opener),
      show: (place, opener) => this.openList(place, opener),
    })
    this.order = new Map([...this.marks.places.keys()].map((id, at) => [id, at + 1]))
    this.store = new Store(`living-guidance:${this.data.site}:${this.data.round}`, () => this.refresh())
    this.sheet = new Sheet(this.words, document.querySelector(".lg-sheet-host, .md-main__inner"))
    this.status = make("p", { class: "lg-spoken", role: "status" })
    this.pill = make("button", { type: "button", class: "lg-pill", hidden: true, "aria-haspopup": "dialog" })
    this.pill.addEventListener("click", () => this.openList(null, this.pill))
    document.body.append(this.status, this.pill)
    for (const holder of document.querySelectorAll(".lg-commenting")) this.equip(holder)
    this.sheet.element.addEventListener("click", event => {
      if (event.target.closest("a[href*='#']") && matchMedia(NARROW).matches) this.sheet.close()
    })
    this.refresh()
  }

  /* The chapter of an element, `document/chapter`: the page's, where the element does not say it. */
  keyOf(element) { return element.dataset.chapter ?? `${this.data.document}/${this.data.chapter}` }

  /* The ways that stand above a text: what can be done here, and where the comments are. */
  equip(holder) {
    const way = (label, act) => {
      const button = make("button", { type: "button", class: "lg-button", "aria-haspopup": "dialog" }, label)
      button.addEventListener("click", () => act(button))
      return button
    }
    const [document, chapter] = this.keyOf(holder).split("/")
    const tray = way(this.words.say("tray"), button => this.openList(null, button))
    const general = chapter && way(this.words.say("on-chapter"), button => this.beginGeneral({ document, chapter }, button))
    const hint = this.sheet.fallback ? "" : make("p", { class: "lg-commenting__hint" }, this.words.say("hint"))
    holder.prepend(hint, make("p", { class: "lg-buttons" }, general, tray))
    this.sheet.fallback ??= tray
  }

  /* ---- What comments are called, and where they lead */

  labelOf(record) { return labelOf(this.words, record) }

  nameOf({ chapter, paragraph, number, element }) {
    if (!chapter) return this.words.say("at-document")
    if (!paragraph) return this.words.say("at-chapter")
    return number ? this.words.say("at-number", { number }) : this.words.say(AT[element] ?? "at-paragraph")
  }

  /* The title of a chapter: as the page knows it, or as it was when the comment was written. */
  titleOf({ document, chapter, title }) {
    const key = `${document}/${chapter}`
    return chapter ? this.data.chapters[key] ?? (title || key) : this.documentOf({ document })
  }

  documentOf({ document }) { return this.data.documents[document] ?? document }

  day(iso) {
    const format = new Intl.DateTimeFormat(this.words.language === "en" ? "en-GB" : this.words.language, { dateStyle: "long" })
    const day = new Date(`${iso}T12:00`)
    return Number.isNaN(day.getTime()) ? iso : format.format(day)
  }

  pathOf({ document, chapter, paragraph, language }) {
    const prefix = this.data.prefixes[language] ?? ""
    const page = chapter ? `${document}/${chapter}/at/${this.data.draft}/` : `${document}/`
    return `${prefix}${page}${paragraph && "#"}${paragraph}`
  }

  addressOf(record) { return this.data.site && `${this.data.site}/${this.pathOf(record)}` }

  linkOf(record) {
    if (this.marks.placeOf(record.paragraph) && record.language === this.words.language) return `#${record.paragraph}`
    return this.data.root ? new URL(this.data.root + this.pathOf(record), document.baseURI).href : this.addressOf(record)
  }

  orderOf(paragraph) { return this.order.get(this.marks.placeOf(paragraph)?.id) }

  /* All comments in the order of the texts. */
  get sorted() {
    const { comments } = this.store
    const documents = Object.keys(this.data.documents)
    /* Chapters that the page does not know stand together all the same. */
    const found = comments.map(({ document, chapter }) => `${document}/${chapter}`)
    const chapters = [...new Set([...Object.keys(this.data.chapters), ...found])]
    const rank = ({ document, chapter, paragraph, order }) => [
      documents.indexOf(document), chapter ? chapters.indexOf(`${document}/${chapter}`) : -1,
      paragraph ? this.orderOf(paragraph) ?? Number(order) : -1,
    ]
    const compare = (one, other) => {
      const [first, second] = [rank(one), rank(other)]
      return first.map((value, at) => value - second[at]).find(Boolean) ?? 0
    }
    return [...comments].sort(compare)
  }

  /* ---- Panels */

  begin(facts, opener, place = null) {
    const { draft, language } = this.data.form
    const order = String(this.orderOf(facts.paragraph) ?? "")
    const title = facts.chapter && this.titleOf(facts)
    this.write({ ...facts, title, order, draft, language }, { isNew: true, place }, opener)
  }

  beginGeneral(here = this.data, opener) {
    const { document, chapter } = here
    this.begin({ document, chapter, paragraph: "", section: "", number: "", element: "", quoted: "" }, opener)
  }

  edit(record, place) { this.write(record, { isNew: false, place }) }

  write(values, { isNew, place }, opener) {
    const id = isNew ? "" : values.id
    const record = { ...recordOf({ ...values, id }), id: id || recordOf({}).id }
    const present = this.marks.placeOf(record.paragraph)?.words
    const isFromList = this.list !== null
    const done = saved => {
      if (saved) this.announce(this.words.say("saved"))
      if (isFromList) this.openList(place)
      else this.sheet.close()
    }
    const form = new Form(this, record, { isNew, present, done })
    const panel = form.panel()
    this.sheet.show({ ...panel, leave: () => {
      panel.leave()
      this.marks.point()
    } }, opener)
    this.marks.point(record)
    /* Beneath a sheet from below the place would be out of sight. */
    if (matchMedia(NARROW).matches) this.marks.pointed?.block.scrollIntoView()
  }

  openList(place, opener) {
    const list = new List(this, place)
    this.sheet.show(list.panel(), opener)
    this.list = list
  }

  openTray() { this.openList(null) }

  openSend() { this.sheet.show(new Send(this).panel()) }

  focusTitle() { this.sheet.heading.focus() }

  /* ---- What is done with comments */

  /* Take comments away, and offer them back. */
  takeAway(label, back) {
    if (!this.list) this.openList(null, this.pill)
    this.list.gone = { label, back }
    this.list.fill()
    this.list.content.querySelector(".lg-tray__gone button").focus()
  }

  remove(records) {
    const back = this.store.remove(new Set(records.map(({ id }) => id)))
    this.takeAway(this.words.count("deleted", records.length), back)
  }

  clear() {
    this.sender = {}
    const back = this.store.clear()
    this.takeAway(this.words.say("cleared"), back)
  }

  archive(handed) {
    this.store.archive(today(), record => handed.has(JSON.stringify(record)))
    this.announce(this.words.say("archived"))
    this.openTray()
  }

  /* Take over what a file holds; what is said of it. */
  async takeFile(file) {
    const found = await readFile(file)
    if (!found) return this.words.say("no-form", { name: file.name })
    if (found.round !== this.data.round) return this.words.say("other-round", { name: file.name, round: found.round })
    const known = new Set(this.store.comments.map(likenessOf))
    const fresh = found.records.filter(record => !known.has(likenessOf(record)))
    /* The form knows no numbers; those of this page can be told. */
    const numbered = fresh.map(record => ({ ...record, number: this.marks.placeOf(record.paragraph)?.number ?? "" }))
    if (fresh.length) this.store.update(state => ({ ...state, comments: [...state.comments, ...numbered] }))
    this.sender = found.sender
    return this.words.count("imported", fresh.length)
  }

  announce(text) {
    this.status.textContent = ""
    this.status.textContent = text
  }

  /* Show what is kept now, whoever changed it. */
  refresh() {
    if (!this.status) return
    const { comments, isKept } = this.store
    this.marks.display(comments)
    this.pill.hidden = comments.length === 0
    this.pill.textContent = this.words.count("waiting", comments.length)
    this.pill.classList.toggle("lg-pill--lost", !isKept)
    this.list?.fill()
  }
}

const block = document.querySelector("script.lg-comment-data")
if (block) new Commenting(block.textContent)
