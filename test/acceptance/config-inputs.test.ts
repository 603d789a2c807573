import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { REAL_DATA, temporaryFolder } from '../support/paths.js'
import { REAL_PROJECT, REAL_PROJECT_ROWS } from './principal-expected/real-project.js'
import { shown, wanted, type ReportLine } from './principal-expected/shown.js'

const AEM = join(REAL_DATA, 'aem')
const present = existsSync(AEM)
if (!present) console.warn(`skipped: the real configurations are not at ${AEM}`)

const run = async (data: string, path: string): Promise<Record<string, unknown>> => {
  const result = await crosswalk('run', path, '--data', data, '--json')
  expect(result.exitCode, result.stderr).toBe(0)
  return result.json().at(-1) ?? {}
}
const report = async <R>(data: string, name: string): Promise<R[]> => {
  const result = await crosswalk('report', name, 'latest', '--json', '--data', data)
  expect(result.exitCode, result.stderr).toBe(0)
  return result.json<R>()
}

describe.skipIf(!present)('real configurations', () => {
  it('the AC Tool realProject gives the report written by hand from its YAML', async () => {
    const data = temporaryFolder()
    await run(data, join(AEM, REAL_PROJECT))
    const lines = await report<ReportLine>(data, 'principals')
    expect(lines.map((line, place) => shown(line, REAL_PROJECT_ROWS[place]))).toEqual(
      REAL_PROJECT_ROWS.map(wanted),
    )
    expect(await report(data, 'findings')).toEqual([])
  })

  it('every test file of the AC Tool runs together, and those that are broken by design are told of', async () => {
    const data = temporaryFolder()
    const folder = 'Netcentric__accesscontroltool/accesscontroltool-bundle/src/test/resources'
    await run(data, join(AEM, folder))
    const findings = await report<{ code: string; file: string; message: string }>(data, 'findings')
    const about = (name: string) => findings.find(({ file }) => file?.endsWith(name))?.message
    expect(about('test-invalid1.yaml')).toMatch(/plain text/)
    expect(about('test-invalid2.yaml')).toMatch(/no list of sections/)
    expect(about('test-loop-children-of.yaml')).toMatch(/in the repository/)
    const ids = (await report<ReportLine>(data, 'principals')).map(({ principal_name }) => principal_name)
    expect(ids).toEqual(
      expect.arrayContaining(['content-BRAND2-MKT2-writer', 'group-type4-deepListVal3', 'xyz-group-reader']),
    )
    expect(ids.filter((id) => id.startsWith('groupVirtual'))).toEqual([])
  })

  it('the repoinit of ACS Commons makes its 25 service users', async () => {
    const data = temporaryFolder()
    const folder =
      'Adobe-Consulting-Services__acs-aem-commons/ui.config/src/main/content/jcr_root/apps/acs-commons'
    await run(data, join(AEM, folder))
    const lines = await report<ReportLine>(data, 'principals')
    expect(lines.filter((line) => line['reason'] === 'SYSTEM_USER')).toHaveLength(25)
  })
})

describe('permissions of content that is not AEM', () => {
  it('select by any name of a principal and every kind of grant, and tell of rows that say nothing', async () => {
    const data = temporaryFolder()
    const write = (name: string, text: string) => writeFileSync(join(data, name), text)
    write(
      'people.csv',
      'id,email,name,type,groups\n1,ann@a.example,Ann,account,\n2,bob@a.example,Bob,account,Team\n3,cat@a.example,Cat,account,\n',
    )
    write(
      'permissions.csv',
      'principal;path;policy;access;rights\nann@a.example;Shared/Plans/;acl;allow;read,write\n1;Shared/Plans;acl;deny;delete\nTeam;Shared/Sales;CUG;;\n3;Shared/Plans;Owner;;\nghost;Shared/Old;ACL;allow;read\nann@a.example;Shared/x;SHARE;allow;read\nann@a.example;;ACL;allow;read\n',
    )
    write(
      'job.yaml',
      `version: 1\nname: share\nsource: { platform: box, inputs: [ { format: directory-csv, path: people.csv } ] }\npermissions: { inputs: [ { format: permissions-csv, path: permissions.csv } ] }\n`,
    )
    await run(data, join(data, 'job.yaml'))
    const lines = await report<ReportLine>(data, 'principals')
    const told = lines.map((line) => [
      line['name'] ?? line.principal_name,
      line['reason'] ?? line['relation'],
      line['trigger_path'],
      line['items_direct'],
    ])
    expect(told).toEqual([
      ['ann@a.example', 'ON_CONTENT', 'Shared/Plans', 1],
      ['bob@a.example', 'DESCENDANT', 'Shared/Sales', 0],
      ['cat@a.example', 'NOT_REFERENCED', null, 1],
      ['Team', 'ON_CONTENT', 'Shared/Sales', 1],
      ['ghost', 'UNKNOWN_PRINCIPAL', 'Shared/Old', 1],
    ])
    const findings = await report<{ code: string; line: number | null }>(data, 'findings')
    expect(findings.map(({ code, line }) => `${code}:${line}`).sort()).toEqual([
      'BAD_ROW:7',
      'BAD_ROW:8',
      'UNKNOWN_PRINCIPAL:6',
    ])
    const items = await report<Record<string, unknown>>(data, 'items')
    expect(items.map((item) => [item['path'], item['owner_name']])).toEqual([
      ['Shared/Old', null],
      ['Shared/Plans', '3'],
      ['Shared/Sales', null],
    ])
  })
})
