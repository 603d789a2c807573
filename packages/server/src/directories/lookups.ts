import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { Problem } from '../problem.js'

/** Of the destination, and of a source. */
export const LOOKUPS_FILE = 'lookups.ndjson'
export const SOURCE_LOOKUPS_FILE = 'source-lookups.ndjson'

/** What the answers of a file belong to; they are of no use to another directory. */
export interface LookupsHeader {
  readonly version: 1
  readonly kind: string
  /** The organisation, or the server and its base. */
  readonly of: string
}

interface Line {
  readonly ask: string
  readonly at: string
  readonly answer: unknown
}

/**
 * `lookups.ndjson`: what a live directory was asked and what it answered, one JSON object a line after a header.
 * An answer counts once it is on disk, and nothing that has an answer is asked again; the torn last line of an
 * interrupted run is dropped.
 */
export class Lookups {
  readonly #answers = new Map<string, unknown>()
  readonly #handle: number

  private constructor(
    path: string,
    private readonly now: () => Date,
  ) {
    this.#handle = openSync(path, 'a', 0o600)
  }

  /** @throws Problem `DIRECTORY_CHANGED` where the file holds the answers of another directory. */
  static open(path: string, header: LookupsHeader, now: () => Date = () => new Date()): Lookups {
    const lines = existsSync(path) ? wholeLines(path) : []
    const lookups = new Lookups(path, now)
    const [first, ...rest] = lines
    if (first === undefined) lookups.#write(header)
    else requireSame(JSON.parse(first) as LookupsHeader, header)
    for (const line of rest) {
      const { ask, answer } = JSON.parse(line) as Line
      lookups.#answers.set(ask, answer)
    }
    return lookups
  }

  /** Answers so far. */
  get size(): number {
    return this.#answers.size
  }

  known(ask: string): boolean {
    return this.#answers.has(ask)
  }

  /** The answer on disk, else the directory's, which is on disk when the promise settles. */
  async answer<A>(ask: string, directory: () => Promise<A>): Promise<A> {
    if (this.#answers.has(ask)) return this.#answers.get(ask) as A
    const answer = await directory()
    this.#write({ ask, at: this.now().toISOString(), answer } satisfies Line)
    this.#answers.set(ask, answer)
    return answer
  }

  close(): void {
    closeSync(this.#handle)
  }

  #write(line: object): void {
    writeSync(this.#handle, `${JSON.stringify(line)}\n`)
    fsyncSync(this.#handle)
  }
}

const wholeLines = (path: string): string[] => {
  const bytes = readFileSync(path)
  const whole = bytes.lastIndexOf(0x0a) + 1
  if (whole < bytes.length) truncateSync(path, whole)
  return bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1)
}

const requireSame = (kept: LookupsHeader, now: LookupsHeader): void => {
  if (kept.kind !== now.kind || kept.of !== now.of)
    throw new Problem(
      'DIRECTORY_CHANGED',
      `The run looked users up in ${kept.of}, and its directory is now ${now.of}. Put the configuration back and ` +
        'resume, or start over.',
    )
}
