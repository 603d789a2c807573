import { parseDocviewValue } from '../aem/docview-value.js'

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (found, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? found
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : found
    },
  )

/** The values of the attribute `scripts` of an OSGi configuration node in a document view. */
export const docviewScripts = (xml: string): string[] => {
  const [, double, single] = /\sscripts\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(xml) ?? []
  const written = double ?? single
  return written === undefined ? [] : [...parseDocviewValue(unescapeXml(written)).values]
}
