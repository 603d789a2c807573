import {
  InvalidCredentialsError,
  InappropriateAuthError,
  NoSuchObjectError,
  SizeLimitExceededError,
} from 'ldapts'
import { Problem } from '../../problem.js'
import { unreachable } from '../umapi/problems.js'

const CERTIFICATE = /certificate|CERT_|self[- ]signed|altname/i

/** What an LDAP server refused, as a problem with a cure. */
export const ldapProblem = (name: string, cause: unknown): Problem => {
  if (cause instanceof Problem) return cause
  const options = { cause }
  if (cause instanceof InvalidCredentialsError || cause instanceof InappropriateAuthError)
    return new Problem(
      'DIRECTORY_REFUSED',
      `The directory ${name} does not accept the bind DN and password. Correct them in the configuration.`,
      {},
      options,
    )
  if (cause instanceof NoSuchObjectError)
    return new Problem(
      'DIRECTORY_REFUSED',
      `The base DN of the directory ${name} does not exist, or may not be read by the bind DN.`,
      {},
      options,
    )
  if (cause instanceof SizeLimitExceededError)
    return new Problem(
      'DIRECTORY_INCOMPLETE',
      `The directory ${name} ended a search at its size limit. Lower the page size, or have the limit of the bind DN ` +
        'raised; nothing was taken for missing.',
      {},
      options,
    )
  if (
    cause instanceof Error &&
    CERTIFICATE.test(`${cause.message} ${'code' in cause ? String(cause.code) : ''}`)
  )
    return new Problem(
      'DIRECTORY_UNREACHABLE',
      `The certificate of the directory ${name} is not trusted. Give the certificate of its authority in the ` +
        'configuration, and the host name that it was made for.',
      {},
      options,
    )
  return unreachable(name, 'does not answer, or answers nothing that can be read', cause)
}
