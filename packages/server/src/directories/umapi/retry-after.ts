/**
 * Milliseconds that a `Retry-After` header asks to wait from `now` (RFC 9110: seconds, or an HTTP date); null where
 * there is none or it says nothing that can be read. A date that has passed is 0.
 */
export const retryAfter = (header: string | null, now: number): number | null => {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = text === '' ? NaN : Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
