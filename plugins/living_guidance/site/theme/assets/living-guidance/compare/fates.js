/* What became of each paragraph between two states: what text/fates.py does on the server.

   Which paragraph is which is never guessed here: an id says it. What is told from the order and the words is whether
   a paragraph moved, and whether its words went to another one. */

import { HAN } from "./words.js"

const NEARLY_ALL = 0.75, LONG_ENOUGH = 4, COMMON = 20, CANDIDATES = 8
const PROSE = new Set(["paragraph", "item", "definition", "footnote"])
const LETTERS = `(?:(?![${HAN}])[\\p{L}\\p{Nl}\\p{No}])+`
const TOKEN = new RegExp(`[${HAN}]|${LETTERS}(?:['’-]${LETTERS})*|\\p{Nd}+(?:[.,]\\p{Nd}+)*|[^\\p{L}\\p{N}_\\s]`, "gu")

/* The id of the block, or of the row that it is a cell of. */
export const rowOf = ({ id, kind }) => kind === "cell" ? id.slice(0, id.lastIndexOf("-c")) : id

/* ---- One state of a text, by id */

class State {
  constructor(blocks) {
    this.blocks = new Map(blocks.map(block => [block.id, block]))
    this.heads = blocks.filter(block => block.kind !== "cell").map(block => block.id)
    this.cells = new Map()
    for (const block of blocks) {
      if (block.kind !== "cell") continue
      const row = rowOf(block)
      this.cells.set(row, [...this.cells.get(row) ?? [], [block.id, block.text]])
    }
  }

  text(id) { return this.blocks.get(id).text }

  /* What a block says: a row, what its cells say. */
  words(id) {
    const cells = this.cells.get(id)
    return JSON.stringify(cells ? [...cells].sort(([one], [other]) => one < other ? -1 : 1) : this.text(id))
  }
}

const fateOf = (id, before, after, isMoved) => {
  const isSame = before.words(id) === after.words(id) && before.blocks.get(id).kind === after.blocks.get(id).kind
  return isSame ? isMoved ? "moved" : "unchanged" : "edited"
}

/* By id: today's blocks in their order, then those that are gone. */
export const fates = (old, now) => {
  const before = new State(old), after = new State(now)
  const staying = stayingOf(before.heads, after.heads)
  const found = new Map()
  for (const { id, kind } of [...now, ...old]) {
    if (found.has(id)) continue
    const isKept = before.blocks.has(id) && after.blocks.has(id)
    const moved = isKept && kind !== "cell" && !staying.has(id)
    const fate = isKept ? fateOf(id, before, after, moved) : after.blocks.has(id) ? "added" : "deleted"
    found.set(id, { kind, fate, moved, others: [] })
  }
  const parted = [
    ...partedFrom(after, before, staying).map(pair => ["split", ...pair]),
    ...partedFrom(before, after, staying).map(pair => ["merged", ...pair]),
  ]
  for (const [fate, extra, whole] of parted) {
    Object.assign(found.get(extra), { fate, others: [whole] })
    found.get(whole).others.push(extra)
  }
  return found
}

/* ---- What moved: all but the longest sequence in the order of both */

const stayingOf = (old, now) => {
  const places = new Map(old.map((id, place) => [id, place]))
  const common = now.filter(id => places.has(id))
  const inOrder = [...common].sort((one, other) => places.get(one) - places.get(other))
  const ranks = new Map(inOrder.map((id, rank) => [id, rank]))
  return new Set(longestRise(common.map(id => ranks.get(id))).map(at => common[at]))
}

const isBetter = (one, other) => (one[0] - other[0] || one[1] - other[1] || one[2] - other[2]) > 0
const better = (one, other) => isBetter(other, one) ? other : one

/* The places of the longest increasing subsequence of a permutation, last first; of two equally long, the one with more
   neighbours that stayed neighbours, so that a list or a table keeps together. */
const longestRise = sequence => {
  /* A Fenwick tree of the best chain that ends below a rank: its length, the neighbours it kept, its last place. */
  const tree = Array.from({ length: sequence.length + 1 }, () => [0, 0, -1])
  const before = []
  let longest = [0, 0, -1], ends = [0, 0, -1]
  sequence.forEach((rank, at) => {
    let best = [0, 0, -1]
    for (let below = rank; below; below &= below - 1) best = better(best, tree[below])
    if (at && rank && sequence[at - 1] === rank - 1) best = better(best, [ends[0], ends[1] + 1, at - 1])
    ends = [best[0] + 1, best[1], at]
    before.push(best[2])
    longest = better(longest, ends)
    for (let above = rank + 1; above <= sequence.length; above += above & -above) tree[above] = better(tree[above], ends)
  })
  const found = []
  for (let at = longest[2]; at >= 0; at = before[at]) found.push(at)
  return found
}

/* ---- Whose words went where, by pairs of neighbouring words */

const pairsOf = text => {
  const words = text.toLowerCase().match(TOKEN) ?? []
  const found = new Map()
  for (let at = 1; at < words.length; at++) {
    const pair = `${words[at - 1]} ${words[at]}`
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}

const less = (pairs, others) => {
  const left = new Map()
  for (const [pair, count] of pairs) {
    const rest = count - (others.get(pair) ?? 0)
    if (rest > 0) left.set(pair, rest)
  }
  return left
}

const total = pairs => [...pairs.values()].reduce((sum, count) => sum + count, 0)
const shared = (pairs, others) => {
  let sum = 0
  for (const [pair, count] of pairs) sum += Math.min(count, others.get(pair) ?? 0)
  return sum
}

/* What each block that may have given words to another had there and has no more. */
const givenBy = (here, there, staying) => {
  const found = new Map()
  for (const whole of there.heads) {
    if (!PROSE.has(there.blocks.get(whole).kind)) continue
    const pairs = () => pairsOf(there.text(whole))
    if (!here.blocks.has(whole)) found.set(whole, pairs())
    else if (staying.has(whole) && there.text(whole).length > here.text(whole).length)
      found.set(whole, less(pairs(), pairsOf(here.text(whole))))
  }
  return found
}

/* The nearest blocks before and after each one that stayed where they were. */
const besideOf = (heads, staying) => {
  const found = new Map(heads.map(id => [id, { before: "", after: "" }]))
  for (const [side, order] of [["before", heads], ["after", [...heads].reverse()]]) {
    let last = ""
    for (const id of order) {
      found.get(id)[side] = last
      if (staying.has(id)) last = id
    }
  }
  return found
}

const ownersOf = given => {
  const owners = new Map()
  for (const [whole, pairs] of given)
    for (const pair of pairs.keys()) owners.has(pair) ? owners.get(pair).push(whole) : owners.set(pair, [whole])
  return owners
}

/* The blocks that gave most of the pairs, the likeliest first. */
const candidatesFor = (wanted, owners) => {
  const votes = new Map()
  for (const pair of wanted.keys()) {
    const wholes = owners.get(pair) ?? []
    if (wholes.length <= COMMON) for (const whole of wholes) votes.set(whole, (votes.get(whole) ?? 0) + 1)
  }
  return [...votes].sort(([, one], [, other]) => other - one).slice(0, CANDIDATES).map(([whole]) => whole)
}

/* The blocks that are only here, and whose words another one had there: it stands beside it and has fewer words here, or
   it is gone from the same place, and left two blocks or more. */
const partedFrom = (here, there, staying) => {
  const given = givenBy(here, there, staying), owners = ownersOf(given)
  const besideHere = besideOf(here.heads, staying), besideThere = besideOf(there.heads, staying)
  const isNear = (extra, whole) => {
    const { before, after } = besideHere.get(extra), other = besideThere.get(whole)
    return whole === before || whole === after || before === other.before || after === other.after
  }
  const found = new Map()
  for (const extra of here.heads) {
    if (there.blocks.has(extra) || !PROSE.has(here.blocks.get(extra).kind)) continue
    const wanted = pairsOf(here.text(extra)), enough = total(wanted)
    if (enough < LONG_ENOUGH - 1) continue
    const whole = candidatesFor(wanted, owners).find(one =>
      isNear(extra, one) && shared(wanted, given.get(one)) >= NEARLY_ALL * enough)
    if (whole === undefined) continue
    given.set(whole, less(given.get(whole), wanted))
    found.set(whole, [...found.get(whole) ?? [], extra])
  }
  return [...found].filter(([whole, extras]) => here.blocks.has(whole) || extras.length > 1)
    .flatMap(([whole, extras]) => extras.map(extra => [extra, whole]))
}
