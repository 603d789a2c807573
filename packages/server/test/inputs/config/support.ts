import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RowSink } from '../../../src/inputs/rows.js'
import { newFolder, type Collected } from '../aem/support.js'

type Rows = Omit<Collected, 'counts'>

/** What a reader gives, row by row. */
export const collecting = (): { rows: Rows; sink: RowSink } => {
  const rows: Rows = { principals: [], memberships: [], items: [], entries: [], findings: [] }
  return {
    rows,
    sink: {
      principal: (row) => void rows.principals.push(row),
      membership: (row) => void rows.memberships.push(row),
      item: (row) => void rows.items.push(row),
      entry: (row) => void rows.entries.push(row),
      finding: (finding) => void rows.findings.push(finding),
    },
  }
}

/** A folder of these files. */
export const folderOf = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await newFolder()
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

/** `principal allow|deny path rights`, one an entry. */
export const entryLines = ({ entries }: Rows): string[] =>
  entries.map(({ principal, allow, path, rights, restrictions }) =>
    [principal, allow ? 'allow' : 'deny', path, rights, restrictions]
      .filter((part) => part !== null)
      .join(' '),
  )
export const membershipLines = ({ memberships }: Rows): string[] =>
  memberships.map(({ member, group }) => `${member} in ${group}`)
export const problems = ({ findings }: Rows): string[] =>
  findings.map(({ code, line, args }) => `${code}:${line} ${args['problem'] ?? ''}`)
