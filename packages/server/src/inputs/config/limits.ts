import { Problem } from '../../problem.js'

export interface ConfigLimits {
  /** Bytes of one file. */
  fileBytes: number
  files: number
  /** Values of all files, each alias counted as all it stands for. */
  nodes: number
  depth: number
  /** Rounds of all loops. */
  rounds: number
  /** Characters of one value once its expressions are filled in. */
  text: number
}

export const CONFIG_LIMITS: ConfigLimits = {
  ...{ fileBytes: 16 << 20, files: 10_000, nodes: 500_000, depth: 64, rounds: 100_000, text: 1 << 16 },
}

/** What the files of one input may still take. Every method throws `CONFIG_UNSAFE`. */
export class ConfigBudget {
  readonly limits: ConfigLimits
  #nodes = 0
  #rounds = 0
  #files = 0

  constructor(
    private readonly label: string,
    limits: Partial<ConfigLimits> = {},
  ) {
    this.limits = { ...CONFIG_LIMITS, ...limits }
  }

  file(bytes: number): void {
    if (++this.#files > this.limits.files) this.#refuse(`more than ${this.limits.files} files`)
    if (bytes > this.limits.fileBytes) this.#refuse(`a file of more than ${this.limits.fileBytes >> 20} MB`)
  }
  node(depth: number, count = 1): void {
    if ((this.#nodes += count) > this.limits.nodes) this.#refuse(`more than ${this.limits.nodes} values`)
    if (depth > this.limits.depth) this.#refuse(`values nested more than ${this.limits.depth} deep`)
  }
  round(): void {
    if (++this.#rounds > this.limits.rounds) this.#refuse(`more than ${this.limits.rounds} rounds of loops`)
  }
  text(length: number): void {
    if (length > this.limits.text) this.#refuse(`a value of more than ${this.limits.text} characters`)
  }

  #refuse(what: string): never {
    throw new Problem(
      'CONFIG_UNSAFE',
      `The configuration has ${what}, which no real one has. Do not use it, or split it.`,
      { file: this.label },
    )
  }
}
