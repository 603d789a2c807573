import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** One answered request: what was asked, without any credential. */
export interface JournalLine {
  readonly kind: 'users' | 'groups' | 'action' | 'user' | 'token'
  /** The page or the user string. */
  readonly what: string
  readonly status: number
}

/** What was answered, in order; kept in a file where one is named, so that it outlives the stand-in's process. */
export class StandInJournal {
  readonly lines: JournalLine[]

  constructor(private readonly file: string | null) {
    this.lines = file !== null && existsSync(file) ? readJournal(file) : []
  }

  note(line: JournalLine): void {
    this.lines.push(line)
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(line)}\n`)
  }

  /** User strings that were looked up and answered 200 or 404, in order, repetitions included. */
  get lookedUp(): string[] {
    return this.lines
      .filter(({ kind, status }) => kind === 'user' && (status === 200 || status === 404))
      .map(({ what }) => what)
  }
}

export const readJournal = (file: string): JournalLine[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as JournalLine)
