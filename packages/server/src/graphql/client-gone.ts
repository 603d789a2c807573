import type { Response } from 'express'

import { Problem } from '../problem.js'

/** Aborts when the client leaves before its answer is complete. */
export const clientGone = (response: Response): AbortSignal => {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Problem('CLIENT_GONE', 'The client has gone.'))
  })
  return gone.signal
}
