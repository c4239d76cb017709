/* Small comforts; every page reads and works without them. */
(() => {
  "use strict"

  const headerEnd = () => document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0

  const isInView = element => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom >= headerEnd() && top < window.innerHeight
  }

  /* Where a reader who changes the language or the release should arrive: where they are, or what they read. */
  const place = () => {
    const target = document.querySelector(":target")
    if (target && isInView(target)) return target.id
    if (window.scrollY <= 200) return ""
    const end = headerEnd() + 4
    const block = [...document.querySelectorAll(".lg-block")].find(one => one.getBoundingClientRect().bottom > end)
    return block?.id ?? ""
  }

  for (const event of ["pointerdown", "click"])
    document.addEventListener(event, ({ target }) => {
      const link = target.closest("a[hreflang], .lg-shelf__way")
      if (link) link.hash = place()
    }, true)

  /* The theme's search overlooks the last character of a Chinese word, and asks for any of its parts rather than for
     all. So each run of Chinese gets a last character to be overlooked, and is put in quotation marks. */
  const isQuery = message => message?.type === 2 && typeof message.data === "string" && !message.data.includes('"')
  const { postMessage } = Worker.prototype
  Worker.prototype.postMessage = function (message, ...rest) {
    const sent = isQuery(message) ? { ...message, data: message.data.replace(/\p{sc=Han}+/gu, '"$&\u2f00"') } : message
    return postMessage.call(this, sent, ...rest)
  }

  /* 404.html holds all languages: keep the one of the address that was asked for. */
  const sections = [...document.querySelectorAll(".lg-not-found")]
  if (sections.length) {
    const parts = location.pathname.split("/")
    const asked = sections.find(section => parts.includes(section.dataset.language)) ?? sections[0]
    for (const section of sections) section.hidden = section !== asked
    document.title = `${asked.querySelector("h1").textContent} · ${document.title}`
    const frame = document.documentElement.lang
    if (asked.lang !== frame) {
      /* What is around the words stays in the language it was built in; its menu would lead away. */
      for (const part of document.querySelectorAll(".md-header, .md-banner, .md-sidebar, .md-footer")) part.lang = frame
      document.querySelector(".md-tabs")?.remove()
      document.querySelector(".md-logo").href = asked.querySelector("a").href
      document.documentElement.lang = asked.lang
    }
  }
})()
