import { FilterParser } from 'ldapts'
import { X509Certificate } from 'node:crypto'
import * as z from 'zod'
import { Problem } from '../problem.js'
import { ADOBE, LDAP_SECURITY, STRATEGIES } from './settings.js'
import type { DirectorySettings, SecretName, Secrets } from './settings.js'

/** A configuration as given: text fields, empty or null where left out. */
export interface DirectoryDraft {
  readonly name: string
  readonly umapi?: object | null
  readonly ldap?: object | null
  /** Those that are entered now; the others keep what is saved. */
  readonly secrets?: Readonly<Partial<Record<SecretName, string | null>>> | null
}

const text = (what: string) =>
  z.string().trim().min(1, `${what} is missing.`).max(1000, `${what} is too long.`)
const optional = (what: string) =>
  z
    .string()
    .trim()
    .max(20_000, `${what} is too long.`)
    .transform((value) => (value === '' ? null : value))
    .nullish()
    .transform((value) => value ?? null)

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Credentials travel over TLS, or stay on this computer. */
const webAddress = (what: string, otherwise: string) =>
  optional(what)
    .transform((value) => (value ?? otherwise).replace(/\/+$/, ''))
    .refine((value) => URL.canParse(value) && isSafe(new URL(value)), `${what} must begin with https://.`)
const isSafe = ({ protocol, hostname, username, search, hash }: URL): boolean =>
  (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) &&
  username === '' &&
  search === '' &&
  hash === ''

const whole = (what: string, max: number, otherwise: number) =>
  z
    .number()
    .int(`${what} is a whole number.`)
    .min(1, `${what} is at least 1.`)
    .max(max, `${what} is at most ${max}.`)
    .nullish()
    .transform((value) => value ?? otherwise)

const umapi = z.object({
  kind: z.literal('umapi').default('umapi'),
  orgId: text('The Org ID').regex(
    /^[0-9A-Za-z]{1,64}@AdobeOrg$/,
    'The Org ID has the form xx@AdobeOrg, as in the address of the Admin Console.',
  ),
  clientId: text('The Client ID').regex(
    /^[\x21-\x7e]+$/,
    'The Client ID has letters, digits and signs only.',
  ),
  apiUrl: webAddress('The address of the API', ADOBE.apiUrl),
  tokenUrl: webAddress('The address for tokens', ADOBE.tokenUrl),
  strategy: z
    .enum(STRATEGIES)
    .nullish()
    .transform((value) => value ?? 'auto'),
  requestsPerMinute: whole('The limit a minute', 1_000_000, ADOBE.requestsPerMinute),
})

const filter = (what: string, otherwise: string) =>
  optional(what)
    .transform((value) => value ?? otherwise)
    .refine(isFilter, `${what} is no LDAP filter, such as (objectClass=person).`)
function isFilter(value: string): boolean {
  try {
    FilterParser.parseString(value)
    return true
  } catch {
    return false
  }
}
const USERS =
  '(|(objectClass=inetOrgPerson)(objectClass=posixAccount)(&(objectCategory=person)(objectClass=user)))'
const GROUPS =
  '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))'

const isCertificates = (value: string | null): boolean => {
  try {
    return value === null || new X509Certificate(value).subject !== ''
  } catch {
    return false
  }
}

const ldap = z
  .object({
    kind: z.literal('ldap').default('ldap'),
    url: text('The address').regex(
      /^ldaps?:\/\/[^/\s@?#]+$/,
      'The address has the form ldaps://host or ldap://host:389.',
    ),
    security: z
      .enum(LDAP_SECURITY)
      .nullish()
      .transform((value) => value ?? 'ldaps'),
    certificates: optional('The certificate').refine(
      isCertificates,
      'The certificate is no PEM certificate.',
    ),
    bindDn: optional('The bind DN'),
    baseDn: text('The base DN'),
    userFilter: filter('The filter of users', USERS),
    groupFilter: filter('The filter of groups', GROUPS),
    pageSize: whole('The page size', 10_000, 500),
  })
  .refine(({ url, security }) => url.startsWith('ldaps:') === (security === 'ldaps'), {
    path: ['url'],
    message: 'The address begins with ldaps:// for LDAPS, else with ldap://.',
  })

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u

/**
 * A configuration ready to be tested, its secrets complete: those entered, else those saved. An access token entered
 * takes the place of a client secret, and the other way round.
 *
 * @throws Problem `DIRECTORY_INVALID` with every fault; `where.path` is the first field at fault.
 */
export const validateDraft = (
  draft: DirectoryDraft,
  saved: Secrets,
): { name: string; settings: DirectorySettings; secrets: Secrets } => {
  const name = draft.name.trim()
  const faults: { path: string; message: string }[] = NAME.test(name)
    ? []
    : [
        {
          path: 'name',
          message: 'The name begins with a letter or digit and has at most 100 of them, spaces, . _ -.',
        },
      ]
  if ((draft.umapi == null) === (draft.ldap == null))
    throw invalid([{ path: 'umapi', message: 'Give the settings of one kind of directory.' }])
  const section = draft.umapi == null ? 'ldap' : 'umapi'
  const parsed = draft.umapi == null ? ldap.safeParse(draft.ldap) : umapi.safeParse(draft.umapi)
  if (!parsed.success)
    for (const { path, message } of parsed.error.issues)
      faults.push({ path: [section, ...path].join('.'), message })
  const secrets = section === 'umapi' ? signIn(draft, saved) : passwordOf(draft, saved)
  if (section === 'umapi' && Object.keys(secrets).length === 0)
    faults.push({ path: 'secrets.accessToken', message: 'Enter an Access Token or a client secret.' })
  if (!parsed.success || faults.length > 0) throw invalid(faults)
  return { name, settings: parsed.data, secrets }
}

const entered = (draft: DirectoryDraft, name: SecretName): string | null => {
  const value = draft.secrets?.[name]?.trim() ?? ''
  return value === '' ? null : value
}

const signIn = (draft: DirectoryDraft, saved: Secrets): Secrets => {
  const [accessToken, clientSecret] = [entered(draft, 'accessToken'), entered(draft, 'clientSecret')]
  if (clientSecret !== null) return { clientSecret }
  if (accessToken !== null) return { accessToken }
  const { password: _, ...kept } = saved
  return kept
}

const passwordOf = (draft: DirectoryDraft, saved: Secrets): Secrets => {
  const password = entered(draft, 'password') ?? saved.password
  return password === undefined ? {} : { password }
}

const invalid = (faults: readonly { path: string; message: string }[]): Problem =>
  new Problem('DIRECTORY_INVALID', faults.map(({ message }) => message).join(' '), {
    path: `input.${faults[0]?.path ?? ''}`,
  })
