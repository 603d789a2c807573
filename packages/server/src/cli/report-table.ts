import type { Identity, ReportRows } from '../warehouse/rows.js'

const orDash = (value: string | number | null): string => (value === null ? '—' : String(value))
const label = (identity: Identity | null): string =>
  orDash(identity === null ? null : (identity.name ?? identity.username ?? identity.caption ?? identity.id))

const spoken = (code: string): string => code.toLowerCase().replaceAll('_', ' ')
const noteLabel = (note: string): string => note.replace('NOTE_', 'Note-')

/** What a person sees on a terminal: a few columns, each with its heading and width. */
export const TABLES: {
  readonly [R in keyof ReportRows]: readonly (readonly [string, number, (row: ReportRows[R]) => string])[]
} = {
  mappings: [
    ['Source', 36, ({ source }) => label(source)],
    ['Type', 8, ({ kind }) => kind],
    ['Destination', 36, ({ destination }) => label(destination)],
    ['Resolution', 12, ({ resolution }) => resolution.toLowerCase()],
    ['Items', 8, ({ itemsDirect }) => String(itemsDirect)],
    ['Message', 60, ({ message }) => message ?? ''],
  ],
  outcomes: [
    ['Principal', 32, ({ principalName, authorizableId }) => orDash(principalName ?? authorizableId)],
    ['Type', 8, ({ kind }) => orDash(kind)],
    ['Outcome', 13, ({ outcome }) => outcome.toLowerCase().replace('_', ' ')],
    ['Why', 18, ({ relation, reason }) => orDash(reason ?? relation)],
    ['First trigger', 48, ({ triggerPath }) => orDash(triggerPath)],
    ['Policy', 8, ({ triggerPolicy }) => orDash(triggerPolicy)],
    ['Mapped', 8, ({ flags }) => (flags.includes('MAPPED') ? 'yes' : 'no')],
  ],
  findings: [
    ['Severity', 8, ({ severity }) => severity.toLowerCase()],
    ['Code', 26, ({ code }) => code],
    ['Where', 48, ({ file, line, path }) => path ?? (line === null ? orDash(file) : `${file}:${line}`)],
    ['Message', 80, ({ message }) => message],
  ],
  items: [
    ['Path', 70, ({ path }) => path],
    ['Type', 20, ({ type }) => orDash(type)],
    ['Modified by', 20, ({ modifiedBy }) => orDash(modifiedBy)],
  ],
  source_quality: [
    ['Issue', 24, ({ code }) => code],
    ['Value', 36, ({ value }) => orDash(value)],
    ['Written', 36, ({ written }) => orDash(written)],
    ['Source', 36, ({ source }) => label(source)],
    ['Row', 8, ({ principal }) => String(principal)],
    ['Shared by', 9, ({ sharedBy }) => (sharedBy > 1 ? String(sharedBy) : '')],
  ],
  user_report: [
    ['User', 32, ({ principalName, authorizableId }) => orDash(principalName ?? authorizableId)],
    ['Email', 36, ({ email }) => orDash(email)],
    ['Groups', 60, ({ groups }) => orDash(groups)],
    ['Notes', 20, ({ notes }) => notes.map(noteLabel).join(', ')],
    ['They refer to', 40, ({ noteGroups }) => noteGroups ?? ''],
  ],
  bulk_groups: [
    ['User Group Name', 40, ({ name }) => name],
    ['Description', 60, ({ description }) => orDash(description)],
  ],
  bulk_users: [
    ['Email', 40, ({ email }) => email],
    ['User Groups', 80, ({ groups }) => orDash(groups)],
  ],
  reconciliation: [
    ['Group', 36, ({ name }) => orDash(name)],
    ['Where', 18, ({ status }) => spoken(status)],
    ['In both', 8, ({ membersBoth }) => orDash(membersBoth)],
    ['Source only', 11, ({ membersSource }) => orDash(membersSource)],
    ['Destination only', 16, ({ membersDestination }) => orDash(membersDestination)],
  ],
  reconciliation_members: [
    ['Group', 36, ({ groupName }) => orDash(groupName)],
    ['Where', 18, ({ side }) => spoken(side)],
    ['Member', 36, ({ member }) => label(member)],
    ['Mapped to', 36, ({ mappedTo }) => orDash(mappedTo)],
  ],
}

/** Control characters would move the cursor; a text is one line. */
export const plainText = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- exactly the characters a terminal would obey
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')

const cell = (text: string, width: number): string => {
  const plain = [...plainText(text)]
  return plain.length > width ? `${plain.slice(0, width - 1).join('')}…` : plain.join('').padEnd(width)
}

export const tableLine = (values: readonly (readonly [string, number])[]): string =>
  values
    .map(([text, width]) => cell(text, width))
    .join('  ')
    .trimEnd()
