import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** One BER element: its tag and what it holds. */
interface Element {
  readonly tag: number
  readonly value: Buffer
}

const SEARCH_REQUEST = 0x63
const SEARCH_ENTRY = 0x64

/** The first element of some bytes and how many it takes; null where it is not all there. */
const elementOf = (bytes: Buffer): { element: Element; size: number } | null => {
  if (bytes.length < 2) return null
  const first = bytes[1] ?? 0
  const longer = first < 0x80 ? 0 : first & 0x7f
  if (bytes.length < 2 + longer) return null
  const length = longer === 0 ? first : bytes.readUIntBE(2, longer)
  const size = 2 + longer + length
  if (bytes.length < size) return null
  return { element: { tag: bytes[0] ?? 0, value: bytes.subarray(2 + longer, size) }, size }
}
const elementsOf = (bytes: Buffer): Element[] => {
  const read = elementOf(bytes)
  return read === null ? [] : [read.element, ...elementsOf(bytes.subarray(read.size))]
}
const written = ({ tag, value }: Element): Buffer => {
  const head = Buffer.from([tag, 0x84, 0, 0, 0, 0])
  head.writeUInt32BE(value.length, 2)
  return Buffer.concat([head, value])
}
const holding = (tag: number, elements: readonly Element[]): Element => ({
  tag,
  value: Buffer.concat(elements.map(written)),
})
const text = (value: string): Element => ({ tag: 0x04, value: Buffer.from(value) })

/** Hands on whole messages as they come. */
const messages = (socket: Socket, each: (message: Element) => void): void => {
  let bytes = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    for (let read = elementOf(bytes); read !== null; read = elementOf(bytes)) {
      each(read.element)
      bytes = bytes.subarray(read.size)
    }
  })
}

const RANGE = /^member;range=(\d+)-\*$/i

/** A search for a range of members asks the server for all of them; from where on is kept by the message's id. */
const asked = (message: Element, ranges: Map<string, number>): Element => {
  const [id, operation, ...controls] = elementsOf(message.value)
  if (id === undefined || operation?.tag !== SEARCH_REQUEST) return message
  const parts = elementsOf(operation.value)
  const attributes = elementsOf(parts.at(-1)?.value ?? Buffer.alloc(0)).map((attribute) => {
    const from = RANGE.exec(attribute.value.toString())?.[1]
    if (from === undefined) return attribute
    ranges.set(id.value.toString('hex'), Number(from))
    return text('member')
  })
  const search = holding(SEARCH_REQUEST, [...parts.slice(0, -1), holding(0x30, attributes)])
  return holding(message.tag, [id, search, ...controls])
}

/** Members of an entry beyond `most` come as Active Directory gives them: an empty list, and a range beside it. */
const answered = (message: Element, ranges: Map<string, number>, most: number): Element => {
  const [id, operation, ...controls] = elementsOf(message.value)
  if (id === undefined || operation?.tag !== SEARCH_ENTRY) return message
  const [name, list] = elementsOf(operation.value)
  if (name === undefined || list === undefined) return message
  const from = ranges.get(id.value.toString('hex')) ?? 0
  const attributes = elementsOf(list.value).flatMap((attribute) => {
    const [type, set] = elementsOf(attribute.value)
    const members = elementsOf(set?.value ?? Buffer.alloc(0))
    if (type?.value.toString() !== 'member' || (from === 0 && members.length <= most)) return [attribute]
    const some = members.slice(from, from + most)
    const to = from + some.length === members.length ? '*' : String(from + some.length - 1)
    const ranged = [text(`member;range=${from}-${to}`), holding(0x31, some)]
    return [holding(0x30, [type, holding(0x31, [])]), holding(0x30, ranged)]
  })
  const entry = holding(SEARCH_ENTRY, [name, holding(0x30, attributes)])
  return holding(message.tag, [id, entry, ...controls])
}

/** Stands before a plain LDAP server and gives `member` in ranges of `most`, as Active Directory does; its port. */
export const startRangedLdap = async (port: number, most: number): Promise<number> => {
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    const ranges = new Map<string, number>()
    messages(client, (message) => void upstream.write(written(asked(message, ranges))))
    messages(upstream, (message) => void client.write(written(answered(message, ranges, most))))
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on('close', () => other.destroy()).on('error', () => other.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
