/* What changed between two texts, word by word, in English and in Chinese: what text/words.py does on the server.

   A text is a list of parts. A string is words; a list is a piece that is never cut: a link, emphasis, a note, code. */

import { steps } from "./match.js"

export const HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u4dbf\\u4e00-\\u9fff"
  + "\\uf900-\\ufaff\\u{20000}-\\u{3ffff}"
const LETTER = `(?:(?![${HAN}])[\\p{L}\\p{M}\\p{Nl}\\p{No}])`
const WORD = [
  "\\{\\{.*?\\}\\}",
  "\\p{Nd}+(?:[.,]\\p{Nd}+)*",
  `${LETTER}+(?:['’\\-/](?:${LETTER}|\\p{Nd})+)*[⁰¹²³⁴-⁹⁻₀-₉]*`,
  `[${HAN}]+`, "\\s+", ".",
]
const HAN_RUN = new RegExp(`^[${HAN}]+$`, "u")
const STOPS = /^[\s,.;:、，。；：]*$/u

/* Chinese words as the browser's dictionary has them; characters where it has none. */
const chineseWords = () => {
  if (!("Segmenter" in Intl)) return text => [...text]
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" })
  return text => Array.from(segmenter.segment(text), one => one.segment)
}

const escape = text => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")

/* What cuts a string of a language into words, with none of the terms cut. */
const makeCutter = (language, terms) => {
  const kept = terms.filter(term => new RegExp(`[${HAN}]`, "u").test(term))
    .sort((one, other) => other.length - one.length)
    .map(escape)
  const pattern = new RegExp([...kept, ...WORD].join("|"), "gsu")
  /* A term may begin inside a run of characters, so the run is searched for terms first. */
  const inside = kept.length && new RegExp(`(${kept.join("|")})`, "u")
  const segment = language === "zh" ? chineseWords() : text => [...text]
  const cutRun = run => inside
    ? run.split(inside).flatMap((part, at) => at % 2 ? [part] : segment(part)).filter(Boolean)
    : segment(run)
  return text => (text.match(pattern) ?? []).flatMap(word => HAN_RUN.test(word) ? cutRun(word) : [word])
}

/* What makes two pieces the same: all but the address, which depends on the state. */
const keyOf = part => {
  if (typeof part === "string") return part
  const [name, ...rest] = part
  const inner = name === "a" ? [rest[0], ...rest.slice(2)] : rest
  return JSON.stringify([name, ...inner.map(keyOf)])
}

/* The words, and the space before each, by which they are not compared. */
const cutUp = (parts, cut) => {
  const words = []
  let gap = ""
  const add = (part, key) => {
    words.push({ gap, part, key })
    gap = ""
  }
  for (const part of parts) {
    if (typeof part !== "string") {
      add(part, keyOf(part))
      continue
    }
    for (const word of cut(part)) {
      if (/^\s+$/u.test(word)) gap = word
      else add(word, `"${word}`)
    }
  }
  return words
}

const partsOf = (words, [start, end]) => words.slice(start, end).flatMap(({ gap, part }) => gap ? [gap, part] : [part])

/* An equal word; a space before it that only one side has is a change of its own. */
const equalWord = (old, now) => old.gap === now.gap
  ? [{ equal: true, old: [now.gap, old.part], now: [now.gap, now.part] }]
  : [{ equal: false, old: [old.gap], now: [now.gap] }, { equal: true, old: [old.part], now: [now.part] }]

/* The steps with neighbours of one sort made one. */
const joined = changes => {
  const found = []
  for (const { equal, old, now } of changes) {
    const last = found.at(-1)
    if (last && last.equal === equal) {
      last.old.push(...old)
      last.now.push(...now)
    } else found.push({ equal, old: [...old], now: [...now] })
  }
  for (const step of found) {
    step.old = step.old.filter(part => part !== "")
    step.now = step.now.filter(part => part !== "")
  }
  return found
}

const isStop = parts => parts.every(part => typeof part === "string") && STOPS.test(parts.join(""))

/* Replacements that only a comma keeps apart are joined; a space that both sides begin with is kept out. */
const withoutIslands = changes => changes.flatMap((step, at) => {
  const around = [changes[at - 1], changes[at + 1]]
  if (step.equal) {
    const isIsland = isStop(step.now) && around.every(one => one && one.old.length && one.now.length)
    return [{ ...step, equal: !isIsland }]
  }
  const [lead] = step.old
  if (typeof lead !== "string" || !/^\s+$/u.test(lead) || lead !== step.now[0]) return [step]
  return [{ equal: true, old: [lead], now: [lead] }, { equal: false, old: step.old.slice(1), now: step.now.slice(1) }]
})

const runsOf = changes => changes.flatMap(({ equal, old, now }) => equal
  ? [{ op: "equal", parts: now }]
  : [{ op: "delete", parts: old }, { op: "insert", parts: now }]).filter(run => run.parts.length)

/* A function that gives the runs which lead from one text to another, each with its words and what became of them. */
export const makeComparer = (language, terms) => {
  const cut = makeCutter(language, terms)
  return (old, now) => {
    const before = cutUp(old, cut), after = cutUp(now, cut)
    const changes = steps(before.map(word => word.key), after.map(word => word.key)).flatMap(step => step.equal
      ? after.slice(...step.now).flatMap((word, at) => equalWord(before[step.old[0] + at], word))
      : [{ equal: false, old: partsOf(before, step.old), now: partsOf(after, step.now) }])
    return runsOf(joined(withoutIslands(joined(changes))))
  }
}

/* The runs between two pieces of code, line by line: their breaks and indentation are part of what they say. */
export const compareLines = (old, now) => {
  const lines = text => text.match(/[^\n]*\n|[^\n]+/g) ?? []
  const before = lines(old), after = lines(now)
  return runsOf(steps(before, after).map(step => ({
    equal: step.equal, old: before.slice(...step.old), now: after.slice(...step.now),
  })))
}
