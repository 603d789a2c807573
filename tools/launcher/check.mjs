import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { root } from './processes.mjs'
import { StepFailed } from './steps.mjs'
import { runSuites } from './suites.mjs'
import { summaryLine } from './counts.mjs'

const bin = (name, from = root) => path.join(from, 'node_modules', name)
const web = path.join(root, 'packages/web')
const clientTypes = 'packages/web/src/app/graphql-env.d.ts'
const tsc = bin('typescript/bin/tsc')

/** Each check is one program; `needs` names a file without which there is nothing to check. */
const checks = [
  { title: 'Types: core tests', args: [tsc, '--noEmit', '-p', 'packages/core/test'] },
  { title: 'Types: server tests', args: [tsc, '--noEmit', '-p', 'packages/server/test'] },
  { title: 'Types: tests', args: [tsc, '--noEmit', '-p', 'test'] },
  { title: 'Types: web', args: [bin('vue-tsc/bin/vue-tsc.js', web), '--noEmit'], cwd: web },
  {
    title: 'Lint',
    args: [bin('eslint/bin/eslint.js'), '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  },
  {
    title: 'Format',
    args: [bin('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.'],
  },
  { title: 'Unused files, exports and dependencies', args: [bin('knip/bin/knip.js')] },
  {
    title: 'GraphQL schema is the committed one and breaks no client',
    needs: 'packages/server/dist/graphql/print-schema.js',
    args: ['packages/server/dist/graphql/print-schema.js', '--check'],
  },
  {
    title: 'Case folding table is the generated one',
    needs: 'tools/dist/fold-table.js',
    args: ['tools/dist/fold-table.js', '--check'],
  },
  {
    title: 'Client types are the generated ones',
    needs: clientTypes,
    args: [bin('gql.tada/bin/cli.js', web), 'generate-output'],
    cwd: web,
    then: ['git', ['diff', '--exit-code', '--', clientTypes]],
  },
]

const runCheck = async (steps, { title, args, cwd = root, then }) => {
  await steps.command(title, process.execPath, args, { cwd })
  if (then !== undefined) await steps.command(`${title}: unchanged`, ...then)
}

/** Everything that must hold before a change is pushed; goes on after a failure and ends with a table. */
export const check = async (steps) => {
  await install(steps)
  await build(steps)
  for (const one of checks) {
    if (one.needs !== undefined && !existsSync(path.join(root, one.needs))) continue
    try {
      await runCheck(steps, one)
    } catch (error) {
      if (!(error instanceof StepFailed) || error.exitCode === 130) throw error
    }
  }
  const since = performance.now()
  const { code, counts } = await runSuites(steps)
  if (code === 130) return code
  const tests = {
    title: `Tests: ${summaryLine(counts)}`,
    ok: code === 0,
    time: `${((performance.now() - since) / 1000).toFixed(1)} s`,
  }
  const rows = [...steps.results, tests]
  const width = Math.max(...rows.map(({ title }) => title.length))
  steps.out.write('\n')
  for (const { title, ok, time } of rows)
    steps.out.write(`${ok ? '✓' : '✗'} ${title.padEnd(width)}  ${time.padStart(8)}\n`)
  steps.out.write(`\n${summaryLine(counts)}\n`)
  return rows.every(({ ok }) => ok) ? 0 : 1
}
