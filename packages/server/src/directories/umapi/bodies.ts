/** What is kept of a user; undocumented fields are ignored, and every documented one may be missing. */
export interface UmapiUser {
  readonly id: string | null
  readonly email: string | null
  readonly username: string | null
  readonly domain: string | null
  readonly type: string | null
  readonly status: string | null
  readonly firstname: string | null
  readonly lastname: string | null
}

export interface UmapiGroup {
  readonly id: string | null
  readonly name: string
  readonly type: string | null
}

/** One page of a listing. The counts come from headers and are null where those are missing or no numbers. */
export interface UmapiPage<Row> {
  readonly rows: readonly Row[]
  readonly last: boolean
  /** Technical accounts included, which are not listed. */
  readonly total: number | null
  readonly pages: number | null
  readonly size: number | null
}

type Fields = Readonly<Record<string, unknown>>

export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null

/** A user as the API gives one; null where the value is no object. */
export const userOf = (value: unknown): UmapiUser | null => {
  const fields = fieldsOf(value)
  if (fields === null) return null
  const text = (name: string): string | null => textOf(fields[name])
  return {
    ...{ id: text('id'), email: text('email'), username: text('username'), domain: text('domain') },
    ...{ type: text('type'), status: text('status') },
    ...{ firstname: text('firstname'), lastname: text('lastname') },
  }
}

export const groupOf = (value: unknown): UmapiGroup | null => {
  const fields = fieldsOf(value)
  const name = textOf(fields?.['groupName'] ?? fields?.['name'])
  return name === null ? null : { id: textOf(fields?.['groupId']), name, type: textOf(fields?.['type']) }
}

const countOf = (text: string | null): number | null =>
  text !== null && /^\d+$/.test(text.trim()) ? Number(text) : null

const listOf = <Row>(value: unknown, row: (value: unknown) => Row | null): Row[] =>
  Array.isArray(value) ? value.map(row).filter((one) => one !== null) : []

/**
 * A page of users or of groups. Past the end groups answer `Not found` and no list.
 * @returns null where the body is no page.
 */
export const pageOf = <Row>(
  body: unknown,
  headers: Headers,
  list: 'users' | 'groups',
  row: (value: unknown) => Row | null,
): UmapiPage<Row> | null => {
  const fields = fieldsOf(body)
  if (fields === null || typeof fields['lastPage'] !== 'boolean') return null
  const rows = listOf(fields[list], row)
  if (fields['result'] !== 'success' && fields['result'] !== 'Not found') return null
  return {
    rows,
    last: fields['lastPage'],
    total: countOf(headers.get('x-total-count')),
    pages: countOf(headers.get('x-page-count')),
    size: countOf(headers.get('x-page-size')),
  }
}

/** The code of an error body, in either of the forms the API uses. */
export const errorCodeOf = (body: unknown): string | null => {
  const fields = fieldsOf(body)
  return textOf(fields?.['result'] ?? fields?.['errorCode'] ?? fields?.['error_code'])
}
