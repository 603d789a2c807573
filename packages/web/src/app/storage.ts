/** Reader's preferences in this browser. A browser that refuses storage only forgets them. */
export const recall = (key: string): string | null => {
  try {
    return localStorage.getItem(`crosswalk.${key}`)
  } catch {
    return null
  }
}

export const remember = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(`crosswalk.${key}`)
    else localStorage.setItem(`crosswalk.${key}`, value)
  } catch {
    return
  }
}
