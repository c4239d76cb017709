/* Small comforts; every page reads and works without them. */
(() => {
  "use strict"

  /* The first block in view: where a reader who changes the language should arrive. */
  const blockInView = () => {
    const header = document.querySelector(".md-header")
    const top = header ? header.getBoundingClientRect().bottom : 0
    for (const block of document.querySelectorAll(".lg-block")) {
      if (block.getBoundingClientRect().bottom > top + 4)
        return block.id || block.querySelector(".lg-anchor")?.id || ""
    }
    return ""
  }

  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.addEventListener("click", () => {
      const hash = window.scrollY > 200 ? blockInView() : ""
      const wanted = hash || decodeURIComponent(location.hash.slice(1))
      if (wanted) link.hash = wanted
    })
  }

  /* 404.html holds all languages: keep the one of the address that was asked for. */
  const sections = document.querySelectorAll(".lg-not-found")
  if (sections.length) {
    const parts = location.pathname.split("/")
    const asked = [...sections].find(section => parts.includes(section.dataset.language)) ?? sections[0]
    for (const section of sections) section.hidden = section !== asked
    document.documentElement.lang = asked.dataset.language
  }
})()
