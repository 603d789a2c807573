import { readFileSync, writeFileSync } from 'node:fs'

import { buildApiSchema, printApiSchema } from './schema.js'

/** `node dist/graphql/print-schema.js` writes `schema.graphql`; `--check` exits 1 where it differs. */
const file = new URL('../../schema.graphql', import.meta.url)
const printed = printApiSchema(buildApiSchema())

if (!process.argv.includes('--check')) writeFileSync(file, printed)
else if (readFileSync(file, 'utf8') !== printed) {
  process.stderr.write(
    'schema.graphql differs from the code: run node packages/server/dist/graphql/print-schema.js\n',
  )
  process.exitCode = 1
}
