import { isList, isMapping, textOf, type Value } from './value.js'

const list = (value: Value | undefined): readonly Value[] =>
  value === undefined || value === null ? [] : isList(value) ? value : [value]
const after = (text: string, at: number, length: number): string => (at < 0 ? '' : text.slice(at + length))
const before = (text: string, at: number): string => (at < 0 ? text : text.slice(0, at))
const escapes: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
}

/** The functions that the AC Tool offers in expressions, as Apache Commons Lang defines them. */
export const FUNCTIONS: Readonly<Record<string, (...args: Value[]) => Value>> = {
  split: (text = null, separators = null) =>
    textOf(text)
      .split(new RegExp(`[${textOf(separators).replace(/[\\\]^-]/g, '\\$&') || '\\s'}]+`))
      .filter((part) => part !== ''),
  join: (values = null, separator = null) => list(values).map(textOf).join(textOf(separator)),
  subarray: (values = null, from = 0, to = 0) => list(values).slice(Math.max(0, Number(from)), Number(to)),
  upperCase: (text = null) => textOf(text).toUpperCase(),
  lowerCase: (text = null) => textOf(text).toLowerCase(),
  capitalize: (text = null) => textOf(text).replace(/^./, (first) => first.toUpperCase()),
  substringAfter: (text = null, part = null) =>
    after(textOf(text), textOf(text).indexOf(textOf(part)), textOf(part).length),
  substringBefore: (text = null, part = null) => before(textOf(text), textOf(text).indexOf(textOf(part))),
  substringAfterLast: (text = null, part = null) =>
    after(textOf(text), textOf(text).lastIndexOf(textOf(part)), textOf(part).length),
  substringBeforeLast: (text = null, part = null) =>
    before(textOf(text), textOf(text).lastIndexOf(textOf(part))),
  contains: (text = null, part = null) => textOf(text).includes(textOf(part)),
  endsWith: (text = null, part = null) => textOf(text).endsWith(textOf(part)),
  startsWith: (text = null, part = null) => textOf(text).startsWith(textOf(part)),
  replace: (text = null, part = null, other = null) =>
    textOf(part) === '' ? textOf(text) : textOf(text).replaceAll(textOf(part), () => textOf(other)),
  length: (text = null) => (isList(text) ? text.length : textOf(text).length),
  defaultIfEmpty: (text = null, other = null) => (textOf(text) === '' ? other : text),
  containsItem: (values = null, item = null) => list(values).map(textOf).includes(textOf(item)),
  containsAllItems: (values = null, items = null) => {
    const held = new Set(list(values).map(textOf))
    return list(items).every((item) => held.has(textOf(item)))
  },
  containsAnyItem: (values = null, items = null) => {
    const held = new Set(list(values).map(textOf))
    return list(items).some((item) => held.has(textOf(item)))
  },
  keys: (values = null) => (isMapping(values) ? [...values.keys()] : []),
  values: (values = null) => (isMapping(values) ? [...values.values()] : []),
  escapeXml: (text = null) => textOf(text).replace(/[&<>"']/g, (found) => escapes[found] ?? found),
}
