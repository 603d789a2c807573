import { fileURLToPath } from 'node:url'

/** The built web client. */
export const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url))
