import { docviewScripts } from './docview-scripts.js'

/** One script of a file. `line` is the file's line it begins on; null where the format hides lines. */
export interface Script {
  text: string
  line: number | null
}

/** Scripts that cannot be taken from their file; the message says why. */
export class ScriptFault extends Error {
  override readonly name = 'ScriptFault'
}

/**
 * The repoinit scripts of a file by its name: those of an OSGi configuration (`.config`, `.cfg.json`, `.xml`), else
 * the file itself.
 * @throws ScriptFault
 */
export const scriptsOf = (name: string, text: string): Script[] => {
  if (/\.config$/i.test(name)) return felixScripts(text)
  if (/\.json$/i.test(name)) return jsonScripts(text)
  if (/\.xml$/i.test(name)) return docviewScripts(text).map((script) => ({ text: script, line: null }))
  return [{ text, line: 1 }]
}

/** Felix' own format: `scripts=["…", "…"]` or `scripts="…"`, with backslash escapes and lines in the text. */
const felixScripts = (text: string): Script[] => {
  const start = /(?:^|\n)\s*scripts\s*=\s*/.exec(text)
  if (start === null) return []
  const scripts: Script[] = []
  let at = start.index + start[0].length
  const isList = /[A-Z]?\[/y
  isList.lastIndex = at
  const listed = isList.test(text)
  if (listed) at = isList.lastIndex
  for (;;) {
    while (at < text.length && /[\s,\\]/.test(text[at] ?? '')) at++
    if (text[at] !== '"') {
      if (listed && text[at] !== ']') throw new ScriptFault('the list of scripts does not end')
      return scripts
    }
    const line = text.slice(0, at).split('\n').length
    let script = ''
    for (at++; text[at] !== '"'; at++) {
      if (at >= text.length) throw new ScriptFault('a script does not end')
      if (text[at] !== '\\') script += text[at] ?? ''
      else script += unescaped(text[++at] ?? '')
    }
    at++
    scripts.push({ text: script, line })
    if (!listed) return scripts
  }
}

const unescaped = (char: string): string => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char

/** Comments are allowed there. */
const jsonScripts = (text: string): Script[] => {
  const bare = text.replace(
    /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g,
    (_found, quoted: string | undefined) => quoted ?? ' ',
  )
  let parsed: unknown
  try {
    parsed = JSON.parse(bare)
  } catch {
    throw new ScriptFault('it is no JSON')
  }
  const entries = Object.entries((parsed as Record<string, unknown> | null) ?? {})
  const [, scripts] = entries.find(([key]) => /^scripts(:|$)/.test(key)) ?? []
  const listed: unknown[] = Array.isArray(scripts) ? scripts : [scripts]
  const texts = listed.filter((one) => typeof one === 'string')
  return texts.length === 0 ? [] : [{ text: texts.join('\n'), line: null }]
}
