import { LoadedGraph } from './loaded-graph.js'

/** The graphs last asked for, within a budget of bytes; the one in use always stays. */
export class GraphCache {
  readonly #graphs = new Map<string, LoadedGraph>()

  constructor(private readonly budget: number) {}

  /** Loads the graph of a run folder unless it is here. @throws Problem `ILLEGAL_STATE` */
  use<T>(folder: string, work: (loaded: LoadedGraph) => T): T {
    const loaded = this.#graphs.get(folder) ?? new LoadedGraph(folder)
    this.#graphs.delete(folder)
    this.#graphs.set(folder, loaded)
    try {
      return work(loaded)
    } finally {
      this.#shrink()
    }
  }

  #shrink(): void {
    let bytes = [...this.#graphs.values()].reduce((sum, loaded) => sum + loaded.bytes, 0)
    for (const [folder, loaded] of this.#graphs) {
      if (bytes <= this.budget || this.#graphs.size === 1) return
      this.#graphs.delete(folder)
      bytes -= loaded.bytes
    }
  }
}
