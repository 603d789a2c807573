import type { QualityIssueCode } from '@crosswalk/core'
import { createWarehouse, readManifest, type Warehouse } from '@crosswalk/server'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { expectRowsKept } from '../support/row-counts.js'
import { copySamples, sampleRun } from '../support/samples.js'
import { startServer } from '../support/server.js'

const everything = { report: 'mappings', clauses: [] } as const
/** Rows explained at a time: as many as the warehouse has connections. */
const AT_ONCE = 3

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-evidence-'))
const data = join(folder, 'data')
let warehouse: Warehouse
let token: string
const { runs } = inject('sampleData')

beforeAll(async () => {
  token = copySamples(data).token
  warehouse = await createWarehouse({ runsFolder: join(data, 'runs'), threads: 2, memoryLimit: '512MB' })
}, 300_000)
afterAll(() => {
  warehouse?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the sample runs', () => {
  it('keep every row: one mapping a source principal, one outcome a principal', () => {
    expect(runs.length).toBeGreaterThan(3)
    for (const run of runs) expectRowsKept(join(data, 'runs', run))
  })

  it('have evidence that ends in the stored resolution and reason, for every row', async () => {
    const astray: string[] = []
    let explained = 0
    for (const run of runs)
      for await (const rows of warehouse.stream('mappings', run, everything))
        for (let at = 0; at < rows.length; at += AT_ONCE)
          await Promise.all(
            rows.slice(at, at + AT_ONCE).map(async ({ id, rowId, resolution, reason, destination }) => {
              const told = await warehouse.explainMapping(run, rowId)
              const last = told?.steps.at(-1)
              explained += 1
              if (last?.rule !== resolution || told?.reason !== reason || !last.decides) astray.push(id)
              const landed = last?.candidates.filter(({ rejected }) => rejected === null) ?? []
              if (last?.field != null && JSON.stringify(landed[0]?.identity) !== JSON.stringify(destination))
                astray.push(`${id}: another destination`)
            }),
          )
    expect(astray).toEqual([])
    expect(explained).toBe(
      runs
        .flatMap((run) => readManifest(join(data, 'runs', run)).tables)
        .filter(({ name }) => name === 'mappings')
        .reduce((sum, { rows }) => sum + rows, 0),
    )
  }, 300_000)

  it('answer evidence, near misses and source quality over GraphQL, for one row at a time', async () => {
    const server = await startServer(data, token)
    const run = sampleRun('share')
    const ids = `map_${run.slice(4)}`
    const ambiguous = await rowsOf(run, 'reason.in.AMBIGUOUS')
    const { mapping } = await server.graphql<{
      mapping: { resolution: string; evidence: { rule: string; verdict: string; candidates: unknown[] }[] }
    }>(
      `query ($id: ID!) { mapping(id: $id) { resolution nearMisses { kind identity { id } }
         evidence { rule verdict field written compared decides message moreCandidates
           candidates { identity { id } written compared rejected } } } }`,
      { id: `${ids}_${ambiguous[0]}` },
    )
    const step = mapping.evidence.find(({ verdict }) => verdict === 'AMBIGUOUS')
    expect(step?.candidates.length).toBeGreaterThan(1)
    expect(mapping.evidence.at(-1)?.rule).toBe('UNRESOLVED')

    for (const id of [`${ids}_999999`, 'map_x', `out_${run.slice(4)}_0`, `map_${'z'.repeat(26)}_0`])
      expect(await server.graphql('query ($id: ID!) { mapping(id: $id) { id } }', { id })).toEqual({
        mapping: null,
      })
    await expect(
      server.graphql(
        `query ($run: ID!) { mappings(runId: $run) { ... on MappingConnection {
           edges { node { evidence { rule } } } } } }`,
        { run },
      ),
    ).rejects.toThrow('QUERY_TOO_EXPENSIVE')

    const quality = await server.graphql<{
      run: { summary: { quality: { code: string; count: number }[] } }
      sourceQuality: { totalCount: number; edges: { node: { code: string; mappingId: string } }[] }
    }>(
      `query ($run: ID!) { run(id: $run) { summary { quality { code count } } }
         sourceQuality(runId: $run, first: 200, filter: [{ field: CODE, op: IN, values: ["MISSING_EMAIL"] }]) {
           totalCount edges { node { code message value written sharedBy kind source { id } mappingId } } } }`,
      { run },
    )
    const missing = quality.run.summary.quality.find(({ code }) => code === 'MISSING_EMAIL')
    expect(missing?.count).toBeGreaterThan(0)
    expect(quality.sourceQuality.totalCount).toBe(missing?.count)
    expect(quality.sourceQuality.edges[0]?.node.mappingId).toMatch(new RegExp(`^${ids}_\\d+$`))

    const { jobs } = await server.graphql<{
      jobs: { edges: { node: { instance: string; mapUsers: boolean; wipe: boolean } }[] }
    }>('{ jobs { edges { node { instance mapUsers wipe } } } }')
    for (const { node } of jobs.edges)
      expect([node.instance, node.mapUsers]).toEqual([node.instance, node.instance !== 'publish'])
  })
})

const rowsOf = async (run: string, filter: string): Promise<number[]> => {
  const report = await crosswalk('report', 'mappings', run, '--filter', filter, '--json', '--data', data)
  return report.json<{ row_id: number }>().map(({ row_id }) => row_id)
}

/** A run over two directories written here, without a package. */
const runOver = async (source: string, destination: string): Promise<{ run: string; data: string }> => {
  const small = temporaryFolder()
  const header = 'type,id,username,name,caption,status\n'
  writeFileSync(join(small, 'source.csv'), header + source)
  writeFileSync(join(small, 'destination.csv'), header + destination)
  writeFileSync(
    join(small, 'job.yaml'),
    `version: 1
name: by-hand
source: { platform: box, inputs: [ { format: directory-csv, path: source.csv } ] }
destination: { platform: sharepoint, inputs: [ { format: directory-csv, path: destination.csv } ] }
mapping: { preset: dryviq }
selection: { ruleset: every-principal }
`,
  )
  const { run } = await runJob(join(small, 'job.yaml'), join(small, 'data'))
  expectRowsKept(join(small, 'data/runs', run))
  return { run, data: join(small, 'data') }
}

it('counts the issues of a small directory as a person counts them', async () => {
  const small = await runOver(
    [
      'account,1,ann,ann@a.example,Ann,',
      'account,2,ann2,ann@a.example,Ann Two,',
      'account,3,bob,bob@a.example,Bob,',
      'account,4,bob2,Bob@A.example,Bob Two,',
      'account,5,cy,cy@a.example,Cy,',
      'account,6,cy2,"\u00a0cy@a.example",Cy Two,',
      'account,7,dö,dö@a.example,Dö,',
      'account,8,dö2,do\u0308@a.example,Dö Two,',
      'account,9,eve,,Eve,',
      'account,10,fay,fay@home@a.example,Fay,',
      'account,11,gus,gus@a.example,Gus,',
      'account,11,gus2,gus2@a.example,Gus Two,',
      'group,11,,Group eleven,,',
    ].join('\n'),
    'account,D1,ann,ann@a.example,Ann,\naccount,D2,bob,bob@a.example,Bob,\n',
  )
  const expected: Partial<Record<QualityIssueCode, number>> = {
    MISSING_EMAIL: 1,
    INVALID_EMAIL: 1,
    DUPLICATE_EMAIL: 2,
    DUPLICATE_EMAIL_CASE: 2,
    DUPLICATE_EMAIL_SPACE: 2,
    DUPLICATE_EMAIL_UNICODE: 2,
    DUPLICATE_ID: 2,
    MANY_TO_ONE: 4,
  }
  const { summary } = readManifest(join(small.data, 'runs', small.run))
  expect(Object.fromEntries(summary.quality.map(({ code, count }) => [code, count]))).toEqual(expected)
  const report = await crosswalk('report', 'quality', small.run, '--json', '--data', small.data)
  const lines = report.json<{ code: string; value: string; written: string; shared_by: number }>()
  expect(lines.filter(({ code }) => code === 'DUPLICATE_EMAIL_SPACE')).toMatchObject([
    { value: 'cy@a.example', written: 'cy@a.example', shared_by: 2, source_id: '5' },
    { value: 'cy@a.example', written: '\u00a0cy@a.example', shared_by: 2, source_id: '6' },
  ])
  expect(lines.filter(({ code }) => code === 'MANY_TO_ONE').map(({ value }) => value)).toEqual([
    ...['ann@a.example', 'ann@a.example', 'bob@a.example', 'bob@a.example'],
  ])
})

it('tells a person on the command line why a row is unresolved and who came near', async () => {
  const small = await runOver(
    [
      'account,s1,jdoe,jane.doe@a.example,Jane Doe,',
      'account,s2,old,old@a.example,Old,',
      'account,s3,josé,,José Weiß,',
    ].join('\n'),
    [
      'account,d1,x1,jane.doe@b.example,Somebody,',
      'account,d2,x2,q@b.example,"Doe, Jane",',
      'account,d3,x3,z@b.example,JANE DOE,',
      'account,d4,old,old@a.example,Old,inactive',
      'account,d5,x5,w@b.example,Jose  Weiss,',
    ].join('\n'),
  )
  const explain = async (who: string, ...more: string[]) => {
    const args = ['explain', 'mapping', small.run, who, '--data', small.data, ...more]
    return crosswalk(...args)
  }
  const nearOf = async (who: string) => {
    const [told] = (await explain(who, '--json')).json<{
      near_misses: { kind: string; identity: { id: string } }[]
    }>()
    return told?.near_misses.map(({ kind, identity }) => `${identity.id} ${kind}`)
  }
  expect(await nearOf('jdoe')).toEqual([
    ...['d3 SAME_NAME_OTHER_DOMAIN', 'd1 SAME_LOCAL_PART', 'd2 SWAPPED_NAME'],
  ])
  expect(await nearOf('old@a.example')).toEqual(['d4 DISABLED'])
  expect(await nearOf('s3')).toEqual(['d5 OTHER_SPELLING'])

  const told = await explain('s2')
  expect(told).toMatchObject({ exitCode: 0, stderr: '' })
  expect(told.stdout).toContain('DISABLED_AT_DESTINATION')
  expect(told.stdout).toMatch(/email +MISS +email +old@a\.example +Destination identities have this value/)
  for (const [who, code] of [
    ['nobody', 'NOT_FOUND'],
    ['999', 'NOT_FOUND'],
  ] as const) {
    const refused = await explain(who)
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain(code)
  }
})
