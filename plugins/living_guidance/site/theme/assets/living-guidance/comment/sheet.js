/* The sheet in which comments are written and kept in order: beside the text, or on a phone beneath it. The text stays
   in reach all the while, so nothing holds the focus; Escape closes the sheet and leads back. */

import { make } from "../elements.js"

export class Sheet {
  /* What has the focus when what opened the sheet is gone. */
  fallback = null

  constructor(words, host) {
    this.heading = make("h2", { id: "lg-sheet-title", tabindex: "-1" })
    const close = make("button", { type: "button", class: "lg-sheet__close", "aria-label": words.say("close"),
      title: words.say("close") })
    close.addEventListener("click", () => this.close())
    this.body = make("div", { class: "lg-sheet__body" })
    this.element = make("section", { class: "lg-sheet md-typeset", role: "dialog", hidden: true,
      "aria-labelledby": this.heading.id, "data-search-exclude": true },
      make("header", { class: "lg-sheet__head" }, this.heading, close), this.body)
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape" || event.isComposing) return
      event.stopPropagation()
      this.close()
    })
    host.append(this.element)
  }

  get isOpen() { return !this.element.hidden }

  /* Show a panel: its title, its elements, and what happens when it goes. */
  show({ title, content, leave }, opener) {
    this.leave()
    this.opener = opener ?? this.opener
    this.left = leave
    this.heading.textContent = title
    this.body.replaceChildren(...content)
    this.hold(() => {
      this.element.hidden = false
      document.body.classList.add("lg-sheet-open")
    })
    this.body.scrollTop = 0
    this.heading.focus({ preventScroll: true })
  }

  leave() {
    const { left } = this
    this.left = null
    left?.()
  }

  close() {
    if (!this.isOpen) return
    this.leave()
    this.hold(() => {
      this.element.hidden = true
      document.body.classList.remove("lg-sheet-open")
    })
    this.body.replaceChildren()
    this.opener?.focus({ preventScroll: true })
    if (document.activeElement === document.body) this.fallback?.focus({ preventScroll: true })
    this.opener = null
  }

  /* Change the layout without moving the text that is read. */
  hold(change) {
    const read = [...document.querySelectorAll(".lg-block")].find(one => one.getBoundingClientRect().top > 0)
    const before = read?.getBoundingClientRect().top
    change()
    if (read && scrollY > 0) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" })
  }
}
