import { Client, cacheExchange, fetchExchange, mapExchange, type Exchange } from '@urql/core'
import type { InjectionKey } from 'vue'
import { signedOut } from './session.js'

const noticeSignOut = mapExchange({
  onError({ response, graphQLErrors }) {
    const refused = graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')
    if (refused || (response as Response | undefined)?.status === 401) signedOut.value = true
  },
})

/** POST only: names and addresses of people stay out of access logs and the browser's history. */
const clientWith = (...exchanges: Exchange[]): Client =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin' },
    requestPolicy: 'cache-and-network',
    exchanges: [noticeSignOut, ...exchanges, fetchExchange],
  })

export const createClient = (): Client => clientWith(cacheExchange)

/** For windows of long results, which bound what they keep themselves: this client keeps nothing. */
export const createWindowClient = (): Client => clientWith()

export const WINDOWS: InjectionKey<Client> = Symbol('windows')
