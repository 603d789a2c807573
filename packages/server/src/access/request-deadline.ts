import type { RequestHandler } from 'express'

/** Milliseconds that a sender has for a whole request. */
const LONGEST = 300_000

/** The one route to which files are sent: it watches its sender for silence instead. */
export const UPLOADS_PATH = '/v1/uploads'

/** Cuts off whoever has not sent all of a request in time; the server's own limit allows for the largest file. */
export const requestDeadline =
  (milliseconds = LONGEST): RequestHandler =>
  (request, _response, next) => {
    if (request.path !== UPLOADS_PATH) {
      const cut = setTimeout(() => request.complete || request.destroy(), milliseconds)
      cut.unref()
      request.once('close', () => clearTimeout(cut))
    }
    next()
  }
