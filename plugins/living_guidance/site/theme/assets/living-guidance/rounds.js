/* Filter the comments on a page. What is chosen stands in the address, so that it can be sent to somebody; without
   this script all comments are there, and no control. */

const FACETS = ["type", "disposition", "category", "sender"]
const form = document.querySelector("form.lg-sieve")

const fold = text => text.normalize("NFKC").toLowerCase()

/* A comment with the words of each facet that it has. */
class Entry {
  constructor(element) {
    this.element = element
    this.facets = Object.fromEntries(FACETS.map(facet => [facet, this.words(facet)]))
  }

  words(facet) {
    const marked = [...this.element.querySelectorAll(`[data-${facet}]`)]
    return new Map(marked.map(one => [one.dataset[facet], one.textContent.trim()]))
  }

  get text() { return this.folded ??= fold(this.element.textContent) }

  fits(chosen) {
    return FACETS.every(facet => !chosen[facet] || this.facets[facet].has(chosen[facet]))
      && chosen.text.every(word => this.text.includes(word))
  }
}

class Sieve {
  constructor() {
    this.entries = [...document.querySelectorAll(".lg-comment")].map(element => new Entry(element))
    this.holders = [...document.querySelectorAll(".lg-comments__group, .lg-comments__section")]
    this.status = form.querySelector("[role=status]")
    for (const facet of FACETS) this.offer(facet)
    this.read()
    form.hidden = false
    form.addEventListener("input", () => this.sift())
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(() => this.sift()))
    addEventListener("popstate", () => this.read())
    /* What a link leads to must not stay hidden. */
    addEventListener("hashchange", () => this.reveal())
  }

  /* The choices of a facet, in the language's order; none where there is nothing to choose. */
  offer(facet) {
    const found = new Map(this.entries.flatMap(entry => [...entry.facets[facet]]))
    const { lang } = document.documentElement
    const ordered = [...found].sort(([, one], [, other]) => one.localeCompare(other, lang, { numeric: true }))
    const select = form.elements[facet]
    for (const [value, label] of ordered) select.add(new Option(label, value))
    select.parentElement.hidden = found.size < 2
  }

  read() {
    const chosen = new URLSearchParams(location.search)
    for (const name of [...FACETS, "text"]) form.elements[name].value = chosen.get(name) ?? ""
    for (const facet of FACETS) if (form.elements[facet].selectedIndex < 0) form.elements[facet].value = ""
    this.sift()
    this.reveal()
  }

  sift() {
    const values = Object.fromEntries([...FACETS, "text"].map(name => [name, form.elements[name].value]))
    const chosen = { ...values, text: fold(values.text).split(/\s+/).filter(Boolean) }
    let shown = 0
    for (const entry of this.entries) {
      const fits = entry.fits(chosen)
      entry.element.hidden = !fits
      shown += fits
    }
    /* Groups stand before the sections that hold them only if asked in this order. */
    for (const holder of this.holders) holder.hidden = !holder.querySelector(".lg-comment:not([hidden])")
    const isAll = shown === this.entries.length
    this.say(shown)
    form.querySelector("[type=reset]").disabled = isAll && !values.text
    this.keep(values)
  }

  say(shown) {
    const number = value => value.toLocaleString(document.documentElement.lang)
    const words = { shown: number(shown), total: number(this.entries.length) }
    this.status.textContent = form.dataset.found.replace(/⟦(\w+)⟧/g, (_, name) => words[name])
  }

  keep(values) {
    const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString()
    if (query !== location.search.slice(1))
      history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`)
  }

  reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target?.closest(".lg-comments [hidden], .lg-comment[hidden]")) return
    form.reset()
    setTimeout(() => target.scrollIntoView())
  }
}

if (form) new Sieve()
