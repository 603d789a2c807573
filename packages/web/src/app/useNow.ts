import { onScopeDispose, ref, type Ref } from 'vue'

/** The present, renewed every `every` milliseconds: for "3 minutes ago" and elapsed time. */
export const useNow = (every = 10_000): Readonly<Ref<number>> => {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, every)
  onScopeDispose(() => clearInterval(timer))
  return now
}
