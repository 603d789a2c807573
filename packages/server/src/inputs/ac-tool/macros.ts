import { evaluate, ExpressionFault, type Variables } from './expression.js'
import type { ConfigBudget } from '../config/limits.js'
import type { Tree } from './tree.js'
import { isList, isMapping, textOf, valueOfTree, type Value } from './value.js'

/** Told what could not be worked out; the entry is left out, or the value empty. */
export type Trouble = (line: number, problem: string) => void

/** Variables of one scope and those around it. */
export class Scope implements Variables {
  readonly #own = new Map<string, Value>()

  constructor(private readonly outer: Variables | null = null) {}

  get(name: string): Value | undefined {
    return this.#own.get(name) ?? this.outer?.get(name)
  }
  set(name: string, value: Value): void {
    this.#own.set(name, value)
  }
}

const FOR = /^for\s+(\w+)(?:\s+with\s+content)?\s+in\s+(?:\[(.*)\]|(children\s+of\s+.+)|(\$\{.*\}))$/is
const IF = /^if\s+(\$\{.*\})$/is
const DEF = /^def\s+([\w-]+)\s*=\s*(.*)$/is

/**
 * Unfolds the AC Tool's macros in a list: `FOR`, `IF` and `DEF`, at any depth, and fills expressions in.
 * @throws Problem as `ConfigBudget`.
 */
export class Macros {
  constructor(
    private readonly budget: ConfigBudget,
    private readonly trouble: Trouble,
  ) {}

  /** The list with nothing left to be worked out; definitions stay in `scope`. */
  unfold(items: readonly Tree[], scope: Scope, depth = 0): Tree[] {
    return items.flatMap((item) => this.#item(item, scope, depth))
  }

  #item(item: Tree, scope: Scope, depth: number): Tree[] {
    this.budget.node(depth)
    if (item.kind === 'scalar' && typeof item.value === 'string') {
      const [, name, value] = DEF.exec(item.value.trim()) ?? []
      if (name === undefined) return [this.#fill(item, scope, depth)]
      scope.set(name, this.#definition(value ?? '', scope, item.line))
      return []
    }
    const entry = item.kind === 'map' ? item.entries[0] : undefined
    if (entry === undefined) return [this.#fill(item, scope, depth)]
    const key = entry.key.trim()
    const [, defined] = DEF.exec(key) ?? []
    if (defined !== undefined) {
      scope.set(defined, valueOfTree(this.#fill(entry.value, scope, depth)))
      return []
    }
    const [, variable, listed, children, expression] = FOR.exec(key) ?? []
    if (variable !== undefined) {
      const values = this.#values(listed, children, expression, scope, entry.line)
      return values.flatMap((value) => {
        this.budget.round()
        const inner = new Scope(scope)
        inner.set(variable, value)
        return this.#body(entry.value, inner, depth)
      })
    }
    const [, condition] = IF.exec(key) ?? []
    if (condition !== undefined) {
      const holds = textOf(this.#interpolate(condition, scope, entry.line)) === 'true'
      return holds ? this.#body(entry.value, scope, depth) : []
    }
    return [this.#fill(item, scope, depth)]
  }

  #body(body: Tree, scope: Scope, depth: number): Tree[] {
    return this.unfold(body.kind === 'list' ? body.items : [body], scope, depth + 1)
  }

  #values(
    listed: string | undefined,
    children: string | undefined,
    expression: string | undefined,
    scope: Scope,
    line: number,
  ): readonly Value[] {
    if (listed !== undefined) return this.#listed(listed, scope, line)
    if (expression !== undefined) return valuesOf(this.#interpolate(expression, scope, line))
    this.trouble(
      line,
      `the loop goes over the ${children ?? ''}, which is in the repository and not in this file`,
    )
    return []
  }

  #listed(text: string, scope: Scope, line: number): Value[] {
    return text
      .split(',')
      .map((part) => this.#interpolate(unquoted(part.trim()), scope, line))
      .filter((value) => value !== '')
  }

  #definition(written: string, scope: Scope, line: number): Value {
    const text = written.trim()
    if (text.startsWith('[') && text.endsWith(']')) return this.#listed(text.slice(1, -1), scope, line)
    return this.#interpolate(unquoted(text), scope, line)
  }

  #fill(tree: Tree, scope: Scope, depth: number): Tree {
    this.budget.node(depth)
    if (tree.kind === 'list') return { ...tree, items: this.unfold(tree.items, scope, depth + 1) }
    if (tree.kind === 'map')
      return {
        ...tree,
        entries: tree.entries.map(({ key, value, line }) => ({
          key: textOf(this.#interpolate(key, scope, line)),
          value: this.#fill(value, scope, depth + 1),
          line,
        })),
      }
    if (typeof tree.value !== 'string' || !tree.value.includes('${')) return tree
    return { ...tree, value: textOf(this.#interpolate(tree.value, scope, tree.line)) }
  }

  /** A text with its `${…}` filled in; the bare value where the text is one expression. */
  #interpolate(text: string, scope: Scope, line: number): Value {
    if (!text.includes('${')) return text
    const parts: Value[] = []
    let rest = 0
    for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', rest)) {
      const close = closingBrace(text, open + 2)
      if (close < 0) break
      if (open > rest) parts.push(text.slice(rest, open))
      parts.push(this.#evaluate(text.slice(open + 2, close), scope, line))
      rest = close + 1
    }
    if (rest < text.length) parts.push(text.slice(rest))
    if (parts.length === 1) return parts[0] ?? null
    const filled = parts.map(textOf).join('')
    this.budget.text(filled.length)
    return filled
  }

  #evaluate(expression: string, scope: Scope, line: number): Value {
    try {
      const value = evaluate(expression, scope, (name) =>
        this.trouble(line, `the variable ${name} is not set; it is taken as empty`),
      )
      if (typeof value === 'string') this.budget.text(value.length)
      return value
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error
      this.trouble(line, `the expression \${${expression.slice(0, 80)}} is taken as empty: ${error.message}`)
      return null
    }
  }
}

const unquoted = (text: string): string => /^"(.*)"$/s.exec(text)?.[1] ?? /^'(.*)'$/s.exec(text)?.[1] ?? text

const valuesOf = (value: Value): readonly Value[] => {
  if (isList(value)) return value
  if (isMapping(value)) return [...value.keys()]
  const text = textOf(value).trim()
  const listed = /^\[(.*)\]$/s.exec(text)?.[1] ?? text
  return listed === '' ? [] : listed.split(/\s*,\s*/)
}

/** Where the `}` of an expression is, quoted texts apart; -1 where there is none. */
const closingBrace = (text: string, from: number): number => {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (quote !== '') {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (char === '}') return at
  }
  return -1
}
