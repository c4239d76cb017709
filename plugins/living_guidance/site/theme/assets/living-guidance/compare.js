/* The redline of any two states of a chapter, made here from the texts of both. The usual pairs have pages of their
   own, which need no script; any other pair is shown in place, and the fragment `#old..new` is its address. */

import { compareTexts } from "./compare/redline.js"
import { RedlineView, Words, make } from "./compare/show.js"

const FORMAT = 1
const PAIR = /^([a-z0-9-]+)\.\.([a-z0-9-]+)(?::c\d+)?$/
const form = document.querySelector("form.lg-any")
const language = document.documentElement.lang

/* The pair that an address names, as `old..new`; empty if it names none. */
const pairOf = url => {
  const [, old, now] = PAIR.exec(url.hash.slice(1).replace(/%3A/i, ":")) ?? []
  return old ? `${old}..${now}` : ""
}

const here = () => pairOf(new URL(location.href))

/* ---- The texts, each fetched once */

const texts = new Map()
const load = option => {
  const url = new URL(option.dataset.text, document.baseURI).href
  if (!texts.has(url)) texts.set(url, fetchText(url))
  return texts.get(url).catch(() => {
    texts.delete(url)
    throw new LoadError(option.textContent)
  })
}

class LoadError extends Error {}

const fetchText = async url => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(answer.statusText)
  const text = await answer.json()
  if (text.format !== FORMAT) throw new Error("format")
  return { ...text, url }
}

/* ---- What is on the page */

class Comparison {
  constructor() {
    this.words = new Words(form.dataset.words, language)
    this.own = form.dataset.shown ?? ""
    this.usual = [...document.querySelectorAll("[data-usual]")]
    this.links = document.querySelector(".lg-any__usual")
    this.status = make("p", { class: "lg-any__status", role: "status" })
    this.result = make("section", { class: "lg-any__result", hidden: true })
    this.pages = new Map([...document.querySelectorAll("a[data-pair]")].map(link => [link.dataset.pair, link]))
    this.shown = ""
    this.equip()
  }

  equip() {
    const languages = [...document.querySelectorAll(".md-header a[hreflang]")]
    if (languages.length > 1) form.querySelector("button").before(this.languageField(languages))
    form.after(this.status, this.result)
    form.hidden = false
    if (this.links) this.links.hidden = true
    form.addEventListener("submit", event => {
      event.preventDefault()
      this.choose()
    })
    addEventListener("hashchange", () => this.follow())
    /* A change of language keeps the pair; the page's own script has put another fragment there by then. */
    for (const link of languages)
      for (const event of ["pointerdown", "click"])
        link.addEventListener(event, () => { if (here()) link.hash = location.hash })
  }

  languageField(links) {
    const optionOf = link => make("option", { value: link.hreflang, lang: link.hreflang }, link.textContent.trim())
    const options = links.map(optionOf)
    this.languages = new Map(links.map(link => [link.hreflang, link]))
    this.language = make("select", { id: "lg-any-language", name: "language" }, options)
    return make("span", { class: "lg-any__field" },
      make("label", { for: "lg-any-language" }, this.words.say("language")), " ", this.language)
  }

  option(name, state) { return [...form.elements[name].options].find(option => option.value === state) }

  /* Put the choices on a pair, as far as there is such a state. */
  select(pair) {
    const [old, now] = pair.split("..")
    for (const [name, state] of [["old", old], ["new", now]])
      if (this.option(name, state)) form.elements[name].value = state
    if (this.language) this.language.value = language
  }

  /* What the reader asked for: the page of a usual pair, any other here, each in the language of their choice. */
  choose() {
    const old = form.elements.old.value, now = form.elements.new.value, pair = `${old}..${now}`
    if (old === now) {
      this.say(this.words.say("same"))
      return
    }
    const wanted = this.language?.value ?? language
    const base = new URL(wanted === language ? location.href : this.languages.get(wanted).href)
    base.hash = ""
    const page = this.pages.get(pair)
    if (page) {
      /* From the page in the other language the same way leads to the other page in it. */
      location.assign(new URL(page.getAttribute("href"), base))
    } else if (wanted !== language) {
      base.hash = pair === this.own ? "" : pair
      location.assign(base)
    } else if (pair === this.own) {
      if (location.hash) history.pushState(null, "", base.href.replace(/#$/, ""))
      this.follow()
    } else if (pair === here()) this.show(pair)
    else location.hash = pair
  }

  /* Show what the address names. */
  follow() {
    const pair = here()
    if (pair && pair === this.shown) return
    if (pair && pair !== this.own) this.show(pair)
    else this.restore(pair)
  }

  /* The page as it came. */
  restore(pair) {
    const wasShown = this.shown
    this.shown = ""
    this.settle(null)
    this.say("")
    this.select(this.own || this.latest())
    if (!wasShown) return
    /* What the address names was hidden when the browser looked for it. */
    if (location.hash && !pair) location.replace(location.href)
    else form.querySelector("button").focus()
  }

  latest() {
    const states = [...form.elements.old.options].map(option => option.value)
    return `${states.at(-2)}..${states.at(-1)}`
  }

  async show(pair) {
    this.shown = pair
    this.select(pair)
    const options = pair.split("..").map((state, at) => this.option(at ? "new" : "old", state))
    const unknown = pair.split("..").find((_, at) => !options[at])
    if (unknown !== undefined) {
      this.fail(this.words.say("unknown", { state: unknown }))
      return
    }
    this.say(this.words.say("loading"))
    form.setAttribute("aria-busy", "true")
    try {
      const loaded = await Promise.all(options.map(load))
      /* The reader may have gone on meanwhile. */
      if (this.shown === pair) this.display(pair, options, loaded)
    } catch (error) {
      if (!(error instanceof LoadError)) throw error
      if (this.shown === pair) this.fail(this.words.say("failed", { title: error.message }))
    } finally {
      form.removeAttribute("aria-busy")
    }
  }

  display(pair, options, [old, now]) {
    const labels = options.map(option => option.textContent)
    const view = new RedlineView(compareTexts(old, now), {
      words: this.words, labels, bases: { old: old.url, now: now.url }, prefix: `${pair}:`,
    })
    const title = this.words.say("from-to", { old: labels[0], new: labels[1] })
    const heading = make("h2", { id: pair, tabindex: "-1" }, title)
    this.settle([heading, this.ways(options), view.element()])
    this.say(`${title}${this.words.say("colon")}${view.summary}`, true)
    heading.focus({ preventScroll: true })
    /* Only now there is something for the browser to find. */
    location.replace(location.href)
  }

  /* The way back, to both texts, and to the reasons. */
  ways(options) {
    const close = make("a", { href: "#" }, this.words.say("close"))
    close.addEventListener("click", event => {
      event.preventDefault()
      history.pushState(null, "", location.pathname + location.search)
      this.follow()
    })
    const pages = options.map(option => make("a", { href: option.dataset.page }, option.textContent))
    const { changes } = form.dataset
    const why = changes ? [make("a", { href: changes }, this.words.say("why"))] : []
    return make("p", { class: "lg-ways" }, pages, why, close)
  }

  /* Put a result in the place of the page's own, or take it away; what the reader chose to see stays chosen. */
  settle(content) {
    const chosen = [...document.querySelectorAll(".lg-compare > input:checked")].map(radio => radio.id)
    /* Two redlines at once would share the names of their choices. */
    for (const part of this.usual) part.hidden = content !== null
    this.parked ??= this.usual.map(part => part.querySelector(".lg-compare")).find(Boolean)
    if (this.parked) {
      if (content && this.parked.isConnected) this.parked.replaceWith(this.place ??= document.createComment(""))
      else if (!content && this.place?.isConnected) this.place.replaceWith(this.parked)
    }
    this.result.replaceChildren(...content ?? [])
    this.result.hidden = content === null
    for (const id of chosen) {
      const radio = document.getElementById(id)
      if (radio) radio.checked = true
    }
  }

  fail(message) {
    this.settle(null)
    this.say(message)
  }

  say(message, isSpokenOnly = false) {
    this.status.classList.toggle("lg-spoken", isSpokenOnly)
    this.status.textContent = message
  }
}

if (form) {
  const comparison = new Comparison()
  comparison.follow()
}
