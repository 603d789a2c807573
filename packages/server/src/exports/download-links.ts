import { createHmac, timingSafeEqual } from 'node:crypto'

import type { ControlStore } from '../control/control-store.js'

/** How long a link is good for; a download under way goes on. */
export const LINK_LIFETIME = 10 * 60_000

/** What a link is to, and who made it. */
export interface Signed {
  exportId: string
  /** Of a part, or `WHOLE`. */
  file: string
  /** Id of the token or session it was made with. */
  user: string
}

/** The file name that stands for all of an export. */
export const WHOLE = 'all'

/** The file name of an export's manifest. */
export const MANIFEST_FILE = 'manifest.json'

export const downloadPath = (exportId: string, file: string): string =>
  `/api/exports/${exportId}/files/${encodeURIComponent(file)}`

/** Makes and checks signed links: HMAC-SHA-256 over export, part, expiry and user, under a key from the key file. */
export class DownloadLinks {
  constructor(private readonly control: Pick<ControlStore, 'clock' | 'keyFor'>) {}

  /** The link's path and query, and when it ends (ISO 8601). */
  sign(signed: Signed): { path: string; expiresAt: string } {
    const expires = this.control.clock().getTime() + LINK_LIFETIME
    const query = new URLSearchParams({
      expires: String(expires),
      user: signed.user,
      signature: this.#signature(signed, expires),
    })
    return {
      path: `${downloadPath(signed.exportId, signed.file)}?${query.toString()}`,
      expiresAt: new Date(expires).toISOString(),
    }
  }

  /** Whether this very link was made here and is still good. */
  isGood(signed: Signed, expires: number, signature: string): boolean {
    if (!Number.isSafeInteger(expires) || expires <= this.control.clock().getTime()) return false
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.#signature(signed, expires))]
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  #signature({ exportId, file, user }: Signed, expires: number): string {
    return createHmac('sha256', this.control.keyFor('download links'))
      .update(JSON.stringify([exportId, file, expires, user]))
      .digest('base64url')
  }
}
