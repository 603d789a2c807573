import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { openControlStore, type ControlStore } from '../../control/control-store.js'
import type { Directory } from '../../control/entities/directory.js'
import { removeDirectory, saveDraft, testDraft, type Drafted } from '../../directories/configure.js'
import { estimateOf } from '../../directories/estimate.js'
import {
  SECRET_NAMES,
  type LdapSecurity,
  type SecretName,
  type Strategy,
} from '../../directories/settings.js'
import { TestedValues } from '../../directories/tested-values.js'
import { ExitCode, Problem } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { tableLine } from '../report-table.js'
import { writeLine } from '../write-line.js'

const usage =
  'directory <list | save <name> | test <name> | remove <name> | estimate <job>> [--org-id <id> --client-id <id> | --url <url> --base-dn <dn>] [--access-token-file | --client-secret-file | --password-file <path | ->] [--data <folder>] [--json]'

const text = { type: 'string' } as const
const OPTIONS = {
  json: { type: 'boolean', default: false },
  data: text,
  'org-id': text,
  'client-id': text,
  'api-url': text,
  'token-url': text,
  strategy: text,
  'requests-per-minute': text,
  url: text,
  security: text,
  'ca-file': text,
  'bind-dn': text,
  'base-dn': text,
  'user-filter': text,
  'group-filter': text,
  'page-size': text,
  'access-token-file': text,
  'client-secret-file': text,
  'password-file': text,
} as const
type Values = Readonly<Partial<Record<keyof typeof OPTIONS, string | boolean>>>

/** Secrets come from files or standard input (`-`), never from arguments, which other users of a computer can read. */
export const directoryCommand: Command = {
  usage,
  summary:
    'Lists, tests, saves and removes configurations of live directories; says what a job’s look-ups take.',
  async run(args) {
    const { values, positionals } = parseArguments(usage, args, OPTIONS, { min: 1, max: 2 })
    const [what = '', name = ''] = positionals
    const data = dataFolderOf(values.data)
    if (what === 'save') mkdirSync(data, { recursive: true, mode: 0o700 })
    else if (!existsSync(data))
      throw new Problem('NOT_FOUND', 'There is no data folder; run a job first.', { file: data })
    const control = await openControlStore(data)
    try {
      return await act(control, what, name, values)
    } finally {
      await control.close()
    }
  },
}

const act = async (control: ControlStore, what: string, name: string, values: Values): Promise<ExitCode> => {
  const json = values.json === true
  if (what === 'list') {
    for (const directory of await control.directories.list()) await writeLine(lineOf(directory, json))
    return ExitCode.DONE
  }
  if (name === '') throw new Problem('USAGE', `Usage: crosswalk ${usage}`)
  if (what === 'estimate') {
    const job = (await control.jobs.byName(name)) ?? (await control.jobs.get(name))
    await writeLine(JSON.stringify(await estimateOf(control, job.id)))
    return ExitCode.DONE
  }
  const known = await control.directories.byName(name)
  if (what === 'remove') {
    if (known === null) throw new Problem('NOT_FOUND', `There is no directory ${name}.`)
    await removeDirectory(control, known.id)
  } else if (what === 'save' || what === 'test')
    await testAndSave(control, known, name, values, what === 'save')
  else throw new Problem('USAGE', `Usage: crosswalk ${usage}`)
  const deed = { save: 'SAVE_DIRECTORY', test: 'TEST_DIRECTORY', remove: 'REMOVE_DIRECTORY' } as const
  await control.audit.record({ actor: 'command line', action: deed[what], subject: name })
  return ExitCode.DONE
}

const testAndSave = async (
  control: ControlStore,
  known: Directory | null,
  name: string,
  values: Values,
  save: boolean,
): Promise<void> => {
  const tested = new TestedValues(() => Date.now())
  const drafted: Drafted = { id: known?.id ?? null, draft: draftOf(known, name, values) }
  const { users } = await testDraft(control, tested, drafted, new AbortController().signal)
  if (save) await saveDraft(control, tested, drafted)
  const counted = users === null ? '' : ` It counts ${users} users.`
  await writeLine(
    values.json === true
      ? JSON.stringify({ directory: name, tested: true, saved: save, users })
      : `The test of ${name} was passed.${counted}${save ? ' It is saved.' : ''}`,
  )
}

const numberOf = (text: unknown): number | undefined => (typeof text === 'string' ? Number(text) : undefined)

/** What is saved, with what the options say instead. */
const draftOf = (known: Directory | null, name: string, values: Values): Drafted['draft'] => {
  const saved = known?.settings ?? null
  const secrets = Object.fromEntries(
    SECRET_NAMES.map((secret): [SecretName, string | null] => [secret, secretOf(values[FILES[secret]])]),
  )
  const isLdap = values.url !== undefined || saved?.kind === 'ldap'
  const said = (option: keyof Values): string | undefined => values[option] as string | undefined
  const given = isLdap
    ? {
        ...{ url: said('url'), security: said('security') as LdapSecurity | undefined },
        ...{ certificates: fileOf(said('ca-file')), bindDn: said('bind-dn'), baseDn: said('base-dn') },
        ...{ userFilter: said('user-filter'), groupFilter: said('group-filter') },
        pageSize: numberOf(values['page-size']),
      }
    : {
        ...{ orgId: said('org-id'), clientId: said('client-id'), apiUrl: said('api-url') },
        ...{ tokenUrl: said('token-url'), strategy: said('strategy') as Strategy | undefined },
        requestsPerMinute: numberOf(values['requests-per-minute']),
      }
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { name, secrets, [isLdap ? 'ldap' : 'umapi']: { ...saved, ...asked } }
}

const FILES = {
  accessToken: 'access-token-file',
  clientSecret: 'client-secret-file',
  password: 'password-file',
} as const satisfies Record<SecretName, keyof Values>

const fileOf = (path: string | undefined): string | undefined => {
  if (path === undefined) return undefined
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (cause) {
    throw new Problem('INPUT_MISSING', 'The file cannot be read; check its path.', { file: path }, { cause })
  }
}
const secretOf = (path: string | boolean | undefined): string | null =>
  typeof path === 'string' ? (fileOf(path)?.trim() ?? null) : null

const lineOf = ({ name, settings, secretNames, testedAt, users }: Directory, json: boolean): string => {
  const { kind } = settings
  if (json) return JSON.stringify({ name, kind, secrets: secretNames, testedAt, users })
  const of = settings.kind === 'umapi' ? settings.orgId : settings.url
  return tableLine([
    [name, 28],
    [kind, 6],
    [of, 48],
    [testedAt, 24],
  ])
}
