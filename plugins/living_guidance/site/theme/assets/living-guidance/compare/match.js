/* What two sequences of strings have in common, found as Python's difflib finds it: the longest run first, then what
   stands before and after it. The server's redlines are made so, and both must agree. */

const longestRun = (old, places, [a, b, c, d]) => {
  let best = [a, c, 0]
  let ending = new Map()
  for (let at = a; at < b; at++) {
    const here = new Map()
    for (const place of places.get(old[at]) ?? []) {
      if (place < c) continue
      if (place >= d) break
      const length = (ending.get(place - 1) ?? 0) + 1
      here.set(place, length)
      if (length > best[2]) best = [at - length + 1, place - length + 1, length]
    }
    ending = here
  }
  return best
}

const commonRuns = (old, now) => {
  const places = new Map()
  now.forEach((key, at) => places.has(key) ? places.get(key).push(at) : places.set(key, [at]))
  const found = [], open = [[0, old.length, 0, now.length]]
  while (open.length) {
    const [a, b, c, d] = open.pop()
    const [at, place, length] = longestRun(old, places, [a, b, c, d])
    if (!length) continue
    found.push([at, place, length])
    open.push([a, at, c, place], [at + length, b, place + length, d])
  }
  return found.sort((one, other) => one[0] - other[0] || one[1] - other[1])
}

/* The steps that lead from one to the other, in order: whether they are equal, and both stretches. */
export const steps = (old, now) => {
  const found = []
  let a = 0, c = 0
  for (const [at, place, length] of [...commonRuns(old, now), [old.length, now.length, 0]]) {
    if (a < at || c < place) found.push({ equal: false, old: [a, at], now: [c, place] })
    const last = found.at(-1)
    if (length && last?.equal) {
      last.old[1] += length
      last.now[1] += length
    } else if (length) found.push({ equal: true, old: [at, at + length], now: [place, place + length] })
    a = at + length
    c = place + length
  }
  return found
}
