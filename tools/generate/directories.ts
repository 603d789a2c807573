import { DuckDBInstance } from '@duckdb/node-api'
import path from 'node:path'

const FIRST = [
  ...['Ann', 'Ben', 'Carla', 'David', 'Emma', 'Frank', 'Grace', 'Hugo', 'Ida', 'Jack', 'Kate', 'Liam', 'Mia'],
  ...['Noah', 'Olivia', 'Paul', 'Quinn', 'Rosa', 'Sam', 'Tina', 'Uma', 'Victor', 'Wendy', 'Zoe'],
  ...['José', 'Søren', 'Мария', 'Γιώργος'],
]
const LAST = [
  ...[
    'Smith',
    'Jones',
    'Brown',
    'Taylor',
    'Wilson',
    'Evans',
    'Thomas',
    'Roberts',
    'Walker',
    'Wright',
    'Green',
  ],
  ...[
    'Hall',
    'Wood',
    'Clarke',
    'Lewis',
    'Young',
    'King',
    'Baker',
    'Hill',
    'Moore',
    'Scott',
    'Adams',
    'Cooper',
  ],
  ...['Müller', 'Groß'],
]
const list = (words: readonly string[]) => `[${words.map((word) => `'${word}'`).join(', ')}]`

/** A number in [0, bound) that a person or a row has for the purpose named. */
const draw = (of: string, purpose: string, bound: number) => `(hash(${of}, '${purpose}') % ${bound})::INTEGER`
const pick = (of: string, purpose: string, words: readonly string[]) =>
  `${list(words)}[${draw(of, purpose, words.length)} + 1]`

/**
 * Persons by number. About one name in five is not ASCII, and one email in fifty. `fate` says how the two directories
 * know a person: by email (< 60), id (< 70), username (< 80), name (< 88), an email that two share (< 92), not at all.
 */
const persons = (numbers: string) => `(
  SELECT *, first || ' ' || last || CASE WHEN ${draw('p', 'same name', 10)} = 0 THEN '' ELSE ' ' || p END AS full_name,
    CASE WHEN ${draw('p', 'own mail', 50)} = 0 THEN lower(first) ELSE 'user' END || '.'
      || CASE WHEN fate BETWEEN 88 AND 91 THEN p // 2 ELSE p END AS local
  FROM (
    SELECT *, CASE WHEN ${draw('p', 'group', 20)} = 0 THEN 'group' ELSE 'account' END AS kind,
      ${draw('p // 2', 'fate', 100)} AS fate, ${pick('p', 'first', FIRST)} AS first, ${pick('p', 'last', LAST)} AS last,
      ${draw('p', 'domain', 40)} || '.example' AS domain
    FROM (${numbers})
  ))`

/** The same text as another system may spell it: in capitals, decomposed, with spaces around it. */
const respelt = (text: string, purpose: string) => `CASE ${draw('p', purpose, 50)}
  WHEN 0 THEN ' ' || ${text} WHEN 1 THEN ${text} || chr(160)
  WHEN 2 THEN replace(replace(${text}, 'é', 'e' || chr(769)), 'ü', 'u' || chr(776))
  WHEN 3 THEN upper(${text}) WHEN 4 THEN upper(${text}) WHEN 5 THEN lower(${text}) ELSE ${text} END`

const disabled = (purpose: string) =>
  `CASE WHEN ${draw('p', purpose, 30)} = 0 THEN 1 ELSE 0 END::UINTEGER AS flags`

const directory = (numbers: string, columns: string) => `
  SELECT row_id, kind, id, CASE WHEN kind = 'account' THEN username END AS username,
    CASE WHEN kind = 'account' THEN email ELSE caption END AS name, caption,
    CASE WHEN kind = 'account' THEN email END AS email, flags
  FROM (SELECT row_id, kind, ${columns} FROM ${persons(numbers)}) ORDER BY row_id`

/** 48,271 is a prime, so both orders hold every person once. */
const destination = (rows: number) =>
  directory(
    `SELECT i AS row_id, (i * 48271) % ${rows} AS p FROM range(${rows}) r(i)`,
    `'D' || p AS id, 'u' || p AS username, full_name AS caption, local || '@' || domain AS email, ${disabled('left')}`,
  )

const source = (rows: number) =>
  directory(
    `SELECT i AS row_id, i AS p FROM range(${rows}) r(i)`,
    `CASE WHEN fate BETWEEN 60 AND 69 THEN 'D' || p ELSE 'S' || p END AS id,
     CASE WHEN fate BETWEEN 70 AND 79 THEN upper('u' || p) ELSE 's' || p END AS username,
     CASE WHEN fate < 88 THEN ${respelt('full_name', 'name spelling')} ELSE full_name || ' (moved)' END AS caption,
     CASE WHEN fate < 60 OR fate BETWEEN 88 AND 91 THEN ${respelt(`local || '@' || domain`, 'mail spelling')}
       WHEN fate < 70 THEN NULL WHEN fate < 88 THEN 'old.' || local || '@' || domain
       ELSE 'gone.' || p // 3 || '@old.example' END AS email, ${disabled('left before')}`,
  )

/** The directories `source.parquet` and `destination.parquet` of `rows` principals each, in `folder`. */
export const writeDirectories = async (folder: string, rows: number): Promise<void> => {
  const instance = await DuckDBInstance.create(path.join(folder, 'generate.duckdb'), {
    threads: '2',
    memory_limit: '2GB',
  })
  const connection = await instance.connect()
  for (const [name, select] of Object.entries({ source: source(rows), destination: destination(rows) })) {
    const file = path.join(folder, `${name}.parquet`).replaceAll("'", "''")
    await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`)
  }
  connection.closeSync()
  instance.closeSync()
}
