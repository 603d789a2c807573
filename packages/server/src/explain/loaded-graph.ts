import { GraphFormatError, groundOf, indexAffected, type AffectedIndex, type Ground } from '@crosswalk/core'
import { join } from 'node:path'
import { readManifest } from '../pipeline/publish/manifest.js'
import { GRAPH_FILE, readGraphFile, type RunGraph } from '../pipeline/select/graph-file.js'
import { Problem } from '../problem.js'

/** A finished run's graph in memory; what explanations stand on is worked out when first asked for. */
export class LoadedGraph {
  readonly #run: RunGraph
  readonly #folder: string
  #ground: Ground | undefined
  #affected: AffectedIndex | undefined

  /** @throws Problem `ILLEGAL_STATE` */
  constructor(folder: string) {
    this.#folder = folder
    try {
      this.#run = readGraphFile(join(folder, GRAPH_FILE))
    } catch (cause) {
      const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
      if (!missing && !(cause instanceof GraphFormatError)) throw cause
      throw new Problem(
        'ILLEGAL_STATE',
        'The graph of this run is missing, damaged or of another version, so nothing of it can be explained. Run the job again.',
        {},
        { cause },
      )
    }
  }

  get graph(): Ground['graph'] {
    return this.#run.graph
  }
  get itemCount(): number {
    return this.#run.items.set.length
  }
  get ground(): Ground {
    this.#ground ??= groundOf({ ...this.#run, settings: readManifest(this.#folder).job.selection })
    return this.#ground
  }
  get affected(): AffectedIndex {
    const { graph, sets, items, people } = this.#run
    this.#affected ??= indexAffected(graph, sets, items, people)
    return this.#affected
  }

  /** Memory of all arrays held, each buffer once. */
  get bytes(): number {
    const buffers = new Set<ArrayBufferLike>()
    const collect = (value: unknown): void => {
      if (ArrayBuffer.isView(value)) buffers.add(value.buffer)
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
    }
    collect([this.#run, this.#ground, this.#affected])
    return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }
}
