import type { Reading } from './statements.js'
import { Cursor, type Line } from './tokens.js'

/** `set properties on authorizable(x)/profile`: names and address of a principal. Other nodes say nothing of one. */
export const propertiesBlock = (line: Line, body: readonly Line[], reading: Reading): void => {
  const head = new Cursor(line.tokens)
  if (!(head.words('set', 'properties', 'on') || head.words('ensure', 'properties', 'on'))) return
  const ids = head.paths().flatMap((path) => {
    const [, written] = /^authorizable\(([^)]*)\)\/profile$/.exec(path) ?? []
    return written?.split(',') ?? []
  })
  for (const one of body) {
    const cursor = new Cursor(one.tokens)
    if (!cursor.words('set') && !cursor.words('default')) continue
    const name = cursor.name()?.replace(/\{.*$/, '')
    if (cursor.sign('{')) while (!cursor.done && !cursor.sign('}')) cursor.name()
    const value = cursor.words('to') ? cursor.name() : null
    if (name === undefined || value === null) continue
    for (const id of ids) reading.repository.setProfile(id, name, value)
  }
}
