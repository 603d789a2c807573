import type { Tree } from './tree.js'

/** A value of the expression language. */
export type Value = string | number | boolean | null | readonly Value[] | ReadonlyMap<string, Value>

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
export const isMapping = (value: Value): value is ReadonlyMap<string, Value> => value instanceof Map

/** As Java prints it, which is what a configuration file sees. */
export const textOf = (value: Value): string => {
  if (value === null) return ''
  if (isList(value)) return `[${value.map(textOf).join(', ')}]`
  if (isMapping(value)) return `{${[...value].map(([key, held]) => `${key}=${textOf(held)}`).join(', ')}}`
  return String(value)
}

export const valueOfTree = (tree: Tree): Value => {
  if (tree.kind === 'scalar') return tree.value
  if (tree.kind === 'list') return tree.items.map(valueOfTree)
  return new Map(tree.entries.map(({ key, value }) => [key, valueOfTree(value)]))
}
