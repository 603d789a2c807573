import { Problem } from '../../problem.js'

/** How much a package may hold before it is refused; nested packages count towards the same totals. */
export interface ArchiveLimits {
  /** Files and folders. */
  entries: number
  /** Uncompressed bytes, as declared by the archives. */
  totalBytes: number
  /** Uncompressed ÷ compressed size of one entry above 1 MiB. */
  ratio: number
  /** Packages inside packages: 0 reads the outermost only and refuses any other. */
  depth: number
  /** Bytes of one document-view file. */
  xmlBytes: number
}

export const DEFAULT_ARCHIVE_LIMITS: Readonly<ArchiveLimits> = {
  entries: 20_000_000,
  totalBytes: 512 * 2 ** 30,
  ratio: 250,
  depth: 8,
  xmlBytes: 512 * 2 ** 20,
}

const RATIO_FROM_BYTES = 2 ** 20

/** Keeps account of what one package and the packages in it have used of the limits. */
export class ArchiveBudget {
  readonly limits: ArchiveLimits
  #entries = 0
  #bytes = 0

  constructor(limits: Partial<ArchiveLimits> = {}) {
    this.limits = { ...DEFAULT_ARCHIVE_LIMITS, ...limits }
  }

  /** Counts one entry. Throws `ARCHIVE_TOO_LARGE` naming the entry that breaks a limit. */
  add(file: string, bytes: number, compressed: number | null): void {
    const { entries, totalBytes, ratio } = this.limits
    if (++this.#entries > entries) throw tooLarge(file, `more than ${entries} entries`)
    this.#bytes += bytes
    if (this.#bytes > totalBytes) throw tooLarge(file, `more than ${totalBytes} bytes unpacked`)
    if (compressed !== null && bytes > RATIO_FROM_BYTES && bytes > ratio * Math.max(compressed, 1))
      throw tooLarge(file, `an entry that unpacks to more than ${ratio} times its size`)
  }

  enter(file: string, depth: number): void {
    if (depth > this.limits.depth)
      throw tooLarge(file, `packages nested deeper than ${this.limits.depth} levels`)
  }
}

const tooLarge = (file: string, what: string): Problem =>
  new Problem(
    'ARCHIVE_TOO_LARGE',
    `The package holds ${what}, which is over the limit. If it can be trusted, split it into several packages.`,
    { file },
  )
