import type { DocumentNode } from 'graphql'

const MOST = 100

/** Documents that were found valid, so that whoever sends the same text again is not kept waiting for it. */
export class KnownDocuments {
  readonly #documents = new Map<string, DocumentNode>()

  /** @throws whatever `read` throws; then nothing is remembered. */
  get(text: string, read: (text: string) => DocumentNode): DocumentNode {
    const document = this.#documents.get(text) ?? read(text)
    this.#documents.delete(text)
    this.#documents.set(text, document)
    const [oldest] = this.#documents.keys()
    if (this.#documents.size > MOST && oldest !== undefined) this.#documents.delete(oldest)
    return document
  }
}
