import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Selected, type Closure } from '@crosswalk/core'
import { hashOf } from './ours.js'
import { closureSql } from './recursive-sql.js'
import { hashSql } from './ours.js'
import type { BenchWorld } from './world.js'

export interface PeerTime {
  readonly milliseconds: number
  readonly answer: string
}

const lines = (arrays: readonly (Int32Array | Uint8Array)[]): string =>
  Array.from({ length: arrays[0]?.length ?? 0 }, (_, row) =>
    arrays.map((array) => array[row]).join('\t'),
  ).join('\n')

/** PostgreSQL by `psql` and the usual PG variables; null where there is none. */
export const postgresClosure = ({ graph, sets, items }: BenchWorld): PeerTime | null => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-peers-'))
  try {
    const setOf = Int32Array.from(sets.principal, (_, e) =>
      Math.floor(e / (sets.principal.length / (sets.offsets.length - 1))),
    )
    writeFileSync(join(folder, 'memberships'), lines([graph.member, graph.group]))
    writeFileSync(join(folder, 'items'), lines([items.set, items.inScope]))
    writeFileSync(join(folder, 'entries'), lines([setOf, sets.principal]))
    const script = [
      'CREATE TEMP TABLE memberships (member int, grp int)',
      'CREATE TEMP TABLE items (grants int, in_scope int)',
      'CREATE TEMP TABLE entries (grants int, principal int)',
      ...['memberships', 'items', 'entries'].map((table) => `\\copy ${table} FROM '${join(folder, table)}'`),
      'CREATE INDEX ON memberships (member)',
      'CREATE INDEX ON memberships (grp)',
      'ANALYZE',
      '\\timing on',
      `CREATE TEMP TABLE closure AS ${closureSql(graph.groupStart)}`,
      '\\timing off',
      hashSql('closure')
        .replaceAll('::UBIGINT', '::numeric')
        .replace(/lower\(to_hex\((.*)::numeric\)\)/s, 'to_hex(($1)::bigint)'),
    ].map((line) => (line.startsWith('\\') ? line : `${line.replaceAll('\n', ' ')};`))
    const { stdout, status } = spawnSync('psql', ['-qAtX', '-v', 'ON_ERROR_STOP=1'], {
      input: script.join('\n'),
      encoding: 'utf8',
    })
    const milliseconds = Number(/Time: ([\d.]+) ms/.exec(stdout ?? '')?.[1])
    const answer = (stdout ?? '').trim().split('\n').at(-1) ?? ''
    return status === 0 && !Number.isNaN(milliseconds) ? { milliseconds, answer } : null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Graphology {
  DirectedGraph: new () => {
    addNode(key: string): void
    addDirectedEdge(from: string, to: string): void
    forEachOutNeighbor(key: string, visit: (key: string) => void): void
    forEachInNeighbor(key: string, visit: (key: string) => void): void
  }
}

/** graphology, where it can be resolved from here; null where not. Building the graph counts, as it does with us. */
export const graphologyClosure = (world: BenchWorld, seeds: Int32Array): PeerTime | null => {
  let graphology: Graphology
  try {
    graphology = createRequire(import.meta.url)('graphology') as Graphology
  } catch {
    return null
  }
  const { graph } = world
  const since = performance.now()
  const directed = new graphology.DirectedGraph()
  for (let p = 0; p < graph.count; p++) directed.addNode(String(p))
  for (let e = 0; e < graph.member.length; e++)
    directed.addDirectedEdge(String(graph.member[e]), String(graph.group[e]))
  const bits = new Uint8Array(graph.count)
  const walk = (
    bit: number,
    from: Iterable<number>,
    each: (key: string, visit: (key: string) => void) => void,
  ) => {
    const todo = [...from]
    for (let p = todo.pop(); p !== undefined; p = todo.pop())
      each(String(p), (key) => {
        const next = Number(key)
        if (bits[next]! & bit) return
        bits[next]! |= bit
        todo.push(next)
      })
  }
  for (const seed of seeds) bits[seed]! |= Selected.ON_CONTENT
  walk(Selected.ANCESTOR, seeds, (key, visit) => directed.forEachOutNeighbor(key, visit))
  walk(Selected.DESCENDANT, seeds, (key, visit) => directed.forEachInNeighbor(key, visit))
  const closure: Closure = { bits, up: new Int32Array(), down: new Int32Array() }
  return { milliseconds: performance.now() - since, answer: hashOf(closure) }
}
