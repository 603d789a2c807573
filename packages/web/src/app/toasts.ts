import { reactive } from 'vue'

export interface Toast {
  id: number
  tone: 'success' | 'danger'
  text: string
}

let last = 0

/** Messages shown at the page's foot; each leaves after six seconds or when closed. */
export const toasts = reactive<Toast[]>([])

export const dismissToast = (id: number): void => {
  const index = toasts.findIndex((toast) => toast.id === id)
  if (index >= 0) toasts.splice(index, 1)
}

export const showToast = (text: string, tone: Toast['tone'] = 'success'): void => {
  const id = ++last
  toasts.push({ id, tone, text })
  setTimeout(() => dismissToast(id), 6_000)
}
