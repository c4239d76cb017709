/* Write a comment, or mend one. What was typed is kept with every pause, so that nothing is lost with the sheet. */

import { make } from "../elements.js"
import { LONGEST, WRITTEN, placeOf, recordOf } from "./records.js"

const ROWS = { text: 5, proposed: 4, rationale: 3, references: 2 }
const PAUSE = 400

const field = (name, label, control, ...more) =>
  make("div", { class: `lg-field lg-field--${name}` }, make("div", { class: "lg-field__head" }, label, more), control)

/* Buttons of which one is chosen, as radio buttons behind their names. */
export const choices = (name, legend, options, value) => {
  const radios = options.map(([option, title]) => {
    const radio = make("input", { type: "radio", name, value: option, checked: option === value })
    return make("label", { class: "lg-choice" }, radio, make("span", {}, title))
  })
  return make("fieldset", { class: `lg-field lg-field--${name}` }, make("legend", {}, legend),
    make("div", { class: "lg-choices" }, radios))
}

/* Say what is wrong with a field, beside it and to those who hear it; an empty message takes that back. */
export const complain = (control, message) => {
  const holder = control.closest(".lg-field"), id = `lg-error-${control.name}`
  const hint = holder.querySelector(".lg-field__hint")?.id
  holder.querySelector(".lg-field__error")?.remove()
  if (message) holder.append(make("p", { class: "lg-field__error", id }, message))
  const described = [hint, message && id].filter(Boolean).join(" ")
  for (const one of control.type === "radio" ? holder.querySelectorAll("input") : [control]) {
    one.setAttribute("aria-invalid", String(Boolean(message)))
    if (described) one.setAttribute("aria-describedby", described)
    else one.removeAttribute("aria-describedby")
  }
}

export class Form {
  /* `app` knows words, store and kinds; `present` are the words of the paragraph, where the page has them. */
  constructor(app, record, { isNew, present, done }) {
    Object.assign(this, { app, record, isNew, present, done })
    this.key = isNew ? placeOf(record) : record.id
    const typed = app.store.unfinished(this.key)
    /* Words that were selected since then count more than those of then. */
    this.start = typed ? { ...record, ...typed, id: record.id, quoted: record.quoted || typed.quoted } : record
    this.quoted = this.start.quoted
    this.form = make("form", { class: "lg-form", novalidate: true, autocomplete: "off" },
      typed && make("p", { class: "lg-form__note", role: "status" }, this.say("restored")),
      this.context(), this.quotation(), this.kinds(),
      WRITTEN.map(name => this.area(name)), this.alert(), this.buttons())
    this.form.addEventListener("submit", event => {
      event.preventDefault()
      this.save()
    })
    this.form.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit()
    })
    this.form.addEventListener("input", event => {
      if (event.target.getAttribute("aria-invalid") === "true") complain(event.target, "")
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.suspend(), PAUSE)
    })
    this.onHide = () => this.suspend()
    addEventListener("pagehide", this.onHide)
  }

  say(key, values) { return this.app.words.say(key, values) }

  panel() {
    const title = this.isNew ? this.app.labelOf(this.record) : this.say("edit-title", { place: this.app.nameOf(this.record) })
    return { title, content: [this.form], leave: () => this.leave() }
  }

  /* Where the comment belongs; one on no paragraph may be on the chapter or on all of its document. */
  context() {
    const { app, record, chapter } = this
    const place = (...names) => make("p", { class: "lg-form__place" }, names.filter(Boolean).join(" › "))
    if (record.paragraph) return place(app.titleOf(record), record.section)
    if (!chapter) return place(app.documentOf(record))
    const options = [["chapter", app.titleOf({ ...record, chapter })], ["document", app.documentOf(record)]]
    return choices("about", this.say("about"), options, record.chapter ? "chapter" : "document")
  }

  /* The chapter that a comment on no paragraph may be on. */
  get chapter() {
    const { document, chapter } = this.app.data
    return this.record.chapter || (document === this.record.document ? chapter : "")
  }

  quotation() {
    if (!this.quoted) return null
    const drop = make("button", { type: "button", class: "lg-plain" }, this.say("unquote"))
    const figure = make("figure", { class: "lg-quoted" }, make("figcaption", {}, this.say("quoted"), " ", drop),
      make("blockquote", { dir: "auto", lang: this.record.language }, this.quoted))
    drop.addEventListener("click", () => {
      this.quoted = ""
      figure.remove()
      this.form.querySelector("input").focus()
      this.suspend()
    })
    return figure
  }

  kinds() {
    return choices("type", this.say("kind"), Object.entries(this.app.kinds.type), this.start.type)
  }

  area(name) {
    const id = `lg-comment-${name}`
    const control = make("textarea", { id, name, rows: ROWS[name], dir: "auto" })
    control.value = this.start[name] ?? ""
    const label = make("label", { for: id }, this.say(name))
    if (name !== "proposed" || !this.present) return field(name, label, control)
    const prefill = make("button", { type: "button", class: "lg-plain" }, this.say("prefill"))
    const settle = () => { prefill.hidden = control.value !== "" }
    prefill.addEventListener("click", () => {
      control.value = this.present
      control.dispatchEvent(new Event("input", { bubbles: true }))
      control.focus()
      control.setSelectionRange(0, 0)
    })
    control.addEventListener("input", settle)
    settle()
    return field(name, label, control, prefill)
  }

  alert() {
    this.failure = make("p", { class: "lg-form__alert", role: "alert" })
    return this.failure
  }

  buttons() {
    const save = make("button", { class: "lg-button lg-button--main" }, this.say("save"))
    const discard = make("button", { type: "button", class: "lg-button" }, this.say("discard"))
    discard.addEventListener("click", () => this.finish(null))
    const remove = this.isNew ? null
      : make("button", { type: "button", class: "lg-button lg-button--away" }, this.say("delete"))
    remove?.addEventListener("click", () => {
      this.finish(null, () => this.app.remove([this.record]))
    })
    return make("div", { class: "lg-form__foot" }, make("div", { class: "lg-buttons" }, save, discard, remove),
      make("p", { class: "lg-form__kept" }, this.say("kept")))
  }

  get values() {
    const { elements } = this.form
    const written = Object.fromEntries(WRITTEN.map(name => [name, elements[name].value]))
    const about = { document: "", chapter: this.chapter }
    const chapter = elements.about ? about[elements.about.value] : this.record.chapter
    return { ...this.record, ...written, chapter, quoted: this.quoted, type: elements.type.value }
  }

  get isTyped() {
    const { values } = this
    return [...WRITTEN, "type", "quoted"].some(name => values[name] !== this.record[name] && (!this.isNew || name !== "quoted"))
  }

  suspend() {
    clearTimeout(this.timer)
    if (!this.isOver) this.app.store.suspend(this.key, this.isTyped ? recordOf(this.values) : null)
  }

  leave() {
    this.suspend()
    removeEventListener("pagehide", this.onHide)
  }

  get faults() {
    const { values } = this, { elements } = this.form
    const faults = WRITTEN.filter(name => values[name].length > LONGEST)
      .map(name => [elements[name], this.app.words.count("error-long", values[name].length - LONGEST)])
    if (!values.type) faults.unshift([elements.type[0], this.say("error-kind")])
    if (!values.text.trim() && !values.proposed.trim()) faults.push([elements.text, this.say("error-text")])
    return faults
  }

  save() {
    const { faults } = this
    for (const control of [this.form.elements.type[0], ...WRITTEN.map(name => this.form.elements[name])]) complain(control, "")
    for (const [control, message] of faults) complain(control, message)
    if (faults.length) {
      faults[0][0].focus()
      return
    }
    this.record = recordOf(this.values)
    if (this.app.store.put(this.record)) {
      this.finish(this.record)
      return
    }
    /* The words stay on the screen; they are in the tray as well, as long as the page is open. */
    this.failure.textContent = this.say("failed")
    this.isNew = false
  }

  finish(record, then) {
    this.isOver = true
    clearTimeout(this.timer)
    this.app.store.suspend(this.key, null)
    this.done(record)
    then?.()
  }
}
