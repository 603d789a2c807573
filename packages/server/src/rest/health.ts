import { Problem } from '../problem.js'
import type { Route } from './route.js'

/** Settles if a store answers. */
export type Probe = () => Promise<void>

const WAIT = 5000

const within = (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), WAIT)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** `/healthz`: the process lives. `/readyz`: its stores answer. */
export const healthRoutes = (probes: readonly Probe[]): Route[] => [
  {
    method: 'get',
    path: '/healthz',
    access: 'public',
    handle(_request, response) {
      response.json({ status: 'ok' })
    },
  },
  {
    method: 'get',
    path: '/readyz',
    access: 'public',
    async handle(_request, response) {
      try {
        await Promise.all(probes.map((probe) => within(probe())))
      } catch (cause) {
        throw new Problem('NOT_READY', 'A store does not answer. See the service log.', {}, { cause })
      }
      response.json({ status: 'ok' })
    },
  },
]
