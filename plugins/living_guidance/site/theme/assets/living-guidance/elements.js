/* Elements made by script, and the words of the interface that the page brings for them. Words come in as text only. */

export const fill = (pattern, values) => pattern.replace(/⟦(\w+)⟧/g, (mark, name) => values[name] ?? mark)

/* An element; an attribute that is null, undefined or false is left out. */
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : value)
  element.append(...children.flat(Infinity).filter(child => child || child === 0))
  return element
}

/* ---- The words of the interface, as the page brings them */

export class Words {
  constructor(json, language) {
    Object.assign(this, JSON.parse(json))
    this.language = language
    this.plural = new Intl.PluralRules(language)
    this.number = new Intl.NumberFormat(language)
  }

  say(key, values = {}) { return fill(this.words[key], values) }

  count(key, number) {
    const forms = this.counts[key]
    return fill(forms[this.plural.select(number)] ?? forms.other, { n: this.number.format(number) })
  }

  direction(language) { return this.directions[language] ?? "ltr" }

  /* The attributes of an element in a language, inside one in another. */
  speech(language, around = this.language) {
    return {
      lang: language !== around && language,
      dir: this.direction(language) !== this.direction(around) && this.direction(language),
    }
  }

  tag(key, kind) { return make("span", { class: `lg-tag lg-tag--${kind}` }, this.say(key)) }
}
