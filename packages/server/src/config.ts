import { availableParallelism } from 'node:os'
import { delimiter, isAbsolute, resolve } from 'node:path'

import * as z from 'zod'

import { readConfigFile } from './config-file.js'
import { Problem } from './problem.js'

/** What a server is started with. */
export interface Config {
  /** Absolute path of the data folder. */
  readonly data: string
  /** The address to listen on; loopback unless told otherwise. */
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Absolute folders below which the API may name inputs; none by default. */
  readonly inputRoots: readonly string[]
  /** The most bytes of one upload. */
  readonly uploadLimit: number
  /** The address people use where a proxy stands in front; `https:` makes cookies `Secure`. */
  readonly publicUrl: string | null
  /** Memory of the engine that answers reports, such as `1GB`; runs have their own, from their jobs. */
  readonly memory: string
  /** Threads of that engine. */
  readonly threads: number
  /** Longest time of one statement of that engine, in seconds. */
  readonly statementSeconds: number
  /** What each caller may spend a second, in fields times rows; twenty seconds' worth at once. */
  readonly costPerSecond: number
  /** Days after which an export at rest is deleted; null keeps all. */
  readonly exportDays: number | null
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
export const DEFAULT_PORT = 4400

const number = 'Give a port number from 0 to 65535; 0 takes any free one.'
const amount = /^[1-9]\d{0,6}(MB|GB)$/
const bytesOf = (text: string): number => parseInt(text) * (text.endsWith('GB') ? 2 ** 30 : 2 ** 20)
const isOrigin = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')
}

const Environment = z.object({
  CROSSWALK_DATA: z.string().min(1, 'Give the path of a folder.').default('data'),
  CROSSWALK_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'Give a host name or an IP address, without a port.')
    .default('127.0.0.1'),
  CROSSWALK_PORT: z
    .string()
    .regex(/^\d{1,5}$/, number)
    .transform(Number)
    .refine((port) => port <= 65_535, number)
    .default(DEFAULT_PORT),
  CROSSWALK_INPUT_ROOTS: z
    .string()
    .transform((list) => list.split(delimiter).filter((path) => path !== ''))
    .refine((paths) => paths.every(isAbsolute), `Give absolute paths, separated by "${delimiter}".`)
    .default([]),
  CROSSWALK_UPLOAD_LIMIT: z
    .string()
    .regex(amount, 'Give an amount such as 512MB or 20GB.')
    .transform(bytesOf)
    .default(20 * 2 ** 30),
  CROSSWALK_PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'Give scheme and host alone, such as https://crosswalk.example.org.')
    .transform((text) => new URL(text).origin)
    .nullable()
    .default(null),
  CROSSWALK_MEMORY: z.string().regex(amount, 'Give an amount of memory such as 512MB or 2GB.').default('1GB'),
  CROSSWALK_THREADS: z
    .string()
    .regex(/^[1-9]\d?$/, 'Give a number of threads from 1 to 99.')
    .transform(Number)
    .default(Math.min(4, availableParallelism())),
  CROSSWALK_STATEMENT_SECONDS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'Give a number of seconds from 1 to 9999.')
    .transform(Number)
    .default(30),
  CROSSWALK_COST_PER_SECOND: z
    .string()
    .regex(/^[1-9]\d{2,9}$/, 'Give a cost from 100 to 9999999999.')
    .transform(Number)
    .default(250_000),
  CROSSWALK_EXPORT_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, 'Give a number of days; 0 keeps exports until they are deleted.')
    .transform((days) => (Number(days) === 0 ? null : Number(days)))
    .default(30),
  CROSSWALK_LOG_LEVEL: z.enum(LOG_LEVELS, { error: `Give one of ${LOG_LEVELS.join(', ')}.` }).default('info'),
})

/** The variables, by the names a configuration file gives them: `CROSSWALK_LOG_LEVEL` is `logLevel`. */
export const CONFIG_KEYS: ReadonlyMap<string, string> = new Map(
  Object.keys(Environment.shape).map((variable) => [
    variable
      .replace('CROSSWALK_', '')
      .toLowerCase()
      .replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    variable,
  ]),
)

/**
 * Reads the configuration from the file that `CROSSWALK_CONFIG` names, if any, and from `CROSSWALK_*` variables,
 * which come first. Relative paths are taken from the current folder.
 *
 * @throws Problem `CONFIG_INVALID` naming every fault with its cure.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const file = variables['CROSSWALK_CONFIG']
  const written = file === undefined ? null : readConfigFile(file, CONFIG_KEYS)
  const given = Object.entries(variables).filter(([, value]) => value !== undefined)
  const parsed = Environment.safeParse({ ...written?.variables, ...Object.fromEntries(given) })
  const faults = [
    ...(written?.faults ?? []),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ]
  if (!parsed.success || faults.length > 0)
    throw new Problem('CONFIG_INVALID', `The configuration cannot be used. ${faults.join(' ')}`)
  const values = parsed.data
  return {
    data: resolve(values.CROSSWALK_DATA),
    host: values.CROSSWALK_HOST,
    port: values.CROSSWALK_PORT,
    inputRoots: values.CROSSWALK_INPUT_ROOTS.map((path) => resolve(path)),
    uploadLimit: values.CROSSWALK_UPLOAD_LIMIT,
    publicUrl: values.CROSSWALK_PUBLIC_URL,
    memory: values.CROSSWALK_MEMORY,
    threads: values.CROSSWALK_THREADS,
    statementSeconds: values.CROSSWALK_STATEMENT_SECONDS,
    costPerSecond: values.CROSSWALK_COST_PER_SECOND,
    exportDays: values.CROSSWALK_EXPORT_DAYS,
    logLevel: values.CROSSWALK_LOG_LEVEL,
  }
}
