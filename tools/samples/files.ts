import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes a file and the folders above it; resolves to its path. */
export const write = async (file: string, text: string | Uint8Array): Promise<string> => {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text)
  return file
}
