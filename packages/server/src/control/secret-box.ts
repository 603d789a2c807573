import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { Problem } from '../problem.js'

/** `CROSSWALK_KEY_FILE`, else `secret.key` in the data folder. Keep it apart from backups of the control store. */
export const keyFileOf = (dataFolder: string): string =>
  process.env['CROSSWALK_KEY_FILE'] ?? join(dataFolder, 'secret.key')

const CIPHER = 'aes-256-gcm'
const VERSION = 'v1'

/**
 * Encrypts what the control store must not hold in the clear: AES-256-GCM under a key that lies in a file of its own,
 * made at the first use. What is sealed for one owner does not open for another.
 */
export class SecretBox {
  #key: Buffer | undefined

  constructor(private readonly keyFile: string) {}

  /** @throws Problem `KEY_FILE_UNSAFE` */
  seal(text: string, owner: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv(CIPHER, this.#keyOrNew(), iv).setAAD(Buffer.from(owner))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return [VERSION, iv, cipher.getAuthTag(), sealed]
      .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
      .join('.')
  }

  /** @throws Problem `SECRET_UNREADABLE` where the key is gone or another one, `KEY_FILE_UNSAFE`. */
  open(sealed: string, owner: string): string {
    const [version, iv, tag, body] = sealed.split('.')
    const key = this.#existingKey()
    try {
      if (version !== VERSION || key === null) throw new Error('There is no key for this.')
      const part = (text = ''): Buffer => Buffer.from(text, 'base64url')
      const decipher = createDecipheriv(CIPHER, key, part(iv))
        .setAAD(Buffer.from(owner))
        .setAuthTag(part(tag))
      return Buffer.concat([decipher.update(part(body)), decipher.final()]).toString('utf8')
    } catch (cause) {
      throw new Problem(
        'SECRET_UNREADABLE',
        'The secrets of the directory cannot be decrypted: the key file is gone or another one. Put it back, or enter ' +
          'the secrets again.',
        {},
        { cause },
      )
    }
  }

  /** A key of its own for a purpose, the same as long as the key file is. @throws Problem `KEY_FILE_UNSAFE` */
  keyFor(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#keyOrNew(), '', purpose, 32))
  }

  #keyOrNew(): Buffer {
    const existing = this.#existingKey()
    if (existing !== null) return existing
    mkdirSync(dirname(this.keyFile), { recursive: true })
    writeFileSync(this.keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(this.keyFile, 0o600)
    return this.#existingKey() as Buffer
  }

  #existingKey(): Buffer | null {
    if (this.#key !== undefined) return this.#key
    if (!existsSync(this.keyFile)) return null
    if ((statSync(this.keyFile).mode & 0o077) !== 0) throw unsafe('may be read by other users')
    const key = Buffer.from(readFileSync(this.keyFile, 'utf8').trim(), 'base64')
    if (key.length !== 32) throw unsafe('does not hold a key')
    return (this.#key = key)
  }
}

const unsafe = (what: string): Problem =>
  new Problem(
    'KEY_FILE_UNSAFE',
    `The key file ${what}. Give it to its owner alone (chmod 600), or name another with CROSSWALK_KEY_FILE.`,
  )
