import { onTestFinished } from 'vitest'
import {
  startStandIn,
  type StandIn,
  type StandInOptions,
} from '../../../../../tools/umapi-stand-in/stand-in.js'
import type { DirectoryAccess, UmapiSettings } from '../../../src/directories/settings.js'
import { UmapiClient, type ClientOptions } from '../../../src/directories/umapi/client.js'
import type { Waiting } from '../../../src/directories/waiting.js'

export interface Organisation {
  readonly standIn: StandIn
  readonly access: DirectoryAccess<UmapiSettings>
  /** Milliseconds of each wait, in order. Waiting makes the stand-in's clock go on, and takes no time. */
  readonly waits: number[]
  client: (options?: Partial<ClientOptions>) => UmapiClient
}

/** A stand-in on a free port for one test, and how to ask it. */
export const organisation = async (
  options: StandInOptions = {},
  settings: Partial<UmapiSettings> = {},
): Promise<Organisation> => {
  const standIn = await startStandIn(options)
  onTestFinished(() => standIn.close())
  const waits: number[] = []
  const waiting: Waiting = {
    now: () => standIn.clock.now(),
    async sleep(milliseconds) {
      waits.push(milliseconds)
      standIn.clock.advance(milliseconds)
    },
    random: () => 0.5,
  }
  const { orgId, clientId, apiUrl, tokenUrl } = standIn
  const access: DirectoryAccess<UmapiSettings> = {
    name: 'company',
    settings: {
      ...{ kind: 'umapi', orgId, clientId, apiUrl, tokenUrl, strategy: 'auto', requestsPerMinute: 25 },
      ...settings,
    },
    secrets: { accessToken: standIn.tokens.issue() },
  }
  return {
    ...{ standIn, access, waits },
    client: (more = {}) =>
      new UmapiClient(access, { signal: new AbortController().signal, waiting, ...more }),
  }
}
