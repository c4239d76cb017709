/* The picker of releases: a link to the list of them, which becomes a menu where the list can be fetched. */
(() => {
  "use strict"

  const shelf = document.querySelector(".lg-shelf")
  /* From a disk nothing can be fetched. */
  if (!shelf || !location.protocol.startsWith("http")) return

  const { root, path, release, effect, all, later } = shelf.dataset
  const language = document.documentElement.lang
  /* Every release stands beside the list, one folder below the site in effect. */
  const list = new URL(release ? "../releases.json" : "releases/releases.json", new URL(root.replace(/\/*$/, "/"), location))
  const PATIENCE = 5000

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value)
    element.append(...children)
    return element
  }

  const best = words => words[language] ? [language, words[language]] : Object.entries(words)[0]
  const home = homes => new URL(best(homes)[1], list).href
  const day = date => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date))

  const exists = async url => {
    try {
      return (await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE) })).ok
    } catch {
      return false
    }
  }

  /* To the same page in what was chosen, if there is one; guidance.js has put the reader's place into the link. */
  const follow = async event => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const { href, hash } = event.currentTarget
    const same = new URL(path, href)
    same.hash = hash
    location.assign(await exists(same) ? same : href.split("#")[0])
  }

  const way = (href, isShown, ...words) => {
    const link = make("a", { class: "lg-shelf__way", href, "aria-current": isShown && "true" }, ...words)
    link.addEventListener("click", follow)
    return make("li", {}, link)
  }

  const line = one => {
    const [spoken, title] = best(one.title)
    return way(
      home(one.homes), one.id === release,
      make("span", { lang: spoken !== language && spoken }, title), make("time", { datetime: one.date }, day(one.date)),
    )
  }

  const menu = ({ homes, releases }) => {
    const plain = shelf.querySelector("a")
    const isOld = release && releases[0].id !== release
    const label = plain.getAttribute("aria-label")
    const summary = make(
      "summary", { class: plain.className, "aria-label": isOld ? `${label} (${later})` : label }, ...plain.childNodes,
    )
    const ways = make("ul", {}, way(home(homes), !release, effect), ...releases.map(line))
    const every = make("a", { class: "lg-shelf__all", href: new URL("releases/", home(homes)) }, all)
    const note = isOld ? [make("p", { class: "lg-shelf__later" }, later)] : []
    const box = make("details", { class: isOld ? "lg-shelf__menu lg-shelf__menu--old" : "lg-shelf__menu" }, summary)
    box.append(make("div", { class: "lg-shelf__list" }, ...note, ways, every))
    plain.replaceWith(box)

    const close = () => { box.open = false }
    const step = { ArrowDown: 1, ArrowUp: -1 }
    box.addEventListener("keydown", event => {
      if (event.key === "Escape" && box.open) {
        close()
        summary.focus()
      } else if (event.key in step) {
        event.preventDefault()
        box.open = true
        const stops = [summary, ...box.querySelectorAll("a")]
        stops.at((stops.indexOf(document.activeElement) + step[event.key]) % stops.length).focus()
      }
    })
    box.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !box.contains(relatedTarget)) close() })
    document.addEventListener("click", ({ target }) => { if (!box.contains(target)) close() })
    window.addEventListener("pageshow", close)
  }

  const isOurs = found => found.format === "1" && found.releases.length && (!release || found.releases.some(one => one.id === release))

  /* Where a release stands alone, or the reader is offline, the link stays. */
  fetch(list)
    .then(answer => answer.ok && answer.json())
    .then(found => { if (found && isOurs(found)) menu(found) })
    .catch(() => {})
})()
