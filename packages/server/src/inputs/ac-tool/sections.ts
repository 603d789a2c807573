import { Fields } from './fields.js'
import type { Trouble } from './macros.js'
import type { Configuration } from './model.js'
import type { Tree } from './tree.js'

/** Sections that say nothing of principals or policies. */
const OTHER_SECTIONS: ReadonlySet<string> = new Set([
  ...['global_config', 'template_config', 'privilege_config', 'obsolete_authorizables'],
])

/** Adds what the unfolded sections of one file declare. */
export const readSections = (
  sections: readonly Tree[],
  file: string,
  into: Configuration,
  trouble: Trouble,
): void => {
  for (const section of sections) {
    const entries = section.kind === 'map' ? section.entries : []
    if (entries.length === 0 && !(section.kind === 'scalar' && section.value === null))
      trouble(section.line, 'it is no section (group_config, user_config, ace_config)')
    for (const { key, value, line } of entries) {
      if (key === 'group_config' || key === 'user_config')
        for (const [id, body, at] of named(value, trouble))
          into.authorizables.push({
            ...{ kind: key === 'group_config' ? 'group' : 'account', id, fields: new Fields(body) },
            origin: { file, line: at },
          })
      else if (key === 'ace_config') readEntries(value, file, into, trouble)
      else if (!OTHER_SECTIONS.has(key)) trouble(line, `the section ${key} is not known`)
    }
  }
}

const readEntries = (section: Tree, file: string, into: Configuration, trouble: Trouble): void => {
  for (const [principal, body] of named(section, trouble))
    for (const item of body.kind === 'list' ? body.items : [body])
      if (item.kind === 'map')
        into.entries.push({ principal, fields: new Fields(item), origin: { file, line: item.line } })
      else if (item.kind !== 'scalar' || item.value !== null)
        trouble(item.line, `it is no entry of ${principal}`)
}

/** The named bodies of a section: a list of maps, or one map. */
const named = (section: Tree, trouble: Trouble): [name: string, body: Tree, line: number][] =>
  (section.kind === 'list' ? section.items : [section]).flatMap((item) => {
    if (item.kind === 'map')
      return item.entries.flatMap(({ key, value, line }): [string, Tree, number][] => {
        const name = key.trim()
        if (name === '') trouble(line, 'it has no name')
        return name === '' ? [] : [[name, value, line]]
      })
    if (item.kind !== 'scalar' || item.value !== null) trouble(item.line, 'it is no named list')
    return []
  })
