import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { spawnServer, type ServerProcess } from '../support/server.js'

const NAMESPACES = [
  'jcr="http://www.jcp.org/jcr/1.0"',
  'rep="internal"',
  'cq="http://www.day.com/jcr/cq/1.0"',
]
const ROOT = `<jcr:root ${NAMESPACES.map((one) => `xmlns:${one}`).join(' ')}`

const uuidOf = (name: string): string =>
  `00000000-0000-3000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`

/** Groups with their members; `staff` > `authors` > `alice` and `editors` > `bob`. */
const GROUPS = {
  staff: ['authors', 'carol'],
  authors: ['alice', 'editors'],
  editors: ['bob'],
  readers: ['dan'],
}
const USERS = ['alice', 'bob', 'carol', 'dan', 'erin']

/** Policies by the node that carries them: `/apps` is outside the content. */
const ACLS = {
  '/content/site': { authors: 'jcr:read,crx:replicate', svc: 'jcr:all' },
  '/content/site/secret': { alice: 'jcr:read' },
  '/apps/tool': { erin: 'jcr:read' },
}

const aclXml = (grants: Record<string, string>): string =>
  `${ROOT} jcr:primaryType="rep:ACL">${Object.entries(grants)
    .map(
      ([name, rights], at) =>
        `<a${at} jcr:primaryType="rep:GrantACE" rep:principalName="${name}" rep:privileges="{Name}[${rights}]"/>`,
    )
    .join('')}</jcr:root>`

const principalXml = (type: string, name: string, more = ''): string =>
  `${ROOT} jcr:primaryType="rep:${type}" rep:principalName="${name}" rep:authorizableId="${name}" jcr:uuid="${uuidOf(name)}" ${more}/>`

const writePackage = (folder: string): string => {
  const write = (path: string, text: string): void => {
    const file = join(folder, 'jcr_root', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const [name, members] of Object.entries(GROUPS)) {
    const references = `rep:members="{WeakReference}[${members.map(uuidOf).join(',')}]"`
    write(`home/groups/${name}/.content.xml`, principalXml('Group', name, references))
  }
  for (const name of USERS) write(`home/users/${name}/.content.xml`, principalXml('User', name))
  write('home/users/system/svc/.content.xml', principalXml('SystemUser', 'svc'))
  for (const [path, grants] of Object.entries(ACLS)) {
    write(`${path}/.content.xml`, `${ROOT} jcr:primaryType="cq:Page"/>`)
    write(`${path}/_rep_policy.xml`, aclXml(grants))
  }
  write(
    'content/site/secret/_rep_cugPolicy.xml',
    `${ROOT} jcr:primaryType="rep:CugPolicy" rep:principalNames="[readers]"/>`,
  )
  return folder
}

const STEP = 'principal { name } as'
const TRIGGERS = `query ($id: ID!, $first: Int!, $after: String) { triggers(id: $id, first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage }
  edges { node { item { path } policy entries { access rights } path { ${STEP} } } } } }`
const OUTCOME = `query ($id: ID!) { principalOutcome(id: $id) { outcome reason relation triggerCount itemsDirect itemsEffective
  smallestCut { size proven deselected grants { principal { name } count } memberships { member { name } group { name } } }
  nearestPath { item { path } policy path { ${STEP} } obstacles { code principal { name } } } } }`
const BROUGHT = 'totalCount onlyByThisCount edges { node { outcome { principalName } distance onlyByThis } }'
const BY_GRANT = `query ($item: ID!, $principal: ID!) {
  broughtByGrant(item: $item, policy: ACL, principal: $principal) { ${BROUGHT} } }`
const BY_MEMBERSHIP = `query ($member: ID!, $group: ID!) {
  broughtByMembership(member: $member, group: $group) { ${BROUGHT} } }`
const AFFECTED = `query ($id: ID!, $mode: AffectedMode!, $first: Int!, $after: String) {
  affectedItems(id: $id, mode: $mode, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage }
    edges { node { path grants { policy access rights principal { name } } } } } }`

interface Step {
  principal: { name: string }
  as: string
}
interface Trigger {
  item: { path: string }
  policy: string
  entries: { access: string; rights: string[] }[]
  path: Step[]
}
interface Page<N> {
  totalCount: number
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
  edges: { node: N }[]
}

const wayOf = (path: readonly Step[]): string =>
  path.map((step) => `${step.principal.name}:${step.as}`).join(' ')

describe('explanations of a real run', () => {
  let server: ServerProcess
  let runId: string
  let groupsOnly: string
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-explain-'))
  const data = join(folder, 'data')
  const ids = new Map<string, string>()
  const items = new Map<string, string>()
  const idOf = (name: string): string => ids.get(name) ?? `no ${name}`

  beforeAll(async () => {
    const content = writePackage(join(folder, 'package'))
    groupsOnly = join(folder, 'groups-only.yaml')
    writeFileSync(
      groupsOnly,
      'version: 1\nname: groups only\nsource: { inputs: [{ format: aem-package, path: package }] }\n' +
        'selection: { ruleset: aem-groups-only, localGroups: [read] }\n',
    )
    runId = (await runJob(content, data)).run
    server = await spawnServer(data)
    const { principalOutcomes, items: found } = await server.graphql<{
      principalOutcomes: Page<{ id: string; principalName: string }>
      items: Page<{ id: string; path: string }>
    }>(
      `query ($runId: ID!) { principalOutcomes(runId: $runId) { edges { node { id principalName } } }
       items(runId: $runId) { edges { node { id path } } } }`,
      { runId },
    )
    for (const { node } of principalOutcomes.edges) ids.set(node.principalName, node.id)
    for (const { node } of found.edges) items.set(node.path, node.id)
  })
  afterAll(async () => {
    await server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const triggersOf = async (name: string, first = 10): Promise<Trigger[]> => {
    const all: Trigger[] = []
    let after: string | null = null
    for (let more = true; more;) {
      const { triggers }: { triggers: Page<Trigger> } = await server.graphql(TRIGGERS, {
        id: idOf(name),
        first,
        after,
      })
      all.push(...triggers.edges.map(({ node }) => node))
      more = triggers.pageInfo.hasNextPage
      after = triggers.pageInfo.endCursor
      if (!more) expect(all.length).toBe(triggers.totalCount)
    }
    return all
  }
  const outcomeOf = async (name: string) =>
    (await server.graphql<{ principalOutcome: Record<string, unknown> }>(OUTCOME, { id: idOf(name) }))
      .principalOutcome

  it('give every trigger once, fewest memberships first, with the chain from the item to the principal', async () => {
    const shown = async (name: string, first?: number) =>
      (await triggersOf(name, first)).map(({ item, policy, path }) => `${policy} ${item.path} ${wayOf(path)}`)
    expect(await shown('staff', 1)).toEqual([
      'ACL /content/site authors:ON_CONTENT staff:GROUP',
      'ACL /content/site/secret alice:ON_CONTENT authors:GROUP staff:GROUP',
    ])
    expect(await shown('alice')).toEqual([
      'ACL /content/site/secret alice:ON_CONTENT',
      'ACL /content/site authors:ON_CONTENT alice:MEMBER',
    ])
    expect(await shown('bob')).toEqual(['ACL /content/site authors:ON_CONTENT editors:MEMBER bob:MEMBER'])
    expect(await shown('dan')).toEqual(['CUG /content/site/secret readers:ON_CONTENT dan:MEMBER'])
    expect(await shown('carol')).toEqual([])
    const [own] = await triggersOf('authors')
    expect(own?.entries).toEqual([{ access: 'ALLOW', rights: ['jcr:read', 'crx:replicate'] }])
  })

  it('name the smallest set whose removal deselects a principal, and whom that costs', async () => {
    expect(await outcomeOf('staff')).toMatchObject({
      ...{ outcome: 'MIGRATED', relation: 'ANCESTOR', triggerCount: 2, nearestPath: null },
      smallestCut: {
        ...{ size: 1, proven: true, deselected: 1, grants: [] },
        memberships: [{ member: { name: 'authors' }, group: { name: 'staff' } }],
      },
    })
    expect(await outcomeOf('alice')).toMatchObject({ smallestCut: { size: 2, proven: true } })
    expect(await outcomeOf('bob')).toMatchObject({ smallestCut: { size: 1, proven: true } })
    expect(await outcomeOf('carol')).toMatchObject({ smallestCut: null })
  })

  it('tell by which path one that does not migrate most nearly would have, and what stood in the way', async () => {
    const nearest = async (name: string) => {
      const { reason, nearestPath } = (await outcomeOf(name)) as {
        reason: string
        nearestPath: Trigger & {
          obstacles: { code: string; principal: { name: string } | null }[]
        }
      }
      const { item, path, obstacles } = nearestPath
      const inTheWay = obstacles.map(({ code, principal }) => `${code} ${principal?.name ?? '-'}`)
      return [reason, `${item.path} ${wayOf(path)}`, inTheWay]
    }
    expect(await nearest('carol')).toEqual([
      'NOT_REFERENCED',
      '/content/site authors:ON_CONTENT staff:GROUP carol:MEMBER',
      ['DESCENDANTS_OF_ANCESTORS staff'],
    ])
    expect(await nearest('erin')).toEqual([
      'NOT_REFERENCED',
      '/apps/tool erin:ON_CONTENT',
      ['OUT_OF_SCOPE -'],
    ])
    expect(await nearest('svc')).toEqual(['SYSTEM_USER', '/content/site svc:ON_CONTENT', ['SYSTEM_USER svc']])
  })

  it('tell whom a grant or a membership brings, and whom nothing else would', async () => {
    const shown = (found: {
      totalCount: number
      onlyByThisCount: number
      edges: {
        node: {
          outcome: { principalName: string }
          distance: number
          onlyByThis: boolean
        }
      }[]
    }) => ({
      counts: [found.totalCount, found.onlyByThisCount],
      brought: found.edges.map(
        ({ node }) => `${node.distance} ${node.outcome.principalName}${node.onlyByThis ? ' only' : ''}`,
      ),
    })
    type Brought = Parameters<typeof shown>[0]
    const grant = { item: items.get('/content/site'), principal: idOf('authors') }
    const { broughtByGrant } = await server.graphql<{ broughtByGrant: Brought }>(BY_GRANT, grant)
    const { counts, brought } = shown(broughtByGrant)
    expect(counts).toEqual([5, 2])
    expect(brought[0]).toBe('0 authors')
    expect(brought.slice(1).sort()).toEqual(['1 alice', '1 editors only', '1 staff', '2 bob only'])
    const byMembership = async (member: string, group: string) => {
      const asked = { member: idOf(member), group: idOf(group) }
      const answer = await server.graphql<{ broughtByMembership: Brought }>(BY_MEMBERSHIP, asked)
      return shown(answer.broughtByMembership)
    }
    expect(await byMembership('authors', 'staff')).toMatchObject({ counts: [1, 1] })
    expect(await byMembership('editors', 'authors')).toMatchObject({ counts: [2, 2] })
    await expect(byMembership('dan', 'staff')).rejects.toThrow(/NOT_FOUND/)
  })

  it('list the items of a principal directly and through groups, as many as its row counts', async () => {
    const affected = async (name: string, mode: string) => {
      const paths: string[] = []
      let after: string | null = null
      for (let more = true; more;) {
        const asked: Record<string, unknown> = { id: idOf(name), mode, first: 1, after }
        type Found = Page<{
          path: string
          grants: { policy: string; access: string; rights: string[]; principal: { name: string } }[]
        }>
        const { affectedItems }: { affectedItems: Found } = await server.graphql<{ affectedItems: Found }>(
          AFFECTED,
          asked,
        )
        for (const { node } of affectedItems.edges)
          paths.push(
            `${node.path} ${node.grants.map((one) => `${one.policy} ${one.access} ${one.principal.name} ${one.rights.join(',')}`).join('; ')}`,
          )
        more = affectedItems.pageInfo.hasNextPage
        after = affectedItems.pageInfo.endCursor
        if (!more) expect(affectedItems.totalCount).toBe(paths.length)
      }
      return paths
    }
    const secret = '/content/site/secret ACL ALLOW alice jcr:read'
    expect(await affected('alice', 'DIRECT')).toEqual([secret])
    expect(await affected('alice', 'EFFECTIVE')).toEqual([
      '/content/site ACL ALLOW authors jcr:read,crx:replicate',
      secret,
    ])
    expect(await affected('dan', 'DIRECT')).toEqual([])
    expect(await affected('dan', 'EFFECTIVE')).toEqual(['/content/site/secret CUG ALLOW readers '])
    expect(await outcomeOf('alice')).toMatchObject({ itemsDirect: 1, itemsEffective: 2 })
  })

  it('are the same on the command line, in words and as JSON', async () => {
    const explain = (...args: string[]) => crosswalk('explain', 'principal', runId, ...args, '--data', data)
    const [json, words, carol] = await Promise.all([
      explain('staff', '--json'),
      explain('staff', '--limit', '1'),
      explain('carol'),
    ])
    expect(json?.json()[0]).toMatchObject({
      ...{ principal_name: 'staff', outcome: 'MIGRATED', trigger_count: 2, more_triggers: 0 },
      triggers: [{ item: { path: '/content/site' } }, { item: { path: '/content/site/secret' } }],
      ...{ smallest_cut: { size: 1, deselected: 1 }, nearest_path: null },
    })
    expect(words?.stdout).toContain('  ACL of /content/site: allow jcr:read, crx:replicate\n')
    expect(words?.stdout).toContain('    → staff, a group of it\n  and 1 more (--limit lists more)\n')
    expect(words?.stdout).toContain('  the membership of authors in staff\n')
    expect(carol?.stdout).toMatch(/outcome {6}not migrated, not referenced/)
    expect(carol?.stdout).toMatch(/✗ staff: .*\(decision descendantsOfAncestors of aem-principals\)/)
    expect(carol?.stdout).toMatch(/triggers {5}0\n/)
  })

  it('stand beside the user report and the bulk groups, in which the groups the job names stay local', async () => {
    const { run } = await runJob(groupsOnly, data)
    const rows = (names: string) => `totalCount edges { node { ${names} } }`
    const answer = await server.graphql<Record<string, unknown>>(
      `query ($run: ID!) {
        userReport(runId: $run) { ${rows('principalName groups notes noteGroups')} facets { field values { value count } } }
        bulkGroups(runId: $run) { ${rows('name')} }
        userReportWindow(runId: $run, at: 1, limit: 1, filter: [{ field: GROUPS, op: BETWEEN, values: ["1", "9"] }]) {
          ${rows('principalName')} } }`,
      { run },
    )
    expect(answer).toEqual({
      userReport: {
        totalCount: 3,
        edges: [
          { node: { principalName: 'alice', groups: 'authors', notes: ['NOTE_A'], noteGroups: null } },
          { node: { principalName: 'bob', groups: 'authors', notes: [], noteGroups: null } },
          { node: { principalName: 'dan', groups: null, notes: ['NOTE_C'], noteGroups: 'C: readers' } },
        ],
        facets: [
          {
            field: 'NOTES',
            values: [
              { value: 'NOTE_A', count: 1 },
              { value: 'NOTE_C', count: 1 },
            ],
          },
        ],
      },
      bulkGroups: { totalCount: 1, edges: [{ node: { name: 'authors' } }] },
      userReportWindow: { totalCount: 2, edges: [{ node: { principalName: 'bob' } }] },
    })
  })

  it('stand beside the validation of a report made elsewhere, read in a process of its own', async () => {
    const report = 'id,outcome\nstaff,yes\nalice,no\nbob,yes\n'
    const answer = await fetch(`${server.url}/v1/uploads?kind=report&name=other.csv`, {
      ...{ method: 'POST', body: report },
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/octet-stream' },
    })
    const { id: uploadId } = (await answer.json()) as { id: string }
    const { validation, differingRows } = await server.graphql<Record<string, unknown>>(
      `query ($runId: ID!, $uploadId: ID!) {
        validation(runId: $runId, uploadId: $uploadId) { expected reported counts { difference count } }
        differingRows(runId: $runId, uploadId: $uploadId, differences: [WRONG_OUTCOME]) {
          totalCount edges { node { line principal expected reported } } } }`,
      { runId, uploadId },
    )
    expect(validation).toEqual({
      ...{ expected: 10, reported: 3 },
      counts: [
        ...[
          { difference: 'MISSING', count: 7 },
          { difference: 'UNEXPECTED', count: 0 },
        ],
        ...[
          { difference: 'WRONG_OUTCOME', count: 1 },
          { difference: 'WRONG_REASON', count: 0 },
        ],
      ],
    })
    expect(differingRows).toEqual({
      totalCount: 1,
      edges: [
        { node: { line: 3, principal: 'alice', expected: 'MIGRATED: ON_CONTENT', reported: 'NOT_MIGRATED' } },
      ],
    })
  })
})
