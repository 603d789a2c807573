import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { runControl } from '../support/run-control.js'
import { copySamples, sampleRun } from '../support/samples.js'
import { startServer } from '../support/server.js'

const IMPORT = `mutation ($input: ImportExceptionsInput!) { importExceptions(input: $input) {
  __typename
  ... on ExceptionsImport { applied checkedRunId added total faults { line code } }
  ... on Problem { code } } }`

test('exceptions are checked against the latest run, over the API and by the command line beside the server', async () => {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  const { token } = copySamples(data)
  const run = sampleRun('share')
  const server = await startServer(data, token)
  const jobId = await runControl(server).jobOf(run)
  const csv =
    'type,source_id,destination_id\naccount,700177,entra-torn\ngroup,1001,g-1\naccount,nobody,entra-torn\n'
  const send = async (input: object) =>
    (await server.graphql<{ importExceptions: unknown }>(IMPORT, { input: { jobId, ...input } }))
      .importExceptions

  expect(await send({ csv, apply: true })).toEqual({
    ...{ __typename: 'ExceptionsImport', applied: true, checkedRunId: run, added: 3, total: 3 },
    faults: [
      { line: 2, code: 'EXCEPTION_MANY_TO_ONE' },
      { line: 3, code: 'EXCEPTION_STALE' },
      { line: 4, code: 'EXCEPTION_SOURCE_UNKNOWN' },
    ],
  })
  expect(await send({ csv: 'PK\u0003\u0004' })).toMatchObject({
    __typename: 'InputProblem',
    code: 'CSV_BROKEN',
  })

  const file = join(folder, 'more.csv')
  writeFileSync(file, 'type,source_id,destination_id\naccount,700359,archive\n')
  const imported = await crosswalk('import', 'exceptions', jobId, file, '--apply', '--json', '--data', data)
  expect(imported.json().at(-1)).toMatchObject({ applied: true, counts: { added: 1, total: 4 } })
  expect(await server.graphql('query ($id: ID!) { job(id: $id) { exceptionCount } }', { id: jobId })).toEqual(
    {
      job: { exceptionCount: 4 },
    },
  )
})
