import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

/** The files of a zip archive and of archives in it, by a few lines that share nothing with the reader. */
export function* zipFiles(bytes: Buffer, label: string): Generator<{ name: string; text: string }> {
  let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  while (at >= 0 && bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const header = bytes.readUInt32LE(at + 42)
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const data = bytes.subarray(start, start + packed)
    const content = method === 8 ? inflateRawSync(data) : data
    yield { name: `${label}!${name}`, text: content.toString('utf8') }
    if (name.endsWith('.zip')) yield* zipFiles(content, `${label}!${name}`)
    at += 46 + nameLength + extra + comment
  }
}

/** Every file of a path and what is in it, archives opened. */
export function* textsOf(path: string): Generator<{ name: string; text: string }> {
  const bytes = readFileSync(path)
  if (path.endsWith('.zip')) yield* zipFiles(bytes, path)
  else yield { name: path, text: bytes.toString('utf8') }
}
