/* The redline of a chapter between two states: every block of both, in one reading order, with what changed. It is what
   text/redline.py makes on the server. */

import { fates, rowOf } from "./fates.js"
import { steps } from "./match.js"
import { compareLines, makeComparer } from "./words.js"

const LEVELLED = new Set(["heading", "item"])

/* ---- Numbers: the file says which there are, and what makes two the same */

const numberKey = number => Array.isArray(number) ? number[0] : number
const asWritten = number => Array.isArray(number) ? number[1] : number

const changedNumbers = (old = [], now = []) => {
  const changes = steps(old.map(numberKey), now.map(numberKey)).filter(step => !step.equal)
  return {
    gone: changes.flatMap(step => old.slice(...step.old).map(asWritten)),
    come: changes.flatMap(step => now.slice(...step.now).map(asWritten)),
  }
}

const withoutEach = (numbers, moved) => numbers.filter(number => {
  const at = moved.indexOf(number)
  if (at >= 0) moved.splice(at, 1)
  return at < 0
})

/* What only went from one block to another with its words is no change of a number. */
const withoutMoved = family => {
  const gone = family.flatMap(block => block.numbers.gone)
  const moved = family.flatMap(block => block.numbers.come).filter(number => {
    const at = gone.indexOf(number)
    if (at >= 0) gone.splice(at, 1)
    return at >= 0
  })
  const went = [...moved], came = [...moved]
  for (const block of family)
    block.numbers = { gone: withoutEach(block.numbers.gone, went), come: withoutEach(block.numbers.come, came) }
}

const settleNumbers = blocks => {
  for (const block of blocks.values())
    if (block.others.length && block.fate !== "split" && block.fate !== "merged")
      withoutMoved([block, ...block.others.map(id => blocks.get(id))])
  for (const block of blocks.values()) {
    const row = block.kind === "cell" && blocks.get(rowOf(block))
    if (!row) continue
    row.numbers.gone.push(...block.numbers.gone)
    row.numbers.come.push(...block.numbers.come)
  }
}

/* ---- Blocks */

const partsOf = block => block ? block.parts ?? (block.text ? [block.text] : []) : []

const runsOf = (old, now, comparer) => {
  const isCode = old?.kind === "code" || now?.kind === "code"
  if (old && now && old.text === now.text) return partsOf(now).length ? [{ op: "equal", parts: partsOf(now) }] : []
  if (old && now && old.language === now.language && !isCode) return comparer(now.language)(partsOf(old), partsOf(now))
  if (old?.kind === "code" && now?.kind === "code") return compareLines(old.text, now.text)
  /* In another language there is nothing in common. */
  return [{ op: "delete", parts: partsOf(old) }, { op: "insert", parts: partsOf(now) }].filter(run => run.parts.length)
}

const isReformed = (old, now) => Boolean(old && now)
  && (old.kind !== now.kind || (LEVELLED.has(now.kind) && old.level !== now.level))

const compareBlock = (found, old, now, comparer) => {
  const reformed = isReformed(old, now)
  const isSame = found.fate === "unchanged" || found.fate === "moved"
  const fate = reformed && isSame ? "edited" : found.fate
  const isRow = found.kind === "row"
  return {
    ...found, id: (now ?? old).id, old, now, fate, reformed,
    passage: now ?? old,
    isChanged: fate !== "unchanged" || found.moved,
    begins: Boolean(old?.begins || now?.begins),
    runs: isRow ? [] : runsOf(old, now, comparer),
    numbers: isRow || isSame ? { gone: [], come: [] } : changedNumbers(old?.numbers, now?.numbers),
  }
}

const spokenBlocks = text => text.blocks.map(block => ({ language: text.language, text: "", ...block }))

const makeComparers = (...texts) => {
  const terms = [...new Set(texts.flatMap(text => text.terms ?? []))]
  const made = new Map()
  return language => {
    if (!made.has(language)) made.set(language, makeComparer(language, terms))
    return made.get(language)
  }
}

/* ---- One reading order for both: what is gone stands after what it followed, what moved at its new place */

const orderOf = (old, now, blocks) => {
  const isHead = block => block.kind !== "cell" || !blocks.has(rowOf(block))
  const heads = now.filter(isHead)
  const places = new Map(heads.map((block, place) => [block.id, place]))
  const cells = new Map(), left = new Map([["", []]])
  for (const block of blocks.values())
    if (!isHead(block)) cells.set(rowOf(block), [...cells.get(rowOf(block)) ?? [], block])
  let anchor = ""
  for (const { id } of old.filter(isHead)) {
    if (places.has(id) && !blocks.get(id).moved) {
      anchor = id
      left.set(id, [])
    } else left.get(anchor).push(id)
  }

  const whole = id => {
    const own = [...cells.get(id) ?? []].sort((one, other) => (one.passage.column ?? 0) - (other.passage.column ?? 0))
    return [blocks.get(id), ...own]
  }
  const departed = ids => ({ departed: ids, kind: blocks.get(ids[0]).kind })
  /* What stood behind a block: each that is gone, and the places of those that moved away together. */
  const leftBehind = id => {
    const groups = []
    let moved = []
    const close = () => {
      if (moved.length) groups.push([departed(moved)])
      moved = []
    }
    for (const name of left.get(id) ?? []) {
      const isMoved = blocks.get(name).moved
      if (!isMoved || places.get(name) !== places.get(moved.at(-1)) + 1) close()
      if (isMoved) moved.push(name)
      else groups.push(whole(name))
    }
    close()
    return groups
  }

  const found = [], waiting = leftBehind("")
  for (const { id } of heads) {
    const block = blocks.get(id), isGoingOn = block.kind === "row" && !block.begins
    while (waiting.length && (!isGoingOn || waiting[0][0].kind === "row")) found.push(...waiting.shift())
    found.push(...whole(id))
    /* Nothing that stood below a table may come between its rows. */
    if (!block.moved) waiting.push(...leftBehind(id))
  }
  return [...found, ...waiting.flat()]
}

/* The entries in reading order: blocks, and the places that blocks moved from. */
export const compareTexts = (oldText, newText) => {
  const old = spokenBlocks(oldText), now = spokenBlocks(newText)
  const before = new Map(old.map(block => [block.id, block])), after = new Map(now.map(block => [block.id, block]))
  const comparer = makeComparers(oldText, newText)
  const blocks = new Map()
  for (const [id, found] of fates(old, now))
    blocks.set(id, compareBlock(found, before.get(id), after.get(id), comparer))
  settleNumbers(blocks)
  return { language: newText.language, blocks, entries: orderOf(old, now, blocks) }
}
