/* The offline kit: one file with the chapters of a document, in which comments are written as on the site. */

import "../comment.js"

const dark = matchMedia("(prefers-color-scheme: dark)")
const settle = () => { document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default" }
dark.addEventListener("change", settle)
settle()
