import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Problem } from '../../problem.js'
import { isSecretNode, NO_FAULTS, type DocNode, type NodeFault } from './doc-node.js'
import { readProperties } from './docview-properties.js'
import { decodeIso9075, withoutFirstIndex } from './names.js'
import { qualifiedName } from './namespaces.js'

const JCR = 'http://www.jcp.org/jcr/1.0'
/** Deeper than any repository; keeps a hostile file from exhausting the stack. */
const MAX_DEPTH = 1000

/** What a file turned out to hold. `root.name` is empty unless the root element names the node itself. */
export type DocviewResult = { docview: true; root: DocNode } | { docview: false; reason: string }

/**
 * Parses one document view, fed in pieces of text. A document type, a processing instruction or deep nesting is
 * `XML_UNSAFE`, anything not well-formed is `XML_BROKEN`, unless the file is no document view at all.
 */
export class DocviewParser {
  readonly #xml = new SaxesParser<{ xmlns: true }>({ xmlns: true })
  readonly #stack: DocNode[] = []
  /** Of the element's name: saxes tells it after the character that ends the name, which may end the line. */
  #line = 1
  #root: DocNode | null = null
  #unsafe: string | null = null
  /** Elements below a dropped node. */
  #dropped = 0
  /** Set once it is clear that the file is no document view. */
  rejected: string | null = null

  /** `expected`: the name or the beginning of the file says that it is a document view. */
  constructor(
    private readonly file: string,
    private readonly expected: boolean,
  ) {
    this.#xml.on('doctype', () => this.#refuse('a document type declaration'))
    this.#xml.on('processinginstruction', () => this.#refuse('a processing instruction'))
    this.#xml.on('opentagstart', () => (this.#line = this.#xml.line - (this.#xml.column === 0 ? 1 : 0)))
    this.#xml.on('opentag', (tag) => this.#open(tag))
    this.#xml.on('closetag', () => this.#close())
  }

  write(text: string): void {
    if (this.rejected === null) this.#guard(() => this.#xml.write(text))
  }

  end(): DocviewResult {
    if (this.rejected === null) this.#guard(() => this.#xml.close())
    if (this.rejected !== null) return { docview: false, reason: this.rejected }
    if (this.#root === null) return { docview: false, reason: 'it has no root element' }
    return { docview: true, root: this.#root }
  }

  broken(message: string): Problem {
    return new Problem(
      'XML_BROKEN',
      `The file is no well-formed XML: ${message}. Export the package again.`,
      {
        file: this.file,
        line: this.#xml.line,
      },
    )
  }

  #guard(action: () => void): void {
    try {
      action()
    } catch (error) {
      if (error instanceof Problem) throw error
      if (this.rejected !== null) return
      if (this.#unsafe !== null && this.expected) throw this.#unsafeProblem()
      const message = error instanceof Error ? error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '') : ''
      if (this.#root === null && !this.expected) this.rejected = message
      else throw this.broken(message)
    }
  }

  #refuse(what: string): void {
    this.#unsafe = what
    if (this.#root !== null) throw this.#unsafeProblem()
  }

  #unsafeProblem(): Problem {
    return new Problem(
      'XML_UNSAFE',
      `The file has ${this.#unsafe}, which no exported package has. Remove it if the package can be trusted.`,
      { file: this.file, line: this.#xml.line },
    )
  }

  #open(tag: SaxesTagNS): void {
    if (this.rejected !== null) return
    if (this.#root === null && !this.#accept(tag)) return
    if (this.#stack.length + this.#dropped >= MAX_DEPTH) {
      this.#unsafe = `elements nested deeper than ${MAX_DEPTH} levels`
      throw this.#unsafeProblem()
    }
    const isRoot = this.#root === null && tag.uri === JCR && tag.local === 'root'
    const local = decodeIso9075(tag.local)
    const name = isRoot ? '' : withoutFirstIndex(qualifiedName(tag.uri, tag.prefix, local ?? tag.local))
    if (this.#dropped > 0 || isSecretNode(name) || tag.name === 'rep:pwd') {
      this.#dropped++
      return
    }
    const read = readProperties(tag, (prefix) => this.#xml.resolve(prefix))
    const bad: readonly NodeFault[] = local === null ? [{ code: 'BAD_NAME', args: { name } }] : NO_FAULTS
    const node: DocNode = {
      name,
      origin: { file: this.file, line: this.#line },
      properties: read.properties,
      children: [],
      faults: bad.length === 0 ? read.faults : [...bad, ...read.faults],
    }
    this.#stack.at(-1)?.children.push(node)
    this.#root ??= node
    this.#stack.push(node)
  }

  /** A document view has the root element `jcr:root`, or one that carries `jcr:primaryType`. */
  #accept(tag: SaxesTagNS): boolean {
    const isDocview =
      (tag.uri === JCR && tag.local === 'root') ||
      Object.values(tag.attributes).some(({ uri, local }) => uri === JCR && local === 'primaryType')
    if (!isDocview) this.rejected = 'it is no document view'
    else if (this.#unsafe !== null) throw this.#unsafeProblem()
    return isDocview
  }

  #close(): void {
    if (this.#dropped > 0) this.#dropped--
    else this.#stack.pop()
  }
}
