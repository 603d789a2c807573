import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { runControl } from '../support/run-control.js'
import { copySamples, sampleRun } from '../support/samples.js'
import { startServer } from '../support/server.js'

interface Page {
  meta: { total_count: number; links: { next?: { href: string } } }
  item: Record<string, unknown>[]
  href?: string
}
interface Description {
  components: { schemas: Record<string, object> }
}

test('the REST API answers as its description says, and its links read every row of a real run once', async () => {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  const { token } = copySamples(data)
  const run = sampleRun('author-top-up')
  const server = await startServer(data, token)
  const job = await runControl(server).jobOf(run)
  const headers = { authorization: `Bearer ${server.token}` }
  const get = async <T>(address: string): Promise<T> => {
    const answer = await fetch(address, { headers })
    expect(`${address} ${answer.status}`).toBe(`${address} 200`)
    return (await answer.json()) as T
  }

  const { components } = await get<Description>(`${server.url}/v1/openapi.json`)
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'api', components })
  const requireValid = (schema: string, value: unknown): void => {
    const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` })
    if (!validate(value)) throw new Error(`${schema}: ${ajv.errorsText(validate.errors)}`)
  }
  const readAll = async (path: string, schema: string): Promise<Page['item']> => {
    const read: Page['item'] = []
    for (let next: string | undefined = `${server.url}${path}`; next !== undefined;) {
      const page: Page = await get(next)
      requireValid(schema, page)
      read.push(...page.item)
      expect(page.meta.total_count).toBeGreaterThanOrEqual(read.length)
      next = page.meta.links.next?.href
      if (next === undefined) expect(read).toHaveLength(page.meta.total_count)
    }
    return read
  }

  const mapped = await readAll(`/v1/transfers/security_map?job=${job}&limit=40&fields=all`, 'SecurityMapPage')
  const reported = (await crosswalk('report', 'mappings', run, '--json', '--data', data)).json()
  expect(mapped.map(({ permissions }) => permissions)).toEqual(reported.map((row) => row['items_direct']))
  expect(new Set(mapped.map(({ id }) => id)).size).toBe(mapped.length)

  const granted = await readAll(`/v1/transfers/permissions?job=${job}&limit=250`, 'PermissionPage')
  expect(new Set(granted.map(({ id }) => id)).size).toBe(granted.length)
  const items = new Map<unknown, Set<unknown>>()
  for (const { security_map, target } of granted as {
    security_map: { id: string }
    target: { id: string }
  }[])
    items.set(security_map.id, (items.get(security_map.id) ?? new Set()).add(target.id))
  for (const { id, permissions } of mapped) expect(items.get(id)?.size ?? 0).toBe(permissions)

  const { href = '' } = await get<Page>(`${server.url}/v1/transfers/permissions?job=${job}&limit=1`)
  const csv = async (address: string): Promise<Record<string, string>[]> =>
    parse(await (await fetch(address, { headers })).text(), { columns: true })
  const whole = await csv(href)
  expect(whole).toHaveLength(granted.length)
  expect(whole.map(({ platform_path }) => platform_path)).toEqual(
    granted.map(({ target }) => (target as { path: string }).path),
  )
  const second = await csv(`${href}&page=2&limit=20`)
  expect(second).toEqual(whole.slice(20, 40))
  expect(await csv(`${href}&page=1`)).toEqual(whole.slice(0, 100))

  const refused = await fetch(`${server.url}/v1/transfers/job_none/security_map`, { headers })
  expect(refused.status).toBe(404)
  requireValid('Problem', await refused.json())
  const sent = await fetch(`${server.url}/v1/uploads?kind=directory&name=d.csv`, {
    ...{ method: 'POST', body: 'id\n1\n' },
    headers: { ...headers, 'content-type': 'application/octet-stream' },
  })
  requireValid('Upload', await sent.json())
  requireValid('UploadList', await get(`${server.url}/v1/uploads`))
})
