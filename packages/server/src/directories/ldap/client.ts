import { Client, type Entry, type SearchResult } from 'ldapts'
import { rootCertificates, type ConnectionOptions } from 'node:tls'
import type { DirectoryAccess, LdapSettings } from '../settings.js'
import { ATTRIBUTES, BINARY, entryOf, textsOf, type LdapEntry } from './entry.js'
import { ldapProblem } from './problems.js'

const TIMEOUT = 60_000
const CONNECT_TIMEOUT = 15_000
const RANGE = /^member;range=\d+-(\d+|\*)$/i

/** One signed-in connection to an LDAP server. Every call throws Problem `DIRECTORY_…`. */
export class LdapConnection {
  readonly #client: Client

  private constructor(
    private readonly access: DirectoryAccess<LdapSettings>,
    private readonly signal: AbortSignal,
    tls: ConnectionOptions,
  ) {
    const { url, security } = access.settings
    const secure = security === 'ldaps' ? { tlsOptions: tls } : {}
    this.#client = new Client({ url, timeout: TIMEOUT, connectTimeout: CONNECT_TIMEOUT, ...secure })
  }

  /** Connects, makes the connection private as configured, and signs in. Close it afterwards. */
  static async open(access: DirectoryAccess<LdapSettings>, signal: AbortSignal): Promise<LdapConnection> {
    const { security, bindDn, certificates } = access.settings
    const tls = certificates === null ? {} : { ca: [...rootCertificates, certificates] }
    const connection = new LdapConnection(access, signal, tls)
    const leave = (): void => void connection.close()
    signal.addEventListener('abort', leave, { once: true })
    try {
      await connection.#guard(async () => {
        if (security === 'starttls') await connection.#client.startTLS(tls)
        if (bindDn !== null) await connection.#client.bind(bindDn, access.secrets.password ?? '')
      })
      return connection
    } catch (fault) {
      await connection.close()
      throw fault
    }
  }

  /** Entries that a filter fits below the base, a page at a time. */
  async *pages(filter: string): AsyncGenerator<readonly LdapEntry[]> {
    const { baseDn, pageSize } = this.access.settings
    const pages = this.#client.searchPaginated(baseDn, {
      ...{ scope: 'sub', filter, paged: { pageSize } },
      ...{ attributes: ATTRIBUTES, explicitBufferAttributes: BINARY },
    })
    for (;;) {
      const page: IteratorResult<SearchResult, void> = await this.#guard(() => pages.next())
      if (page.done === true) return
      const entries: LdapEntry[] = []
      for (const entry of page.value.searchEntries) entries.push(entryOf(entry, await this.#members(entry)))
      yield entries
    }
  }

  async close(): Promise<void> {
    await this.#client.unbind().catch(() => undefined)
  }

  /** Members of a group: AD gives those of a large one in ranges, each asked for by itself. */
  async #members(entry: Entry): Promise<string[]> {
    const members = textsOf(entry, 'member')
    let part: Entry | undefined = entry
    while (part !== undefined) {
      const range: string | undefined = Object.keys(part).find((name) => RANGE.test(name))
      if (range === undefined) return members
      members.push(...textsOf(part, range))
      const last: string = RANGE.exec(range)?.[1] ?? '*'
      part = last === '*' ? undefined : await this.#range(entry.dn, Number(last) + 1)
    }
    return members
  }

  async #range(dn: string, from: number): Promise<Entry | undefined> {
    const attributes = [`member;range=${from}-*`]
    const { searchEntries } = await this.#guard(() => this.#client.search(dn, { scope: 'base', attributes }))
    return searchEntries[0]
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      this.signal.throwIfAborted()
      throw ldapProblem(this.access.name, cause)
    }
  }
}
