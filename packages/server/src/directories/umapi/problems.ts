import { Problem } from '../../problem.js'

const minutes = (milliseconds: number): string => `${Math.max(1, Math.ceil(milliseconds / 60_000))} minutes`

/** Why the API did not answer, each with what to do. No problem quotes a body: bodies are another system's words. */
export const tokenExpired = (name: string): Problem =>
  new Problem(
    'DIRECTORY_TOKEN_EXPIRED',
    `The access token of the directory ${name} is not valid, or has expired: it lasts 24 hours. Enter a new one in ` +
      'the configuration, test and save it, then start again: what was looked up is kept.',
  )

export const secretRefused = (name: string): Problem =>
  new Problem(
    'DIRECTORY_REFUSED',
    `The sign-in service does not accept the client id and client secret of the directory ${name}. Copy both again ` +
      "from the project's OAuth server-to-server credential.",
  )

export const keyForbidden = (name: string): Problem =>
  new Problem(
    'DIRECTORY_REFUSED',
    `The API key of the directory ${name} is missing or not permitted. Check the client id, and that the project has ` +
      'the User Management API.',
  )

export const badOrganisation = (name: string): Problem =>
  new Problem(
    'DIRECTORY_REFUSED',
    `The API does not know the organisation of the directory ${name}. Check the Org ID: it stands in the address of ` +
      'the Admin Console.',
  )

export const unexpectedStatus = (name: string, status: number): Problem =>
  new Problem(
    'DIRECTORY_REFUSED',
    `The directory ${name} answered with status ${status}. Check its address in the configuration.`,
  )

export const throttled = (name: string, wait: number | null): Problem =>
  new Problem(
    'DIRECTORY_THROTTLED',
    `The directory ${name} asks to wait ${wait === null ? 'before more is asked' : minutes(wait)}. Start again ` +
      'then: what was looked up is kept.',
  )

export const unreachable = (name: string, what: string, cause?: unknown): Problem =>
  new Problem(
    'DIRECTORY_UNREACHABLE',
    `The directory ${name} ${what}. Check the address and the network, then start again: what was looked up is kept.`,
    {},
    { cause },
  )

export const incomplete = (name: string, listed: number, total: number): Problem =>
  new Problem(
    'DIRECTORY_INCOMPLETE',
    `The directory ${name} counts ${total} users and listed only ${listed}. Nothing was taken for missing; start ` +
      'again later to list them anew.',
  )
