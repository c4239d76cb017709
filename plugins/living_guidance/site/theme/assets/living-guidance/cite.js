/* Cite a paragraph: what the page says of its chapter at its end, for any numbered paragraph, in a dialog.
   Without this script the chapter's own citation stands in the page; with it, it bears the reader's date as well. */
(() => {
  "use strict"

  const card = document.querySelector(".lg-cite")
  if (!card || !window.HTMLDialogElement?.prototype.showModal) return
  const words = card.dataset

  const fill = (pattern, values) => pattern.replace(/⟦(\w+)⟧/g, (mark, name) => values[name] ?? mark)

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }

  /* The day of access in a style, by the reader's calendar: the page may have been built long ago. */
  const accessed = style => {
    const now = new Date()
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    return style === "csl" ? day.join(", ") : day.map(part => String(part).padStart(2, "0")).join("-")
  }

  /* Browsers that keep the clipboard from a page, as they do without HTTPS, may still copy what is selected. */
  const copy = async element => {
    try {
      await navigator.clipboard.writeText(element.textContent)
      return true
    } catch {
      getSelection().selectAllChildren(element)
      return document.execCommand("copy")
    }
  }

  /* What a copy button says is said once more where screen readers listen. */
  const copyButton = (style, element, status) => {
    const label = fill(words.copyStyle, { style })
    const button = make("button", { type: "button", className: "lg-cite__copy", title: label }, words.copy)
    button.setAttribute("aria-label", label)
    button.addEventListener("click", async () => {
      status.textContent = ""
      status.textContent = await copy(element) ? fill(words.copied, { style }) : words.selected
    })
    return button
  }

  const makeStatus = () => {
    const status = make("p", { className: "lg-cite__status" })
    status.setAttribute("role", "status")
    return status
  }

  const equip = (list, status) => {
    for (const term of list.querySelectorAll("dt"))
      term.append(" ", copyButton(term.textContent, term.nextElementSibling.firstElementChild, status))
  }

  const list = card.querySelector(".lg-cite__forms")
  /* Kept as it came: its rows have no buttons yet, and their patterns make the rows of any paragraph. */
  const blank = list.cloneNode(true)

  for (const row of list.querySelectorAll("[data-style]"))
    for (const time of row.querySelectorAll("time")) {
      time.textContent = accessed(row.dataset.style)
      time.dateTime = accessed()
    }
  const cardStatus = makeStatus()
  equip(list, cardStatus)
  list.after(cardStatus)

  /* ---- The dialog, made when it is first asked for */

  const rows = (number, id) => {
    const made = blank.cloneNode(true)
    for (const row of made.querySelectorAll("[data-style]")) {
      const { style, pattern } = row.dataset
      const text = row.querySelector("code") ?? row.querySelector("pre")
      text.textContent = fill(pattern, { number, id, accessed: accessed(style) })
    }
    const link = made.querySelector(".lg-cite__link")
    link.href = link.textContent = `${words.address}#${id}`
    return made
  }

  let dialog, heading, body, status
  const build = () => {
    heading = make("h2", { id: "__cite" })
    status = makeStatus()
    body = make("div")
    const close = make("button", { type: "button", className: "lg-cite__close" }, words.close)
    close.addEventListener("click", () => dialog.close())
    dialog = make("dialog", { className: "lg-cite__dialog md-typeset" }, make("header", {}, heading, close), body, status)
    dialog.setAttribute("aria-labelledby", heading.id)
    /* A click beside the dialog closes it; one in it has another target, because its content fills it. */
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close() })
    document.body.append(dialog)
  }

  const open = (number, id) => {
    if (!dialog) build()
    heading.textContent = fill(words.heading, { number })
    status.textContent = ""
    const made = rows(number, id)
    equip(made, status)
    body.replaceChildren(made)
    dialog.showModal()
    dialog.scrollTop = 0
  }

  /* ---- A button at each numbered paragraph that has a permanent id */

  for (const link of document.querySelectorAll(".lg-block:not(.lg-born) > .lg-number")) {
    const number = link.textContent, id = decodeURIComponent(link.hash.slice(1))
    const label = fill(words.heading, { number })
    const button = make("button", { type: "button", className: "lg-cite__open", title: label })
    button.setAttribute("aria-label", label)
    button.setAttribute("aria-haspopup", "dialog")
    button.addEventListener("click", () => open(number, id))
    const tools = link.parentElement.querySelectorAll(":scope > .lg-edit")
    if (tools.length) tools[tools.length - 1].after(button)
    else link.parentElement.append(button)
  }
})()
