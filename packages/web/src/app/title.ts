/** Sets the document's title from its parts, most particular first. */
export const setTitle = (...parts: (string | null | undefined)[]): void => {
  document.title = [...parts.filter(Boolean), 'Crosswalk'].join(' · ')
}
