import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, fit for a URL, a header and a cookie. The prefix tells leaked secrets apart. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`

/** What is stored of a secret. The secrets are random, so that no salt and no slow hash is needed. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
