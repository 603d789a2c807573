import { Client, cacheExchange, fetchExchange, mapExchange } from '@urql/core'
import { signedOut } from './session.js'

/** POST only: names and addresses of people stay out of access logs and the browser's history. */
export const createClient = (): Client =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin' },
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onError({ response, graphQLErrors }) {
          const refused = graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')
          if (refused || (response as Response | undefined)?.status === 401) signedOut.value = true
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
  })
