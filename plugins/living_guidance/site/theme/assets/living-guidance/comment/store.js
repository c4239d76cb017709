/* Where comments wait: in this browser, one place a round. Nothing in here speaks to anybody else. */

import { recordOf } from "./records.js"

const EMPTY = { comments: [], unfinished: {}, sent: [] }

const entriesOf = value => Array.isArray(value) ? value.filter(one => one && typeof one === "object") : []

/* What was stored, whoever wrote it: anything that is not as it should be is left out. */
const stateOf = ({ comments, unfinished, sent }) => ({
  comments: entriesOf(comments).map(recordOf),
  unfinished: Object.fromEntries(Object.entries(unfinished ?? {}).map(([key, values]) => [key, recordOf(values ?? {})])),
  sent: entriesOf(sent).map(one => ({ on: String(one.on), comments: entriesOf(one.comments).map(recordOf) })),
})

export class Store {
  /* `changed` is called after each change, in this window or in another one. */
  constructor(key, changed) {
    this.key = key
    this.changed = changed
    /* What the browser would not keep, and so lives in this window only. */
    this.memory = null
    addEventListener("storage", event => { if (event.key === this.key || event.key === null) this.changed() })
    addEventListener("beforeunload", event => { if (this.memory) event.preventDefault() })
  }

  get isKept() { return this.memory === null }

  read() {
    if (this.memory) return this.memory
    try {
      return this.parse(localStorage.getItem(this.key))
    } catch {
      return EMPTY
    }
  }

  parse(text) {
    if (text === null) return EMPTY
    try {
      return stateOf(JSON.parse(text))
    } catch {
      /* Nobody can read it, but it is not ours to throw away. */
      localStorage.setItem(`${this.key}:unread`, text)
      return EMPTY
    }
  }

  /* Change what is kept, as it is by now; false where the browser did not keep it. */
  update(change) {
    this.write(change(this.read()))
    this.changed()
    return this.isKept
  }

  write(state) {
    try {
      localStorage.setItem(this.key, JSON.stringify(state))
      this.memory = null
    } catch {
      this.memory = state
    }
  }

  get comments() { return this.read().comments }

  put(record) {
    return this.update(state => {
      const isKnown = state.comments.some(one => one.id === record.id)
      const comments = isKnown
        ? state.comments.map(one => one.id === record.id ? record : one)
        : [...state.comments, record]
      return { ...state, comments }
    })
  }

  /* Take comments away; what undoes it puts each back where it was. */
  remove(ids) {
    const before = this.comments
    this.update(state => ({ ...state, comments: state.comments.filter(one => !ids.has(one.id)) }))
    const order = new Map(before.map((one, at) => [one.id, at]))
    return () => this.update(state => {
      const present = new Set(state.comments.map(one => one.id))
      const back = before.filter(one => ids.has(one.id) && !present.has(one.id))
      const rank = one => order.get(one.id) ?? before.length
      return { ...state, comments: [...state.comments, ...back].sort((one, other) => rank(one) - rank(other)) }
    })
  }

  unfinished(key) { return this.read().unfinished[key] }

  /* Keep words that were typed and not saved, of which nothing shows elsewhere; null forgets them. */
  suspend(key, values) {
    const state = this.read()
    const { [key]: former, ...others } = state.unfinished
    if (former || values) this.write({ ...state, unfinished: values ? { ...others, [key]: values } : others })
  }

  /* Put aside what was sent on a day: those comments that `wasSent` is true of. */
  archive(on, wasSent) {
    return this.update(state => {
      const comments = state.comments.filter(one => !wasSent(one))
      return { ...state, comments, sent: [{ on, comments: state.comments.filter(wasSent) }, ...state.sent] }
    })
  }

  restore(at) {
    return this.update(state => {
      const present = new Set(state.comments.map(one => one.id))
      const back = state.sent[at].comments.filter(one => !present.has(one.id))
      return { ...state, comments: [...state.comments, ...back], sent: state.sent.filter((_, other) => other !== at) }
    })
  }

  /* Leave nothing in this browser; what undoes it puts everything back. */
  clear() {
    const before = this.read()
    this.update(() => EMPTY)
    try {
      localStorage.removeItem(this.key)
      localStorage.removeItem(`${this.key}:unread`)
    } catch { /* Then there was nothing in it. */ }
    this.memory = null
    return () => this.update(() => before)
  }
}
