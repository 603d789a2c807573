import { onMounted, ref } from 'vue'
import { useRouter } from 'vue-router'
import { signIn, takeReturn } from '../../app/session.js'

export type SignInState = 'NO_CODE' | 'CHECKING' | 'REFUSED' | 'TOO_MANY' | 'UNREACHABLE'

/**
 * Reads the code from the address, removes it from there before anything else happens, and exchanges it.
 * On success the reader lands where the sign-in interrupted.
 */
export const useSignIn = (hash: string) => {
  const router = useRouter()
  const code = decodeURIComponent(hash.replace(/^#/, ''))
  const state = ref<SignInState>(code === '' ? 'NO_CODE' : 'CHECKING')

  const check = async (): Promise<void> => {
    state.value = 'CHECKING'
    const outcome = await signIn(code)
    if (outcome === 'OK') await router.replace(takeReturn())
    else state.value = outcome
  }
  onMounted(() => {
    if (code === '') return
    history.replaceState(history.state, '', '/sign-in')
    void check()
  })
  return { state, check }
}
