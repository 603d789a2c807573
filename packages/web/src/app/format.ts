const whole = new Intl.NumberFormat()
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

/** What stands for an absent value; an empty string is shown as ∅ so that the two differ. */
export const ABSENT = '—'

export const formatNumber = (value: number | null | undefined): string =>
  value == null ? ABSENT : whole.format(value)

/** A share in the reader's locale. A part that is neither nothing nor all never reads as 0 % or 100 %. */
export const formatShare = (part: number, total: number): string => {
  if (total === 0) return percent.format(0)
  const share = part / total
  if (part > 0 && share < 0.001) return `<${percent.format(0.001)}`
  if (part < total && share > 0.999) return `>${percent.format(0.999)}`
  return percent.format(share)
}

const signed = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' })

/** `+3`, `−12`, `0`; nothing where there is nothing to compare with. */
export const formatChange = (change: number | null): string => (change === null ? '' : signed.format(change))

export const formatTime = (iso: string | null | undefined): string =>
  iso == null ? ABSENT : dateTime.format(new Date(iso))

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** "3 hours ago", in the reader's language. */
export const formatAgo = (iso: string | null | undefined, now: number): string => {
  if (iso == null) return ABSENT
  const seconds = Math.round((Date.parse(iso) - now) / 1000)
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const)
  return relative.format(Math.trunc(seconds / size), unit)
}

/** Elapsed time between two instants: `0.8 s`, `42 s`, `3 min 5 s`, `2 h 10 min`. */
export const formatDuration = (
  from: string | null | undefined,
  to: string | number | null | undefined,
): string => {
  if (from == null || to == null) return ABSENT
  const ms = (typeof to === 'number' ? to : Date.parse(to)) - Date.parse(from)
  const seconds = Math.max(0, ms / 1000)
  const rounded = Math.round(seconds)
  if (seconds < 10)
    return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(seconds)} s`
  if (rounded < 60) return `${rounded} s`
  const minutes = Math.floor(rounded / 60)
  if (minutes < 60) return `${minutes} min ${rounded % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export const formatSeconds = (seconds: number): string =>
  formatDuration(new Date(0).toISOString(), seconds * 1000)

/** `120/s`; slower than one a second with a fraction. */
export const formatRate = (rate: number): string =>
  `${new Intl.NumberFormat(undefined, { maximumFractionDigits: rate < 10 ? 1 : 0 }).format(rate)}/s`

/** `1 user`, `2 users`: English plural of the page's own words. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size in decimal units, in the reader's locale: `512 B`, `1.4 MB`. */
export const formatBytes = (bytes: number): string => {
  const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: BYTE_UNITS[step],
    unitDisplay: step === 0 ? 'narrow' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step)
}
