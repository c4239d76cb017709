/* Send: who comments, the file, and where it goes. What is typed here stands in the file and is kept nowhere else. */

import { make } from "../elements.js"
import { download, makeFile } from "./files.js"
import { choices, complain } from "./form.js"
import { OF_SENDER, today } from "./records.js"
import { printSummary } from "./summary.js"

const PERSONS = new Set(["individual", "roster_expert"])
const COUNTRY = /^[A-Za-z]{2}$/
const EMAIL = /^[^\s@]+@[^\s@]+$/
const TEXTS = { submitter: "organization", country: "off", person: "name", email: "email" }
const FILES = ["xlsx", "csv", "json"]

export class Send {
  constructor(app) {
    this.app = app
    this.handed = new Set()
    this.form = make("form", { class: "lg-form lg-send", novalidate: true },
      make("h3", {}, this.say("who")), this.category(), Object.keys(TEXTS).map(name => this.line(name)),
      make("p", { class: "lg-form__note" }, this.say("private")),
      make("h3", {}, this.say("file")), this.files(),
      make("h3", {}, this.say("send-it")), this.way())
    this.form.addEventListener("submit", event => event.preventDefault())
    this.form.addEventListener("input", event => {
      complain(event.target, "")
      this.app.sender = this.sender
    })
    this.settle()
  }

  say(key, values) { return this.app.words.say(key, values) }

  panel() { return { title: this.say("send"), content: [this.form] } }

  category() {
    const select = make("select", { id: "lg-send-category", name: "category" }, make("option", { value: "" }, "–"),
      Object.entries(this.app.kinds.category).map(([value, title]) => make("option", { value }, title)))
    select.value = this.app.sender.category ?? ""
    select.addEventListener("input", () => this.settle())
    return make("div", { class: "lg-field" }, make("label", { for: select.id }, this.say("category")), select)
  }

  line(name) {
    const id = `lg-send-${name}`, hint = `lg-send-${name}-hint`
    const control = make("input", { id, name, type: name === "email" ? "email" : "text", autocomplete: TEXTS[name],
      dir: "auto", maxlength: 500 })
    control.value = this.app.sender[name] ?? ""
    return make("div", { class: "lg-field", "data-field": name }, make("label", { for: id }, this.say(name)), control,
      make("p", { class: "lg-field__hint", id: hint }, this.say(`${name}-hint`)))
  }

  /* Persons have no organization here: they are never named in public. */
  settle() {
    const isPerson = PERSONS.has(this.form.elements.category.value)
    this.form.querySelector("[data-field=submitter]").hidden = isPerson
    this.form.querySelector("[data-field=person] label").textContent = this.say(isPerson ? "own-name" : "person")
  }

  get sender() {
    const { elements } = this.form
    const values = Object.fromEntries(OF_SENDER.map(name => [name, elements[name].value.trim()]))
    if (PERSONS.has(values.category)) values.submitter = ""
    return { ...values, country: values.country.toUpperCase() }
  }

  get faults() {
    const { sender } = this
    const isPerson = PERSONS.has(sender.category)
    const missing = [
      ["category", !sender.category],
      ["submitter", !isPerson && !sender.submitter],
      ["country", sender.country ? !COUNTRY.test(sender.country) : sender.category === "party"],
      ["person", isPerson && !sender.person],
      ["email", sender.email !== "" && !EMAIL.test(sender.email)],
    ]
    return missing.filter(([, isWrong]) => isWrong).map(([name]) => name)
  }

  files() {
    const buttons = FILES.map((kind, at) => {
      const button = make("button", { type: "button", class: `lg-button${at ? "" : " lg-button--main"}` }, this.say(kind))
      button.addEventListener("click", () => this.hand(kind))
      return button
    })
    const print = make("button", { type: "button", class: "lg-button" }, this.say("print"))
    print.addEventListener("click", () => { if (this.check()) printSummary(this.app, this.sender) })
    this.status = make("p", { class: "lg-form__note", role: "status" })
    return make("div", {}, make("div", { class: "lg-buttons" }, buttons, print), this.status)
  }

  check() {
    const { faults } = this
    for (const name of OF_SENDER)
      complain(this.form.elements[name], faults.includes(name) ? this.say(`error-${name}`) : "")
    if (faults.length) this.form.elements[faults[0]].focus()
    return faults.length === 0
  }

  hand(kind) {
    if (!this.check()) return
    const { app } = this, records = app.sorted
    const name = `comments-${app.data.round}-${today()}.${kind}`
    const kinds = { ...app.kinds, ...app.data.form.kinds }
    download(makeFile(kind, app.data.form, records, this.sender, (column, value) => kinds[column][value] ?? value,
      record => app.addressOf(record) || record.paragraph), name)
    this.handed = new Set(records.map(record => JSON.stringify(record)))
    this.status.textContent = this.say("handed", { name })
    this.sent.disabled = false
  }

  way() {
    const { data } = this.app
    const isLate = data.closes && Date.now() >= Date.parse(data.closes)
    const to = data.contact
      ? this.say("to-contact", { contact: data.contact, day: data.until })
      : this.say("to-invitation", { day: data.until })
    const address = EMAIL.test(data.contact) &&
      make("a", { href: `mailto:${data.contact}?subject=${encodeURIComponent(data.title)}` }, this.say("mail"))
    this.sent = make("button", { type: "button", class: "lg-button", disabled: true }, this.say("i-sent"))
    this.sent.addEventListener("click", () => this.app.archive(this.handed))
    return make("div", {},
      isLate && make("p", { class: "lg-form__alert" }, this.say("closed", { day: data.until, policy: data.late })),
      make("p", {}, to, address && " ", address), make("p", {}, this.say("publication", { policy: data.publication })),
      make("div", { class: "lg-buttons" }, this.sent), make("p", { class: "lg-field__hint" }, this.say("sent-hint")))
  }
}
