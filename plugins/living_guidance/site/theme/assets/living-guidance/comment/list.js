/* The tray: the reader's comments, all of them or those on one place, and what can be done with them. */

import { make } from "../elements.js"

const action = (label, act, className = "lg-plain") => {
  const button = make("button", { type: "button", class: className }, label)
  button.addEventListener("click", () => act(button))
  return button
}

export class List {
  /* `place` narrows the list to a paragraph; without one it is the whole tray. */
  constructor(app, place) {
    Object.assign(this, { app, place })
    this.content = make("div", { class: "lg-tray" })
    this.gone = null
    this.fill()
  }

  say(key, values) { return this.app.words.say(key, values) }

  get shown() {
    const { sorted } = this.app
    return this.place ? sorted.filter(record => this.place.holds(record)) : sorted
  }

  panel() {
    const title = this.place ? this.app.nameOf(this.place.facts()) : this.say("tray")
    return { title, content: [this.content], leave: () => { this.app.list = null } }
  }

  /* Show everything again, with what was just taken away still to be had back. */
  fill() {
    const { shown, app } = this
    const parts = [this.notice(), this.undo()]
    if (!shown.length && !this.gone) parts.push(make("p", { class: "lg-tray__empty" }, this.say("empty")))
    let group = ""
    for (const record of shown) {
      const title = this.place ? "" : app.titleOf(record)
      if (title !== group) parts.push(make("h3", { class: "lg-tray__group" }, title))
      group = title
      parts.push(this.entry(record))
    }
    parts.push(this.place ? this.more() : this.foot())
    this.content.replaceChildren(...parts.filter(Boolean))
  }

  notice() {
    if (!this.app.store.isKept) return make("p", { class: "lg-form__alert", role: "alert" }, this.say("not-kept"))
    return this.place ? null : make("p", { class: "lg-tray__note" }, this.say("note"))
  }

  undo() {
    if (!this.gone) return null
    const { label, back } = this.gone
    return make("p", { class: "lg-tray__gone", role: "status" }, label, " ", action(this.say("undo"), () => {
      this.gone = null
      back()
      this.app.focusTitle()
    }))
  }

  entry(record) {
    const { app } = this
    const link = app.linkOf(record)
    const name = app.nameOf(record)
    const head = make("p", { class: "lg-entry__place" },
      link ? make("a", { href: link }, name) : make("span", {}, name),
      " ", make("span", { class: "lg-tag" }, app.kinds.type[record.type] ?? record.type),
      record.language !== app.words.language &&
        make("span", { class: "lg-tag" }, app.data.languages[record.language] ?? record.language))
    const quoted = record.quoted && make("blockquote", { dir: "auto", lang: record.language }, record.quoted)
    const text = record.text && make("p", { class: "lg-entry__text", dir: "auto" }, record.text)
    const proposed = record.proposed && make("p", { class: "lg-entry__text", dir: "auto" },
      make("span", { class: "lg-entry__label" }, `${this.say("proposed")}${this.say("colon")}`), record.proposed)
    const buttons = make("p", { class: "lg-entry__ways" },
      action(this.say("edit"), () => app.edit(record, this.place)),
      action(this.say("delete"), () => app.remove([record])))
    for (const button of buttons.children)
      button.setAttribute("aria-label", `${button.textContent}${this.say("colon")}${name}`)
    return make("article", { class: "lg-entry-own", "data-comment": record.id }, head, quoted, text, proposed, buttons)
  }

  more() {
    const { app, place } = this
    return make("div", { class: "lg-buttons lg-tray__foot" },
      action(app.labelOf(place.facts()), () => app.begin(place.facts(), null, place), "lg-button lg-button--main"),
      action(this.say("tray"), () => app.openTray(), "lg-button"))
  }

  foot() {
    const { app } = this
    const some = app.store.comments.length > 0
    return make("div", { class: "lg-tray__foot" },
      make("div", { class: "lg-buttons" },
        some && action(this.say("send"), () => app.openSend(), "lg-button lg-button--main"),
        app.data.document && action(this.say(app.data.chapter ? "on-chapter" : "on-document"), () => app.beginGeneral(), "lg-button"),
        this.importer()),
      this.report, this.archive(),
      (some || app.store.read().sent.length > 0) &&
        make("p", {}, action(this.say("clear"), () => app.clear(), "lg-plain lg-plain--away")))
  }

  importer() {
    const input = make("input", { type: "file", accept: ".json,application/json", id: "lg-import", class: "lg-spoken" })
    input.addEventListener("change", async () => {
      if (!input.files.length) return
      this.report = make("p", { class: "lg-tray__report", role: "status" }, await this.app.takeFile(input.files[0]))
      this.fill()
      this.app.focusTitle()
    })
    return make("span", { class: "lg-file" }, input, make("label", { class: "lg-button", for: input.id }, this.say("import")))
  }

  archive() {
    const { sent } = this.app.store.read()
    if (!sent.length) return null
    const lines = sent.map(({ on, comments }, at) => make("li", {},
      this.say("sent-on", { day: this.app.day(on) }), this.say("colon"),
      this.app.words.count("comments", comments.length), " ",
      action(this.say("restore"), () => {
        this.app.store.restore(at)
        this.app.focusTitle()
      })))
    return make("details", { class: "lg-tray__sent" }, make("summary", {}, this.say("sent")), make("ul", {}, lines))
  }
}
