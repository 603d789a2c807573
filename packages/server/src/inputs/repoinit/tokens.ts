export interface Token {
  kind: 'word' | 'text' | 'sign'
  value: string
}

/** A line of a script that says something: its tokens, and its number in the file. */
export interface Line {
  tokens: Token[]
  number: number | null
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([(){},=])|([^\s(){},="]+))/y

/**
 * The lines of a script. `#` begins a comment wherever a token may begin; blocks between `<<===` and `===>>` are left
 * out; a quoted text keeps what it holds, and may run over several lines.
 */
export const linesOf = (text: string, first: number | null): Line[] => {
  const lines: Line[] = []
  const source = text.replace(/<<===[^]*?(?:===>>|$)/g, (block) => block.replace(/[^\n]/g, ' '))
  let at = 0
  let number = first
  while (at < source.length) {
    const tokens: Token[] = []
    const begun = number
    for (;;) {
      while (at < source.length && /[^\S\n]/.test(source[at] ?? '')) at++
      if (at >= source.length) break
      if (source[at] === '\n') {
        at++
        if (number !== null) number++
        break
      }
      if (source[at] === '#') {
        const end = source.indexOf('\n', at)
        at = end < 0 ? source.length : end
        continue
      }
      TOKEN.lastIndex = at
      const found = TOKEN.exec(source)
      if (found === null) {
        at++
        continue
      }
      at = TOKEN.lastIndex
      const [whole, quoted, sign, word] = found
      if (number !== null) number += whole.split('\n').length - 1
      if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replace(/\\(.)/g, '$1') })
      else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign })
      else tokens.push({ kind: 'word', value: word ?? '' })
    }
    if (tokens.length > 0) lines.push({ tokens, number: begun })
  }
  return lines
}

/** Reads the tokens of a line in order. */
export class Cursor {
  #at = 0
  constructor(private readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.#at >= this.tokens.length
  }
  /** Takes these words, or none of them. */
  words(...words: readonly string[]): boolean {
    const fits = words.every((word, index) => {
      const token = this.tokens[this.#at + index]
      return token?.kind === 'word' && token.value === word
    })
    if (fits) this.#at += words.length
    return fits
  }
  sign(value: string): boolean {
    const token = this.tokens[this.#at]
    if (token?.kind !== 'sign' || token.value !== value) return false
    this.#at++
    return true
  }
  /** The next word or quoted text; null where there is none. */
  name(): string | null {
    const token = this.tokens[this.#at]
    if (token === undefined || token.kind === 'sign') return null
    this.#at++
    return token.value
  }
  /** Names with commas between them. */
  names(): string[] {
    const found: string[] = []
    do {
      const name = this.name()
      if (name !== null) found.push(name)
    } while (this.sign(','))
    return found
  }
  /** Paths with commas between them; `home(x)` and `authorizable(x)` stay as they are written, with what follows. */
  paths(): string[] {
    const found: string[] = []
    do {
      let path = this.name()
      if (path === null) continue
      if (/^\w+$/.test(path) && this.sign('(')) {
        path = `${path}(${this.names().join(',')})`
        this.sign(')')
        const next = this.tokens[this.#at]
        if (next?.kind === 'word' && next.value.startsWith('/')) path += this.name() ?? ''
      }
      found.push(path)
    } while (this.sign(','))
    return found
  }
}
