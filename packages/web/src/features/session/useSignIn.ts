import { ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { signIn, takeReturn } from '../../app/session.js'

export type SignInState = 'NO_CODE' | 'CHECKING' | 'REFUSED' | 'TOO_MANY' | 'UNREACHABLE'

const codeIn = (hash: string): string => {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return hash.slice(1)
  }
}

/**
 * Takes the code from the address, removes it from there before anything else happens, and exchanges it; also
 * when a link is opened while the page is shown already. On success the reader lands where the sign-in
 * interrupted.
 */
export const useSignIn = () => {
  const route = useRoute()
  const router = useRouter()
  const state = ref<SignInState>('NO_CODE')
  let code = ''

  const check = async (): Promise<void> => {
    state.value = 'CHECKING'
    const outcome = await signIn(code)
    if (outcome === 'OK') await router.replace(takeReturn())
    else state.value = outcome
  }
  watch(
    () => route.hash,
    async (hash) => {
      if (hash.length < 2) return
      code = codeIn(hash)
      state.value = 'CHECKING'
      await router.replace({ name: 'sign-in' })
      await check()
    },
    { immediate: true },
  )
  return { state, check }
}
