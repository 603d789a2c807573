/** Lists by owner: `list[offsets[o] … offsets[o + 1])`, in the order they were put. */
export interface Lists {
  readonly offsets: Int32Array
  readonly list: Int32Array
}

/** @param each calls `put` with every value and its owner; called twice, with the same both times. */
export const listsOf = (
  owners: number,
  each: (put: (owner: number, value: number) => void) => void,
): Lists => {
  const offsets = new Int32Array(owners + 1)
  each((owner) => offsets[owner + 1]!++)
  for (let o = 0; o < owners; o++) offsets[o + 1]! += offsets[o]!
  const next = offsets.slice()
  const list = new Int32Array(offsets[owners]!)
  each((owner, value) => (list[next[owner]!++] = value))
  return { offsets, list }
}
