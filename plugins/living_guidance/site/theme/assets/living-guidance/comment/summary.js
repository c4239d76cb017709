/* The comments on paper: everything that the file says, for those who sign before it is sent. */

import { make } from "../elements.js"
import { OF_SENDER, WRITTEN } from "./records.js"

const fact = (label, text) => text && [make("dt", {}, label), make("dd", { dir: "auto" }, text)]

const senderOf = ({ words, kinds }, sender) => make("dl", {}, OF_SENDER.map(name =>
  fact(words.say(name), name === "category" ? kinds.category[sender.category] : sender[name])))

const commentOf = (app, record, number) => make("section", { class: "lg-summary__one" },
  make("h2", {}, `${number}. ${app.titleOf(record)} › ${app.nameOf(record)}`),
  make("dl", {},
    fact(app.words.say("kind"), app.kinds.type[record.type]),
    fact(app.words.say("place"), [record.section, app.addressOf(record)].filter(Boolean).join(" · ")),
    fact(app.words.say("quoted"), record.quoted),
    WRITTEN.map(name => fact(app.words.say(name), record[name]))))

/* Print all comments; the rest of the page stays at home. */
export const printSummary = (app, sender) => {
  document.querySelector(".lg-summary")?.remove()
  const summary = make("article", { class: "lg-summary md-typeset" }, make("h1", {}, app.data.title),
    senderOf(app, sender), app.sorted.map((record, at) => commentOf(app, record, at + 1)))
  document.body.append(summary)
  document.body.classList.add("lg-printing")
  addEventListener("afterprint", () => {
    document.body.classList.remove("lg-printing")
    summary.remove()
  }, { once: true })
  print()
}
