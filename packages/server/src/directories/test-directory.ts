import { LdapConnection } from './ldap/client.js'
import type { DirectoryAccess, LdapSettings, UmapiSettings } from './settings.js'
import { UmapiClient } from './umapi/client.js'

/** What a directory said when it was tested. */
export interface DirectorySays {
  /** Users it counts, technical accounts included; null where it does not count. */
  readonly users: number | null
  /** Users a page; null where it does not say. */
  readonly pageSize: number | null
}

/** Seconds a person waits for a test before it is given up. */
const PATIENCE = 30_000

/** Signs in and reads a first page. @throws Problem `DIRECTORY_…` saying what is wrong and what to do. */
export const testDirectory = async (access: DirectoryAccess, signal: AbortSignal): Promise<DirectorySays> => {
  if (access.settings.kind === 'umapi') return testUmapi(access as DirectoryAccess<UmapiSettings>, signal)
  return testLdap(access as DirectoryAccess<LdapSettings>, signal)
}

const testUmapi = async (
  access: DirectoryAccess<UmapiSettings>,
  signal: AbortSignal,
): Promise<DirectorySays> => {
  const client = new UmapiClient(access, { signal, timeout: PATIENCE, tries: 2 })
  const { total, pages, rows } = await client.users(0)
  return { users: total, pageSize: (pages ?? 1) > 1 ? rows.length : null }
}

const testLdap = async (
  access: DirectoryAccess<LdapSettings>,
  signal: AbortSignal,
): Promise<DirectorySays> => {
  const connection = await LdapConnection.open(access, signal)
  try {
    await connection.pages(access.settings.userFilter).next()
    return { users: null, pageSize: access.settings.pageSize }
  } finally {
    await connection.close()
  }
}
