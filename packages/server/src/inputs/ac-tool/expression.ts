import { FUNCTIONS } from './functions.js'
import { isList, isMapping, textOf, type Value } from './value.js'

/** An expression that cannot be read or evaluated; the message says why. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault'
}

export interface Variables {
  /** Undefined where there is no such variable. */
  get(name: string): Value | undefined
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]]))/y
const LONGEST = 4000
const DEEPEST = 40

type Token = { type: 'number' | 'text' | 'name' | 'sign' | 'end'; value: string }

const tokensOf = (text: string): Token[] => {
  if (text.length > LONGEST) throw new ExpressionFault(`it is longer than ${LONGEST} characters`)
  const tokens: Token[] = []
  const source = text.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(source)
    if (found === null) throw new ExpressionFault(`'${source.slice(at, at + 10)}' cannot be read`)
    const [, number, quoted, name, sign] = found
    if (number !== undefined) tokens.push({ type: 'number', value: number })
    else if (quoted !== undefined)
      tokens.push({ type: 'text', value: quoted.slice(1, -1).replace(/\\(.)/g, '$1') })
    else if (name !== undefined) tokens.push({ type: 'name', value: name })
    else tokens.push({ type: 'sign', value: sign ?? '' })
  }
  return [...tokens, { type: 'end', value: '' }]
}

/** Binary operators by how strongly they bind; words are the EL spellings of signs. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ and: '&&', or: '||', eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=', div: '/', mod: '%' },
}
const STRENGTH: Readonly<Record<string, number>> = {
  ...{ '||': 1, '&&': 2, '==': 3, '!=': 3, '<': 4, '>': 4, '<=': 4, '>=': 4 },
  ...{ '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 },
}

const truth = (value: Value): boolean => value === true || (value !== null && textOf(value) === 'true')
const compare = (a: Value, b: Value): number =>
  typeof a === 'number' || typeof b === 'number'
    ? Number(a) - Number(b)
    : textOf(a) < textOf(b)
      ? -1
      : +(textOf(a) !== textOf(b))
const equal = (a: Value, b: Value): boolean => (a === null || b === null ? a === b : textOf(a) === textOf(b))

const BINARY: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '||': (a, b) => truth(a) || truth(b),
  '&&': (a, b) => truth(a) && truth(b),
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '<': (a, b) => compare(a, b) < 0,
  '>': (a, b) => compare(a, b) > 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>=': (a, b) => compare(a, b) >= 0,
  '+': (a, b) => Number(a) + Number(b),
  '-': (a, b) => Number(a) - Number(b),
  '*': (a, b) => Number(a) * Number(b),
  '/': (a, b) => Number(a) / Number(b),
  '%': (a, b) => Number(a) % Number(b),
}

/**
 * Evaluates one expression of the AC Tool's configuration (Jakarta EL: operators, properties, the functions of
 * `FUNCTIONS`). A variable that is not set is null, and `missing` is told of it.
 * @throws ExpressionFault
 */
export const evaluate = (text: string, variables: Variables, missing: (name: string) => void): Value =>
  new Evaluator(tokensOf(text), variables, missing).run()

class Evaluator {
  #at = 0
  #depth = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly variables: Variables,
    private readonly missing: (name: string) => void,
  ) {}

  run(): Value {
    const value = this.#choice()
    if (this.#next.type !== 'end') throw new ExpressionFault(`'${this.#next.value}' is not expected there`)
    return value
  }

  get #next(): Token {
    return this.tokens[this.#at] ?? { type: 'end', value: '' }
  }

  #take(sign: string): boolean {
    if (this.#next.type !== 'sign' || this.#next.value !== sign) return false
    this.#at++
    return true
  }

  #need(sign: string): void {
    if (!this.#take(sign)) throw new ExpressionFault(`'${sign}' is missing`)
  }

  #choice(): Value {
    if (++this.#depth > DEEPEST) throw new ExpressionFault('it is nested too deep')
    const condition = this.#binary(1)
    if (!this.#take('?')) {
      this.#depth--
      return condition
    }
    const yes = this.#choice()
    this.#need(':')
    const no = this.#choice()
    this.#depth--
    return truth(condition) ? yes : no
  }

  #binary(least: number): Value {
    let left = this.#unary()
    for (;;) {
      const { type, value } = this.#next
      const sign = type === 'sign' ? value : type === 'name' ? WORDS[value] : undefined
      const strength = sign === undefined ? undefined : STRENGTH[sign]
      if (sign === undefined || strength === undefined || strength < least) return left
      this.#at++
      left = BINARY[sign]?.(left, this.#binary(strength + 1)) ?? null
    }
  }

  #unary(): Value {
    if (this.#take('!')) return !truth(this.#unary())
    if (this.#take('-')) return -Number(this.#unary())
    const { type, value } = this.#next
    if (type === 'name' && (value === 'not' || value === 'empty')) {
      this.#at++
      const operand = this.#unary()
      return value === 'not' ? !truth(operand) : isEmpty(operand)
    }
    return this.#properties(this.#primary())
  }

  #properties(base: Value): Value {
    let value = base
    for (;;) {
      if (this.#take('.')) {
        const { type, value: name } = this.#next
        if (type !== 'name') throw new ExpressionFault(`a name is missing after the dot`)
        this.#at++
        value = this.#take('(') ? method(value, name, this.#arguments()) : property(value, name)
      } else if (this.#take('[')) {
        value = property(value, this.#choice())
        this.#need(']')
      } else return value
    }
  }

  #primary(): Value {
    const { type, value } = this.#next
    this.#at++
    if (type === 'number') return Number(value)
    if (type === 'text') return value
    if (type === 'sign' && value === '(') {
      const inner = this.#choice()
      this.#need(')')
      return inner
    }
    if (type !== 'name') throw new ExpressionFault(`'${value}' is not expected there`)
    if (value === 'true' || value === 'false') return value === 'true'
    if (value === 'null') return null
    if (!this.#take('(')) {
      const held = this.variables.get(value)
      if (held === undefined) this.missing(value)
      return held ?? null
    }
    const apply = Object.hasOwn(FUNCTIONS, value) ? FUNCTIONS[value] : undefined
    if (apply === undefined) throw new ExpressionFault(`there is no function ${value}`)
    return apply(...this.#arguments())
  }

  #arguments(): Value[] {
    if (this.#take(')')) return []
    const values = [this.#choice()]
    while (this.#take(',')) values.push(this.#choice())
    this.#need(')')
    return values
  }
}

const isEmpty = (value: Value): boolean =>
  value === null ||
  value === '' ||
  (isList(value) ? value.length === 0 : isMapping(value) && value.size === 0)

const property = (base: Value, name: Value): Value => {
  if (isMapping(base)) return base.get(textOf(name)) ?? null
  if (isList(base)) return base[Number(name)] ?? null
  return null
}

/** The few methods of Java's strings and lists that configurations call. */
const method = (base: Value, name: string, args: readonly Value[]): Value => {
  if (name === 'toString') return textOf(base)
  if (name === 'size' || name === 'length') return isList(base) ? base.length : textOf(base).length
  if (name === 'contains' && isList(base)) return base.map(textOf).includes(textOf(args[0] ?? null))
  const known: Readonly<Record<string, string>> = {
    ...{ contains: 'contains', startsWith: 'startsWith', endsWith: 'endsWith', replace: 'replace' },
    ...{ toUpperCase: 'upperCase', toLowerCase: 'lowerCase' },
  }
  const apply = Object.hasOwn(known, name) ? FUNCTIONS[known[name] ?? ''] : undefined
  if (apply === undefined) throw new ExpressionFault(`there is no method ${name}`)
  return apply(base, ...args)
}
