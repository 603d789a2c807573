import { readFileSync, writeFileSync } from 'node:fs'

import { breaksOf } from './schema-breaks.js'
import { buildApiSchema, printApiSchema } from './schema.js'

/**
 * `node dist/graphql/print-schema.js` writes `schema.graphql`. `--check` exits 1 where it differs, or where the schema
 * breaks clients of `schema.released.graphql`; `--release` makes the schema the released one, breaks and all.
 */
const fileOf = (name: string): URL => new URL(`../../${name}.graphql`, import.meta.url)
const [current, released] = [fileOf('schema'), fileOf('schema.released')]
const schema = buildApiSchema()
const printed = printApiSchema(schema)

const refuse = (message: string): void => {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

if (process.argv.includes('--check')) {
  if (readFileSync(current, 'utf8') !== printed)
    refuse('schema.graphql differs from the code: run node packages/server/dist/graphql/print-schema.js')
  const breaks = breaksOf(readFileSync(released, 'utf8'), schema)
  if (breaks.length > 0)
    refuse(
      `The schema breaks clients of the released one: ${breaks.join(' ')}\n` +
        'Keep what is there (and deprecate it), or if it is meant: node packages/server/dist/graphql/print-schema.js --release',
    )
} else {
  writeFileSync(current, printed)
  if (process.argv.includes('--release')) writeFileSync(released, printed)
}
