import { createHmac, randomBytes } from 'node:crypto'
import { canonicalJson } from '../pipeline/fingerprint.js'
import type { DirectoryAccess } from './settings.js'
import type { DirectorySays } from './test-directory.js'

const MINUTES_15 = 15 * 60_000
const MOST = 1000

/**
 * Which configurations passed a test of late, exactly as given: kept as an HMAC of all their values, so that nothing
 * of a secret stays here. Changing any field makes another value, which has not passed.
 */
export class TestedValues {
  readonly #key = randomBytes(32)
  readonly #passed = new Map<string, { until: number; says: DirectorySays }>()

  constructor(private readonly now: () => number) {}

  passed(access: DirectoryAccess, says: DirectorySays): void {
    this.#passed.set(this.#proof(access), { until: this.now() + MINUTES_15, says })
    for (const proof of this.#passed.keys()) if (this.#passed.size > MOST) this.#passed.delete(proof)
  }

  /** What the directory said in its test; null where these values have not passed one, or too long ago. */
  find(access: DirectoryAccess): DirectorySays | null {
    const found = this.#passed.get(this.#proof(access))
    return found === undefined || found.until < this.now() ? null : found.says
  }

  #proof(access: DirectoryAccess): string {
    return createHmac('sha256', this.#key).update(canonicalJson(access)).digest('base64url')
  }
}
