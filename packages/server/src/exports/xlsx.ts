import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OPEN_XML = 'http://schemas.openxmlformats.org'
const RELATIONS = `${OPEN_XML}/package/2006/relationships`
const OFFICE = `${OPEN_XML}/officeDocument/2006/relationships`
const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts of a workbook with one sheet, beside the sheet (ECMA-376 part 2). */
const WORKBOOK: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `${XML}<Types xmlns="${OPEN_XML}/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.worksheet+xml"/></Types>`,
  '_rels/.rels':
    `${XML}<Relationships xmlns="${RELATIONS}">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `${XML}<workbook xmlns="${OPEN_XML}/spreadsheetml/2006/main" xmlns:r="${OFFICE}">` +
    '<sheets><sheet name="Report" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    `${XML}<Relationships xmlns="${RELATIONS}">` +
    `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

/** Zip's first day: the same bytes whenever a workbook is made. */
const MTIME = new Date(1980, 0, 1)
const entry = { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true }

/** A workbook around the XML of its only sheet, zipped as it is read. */
export const workbookOf = (sheet: Readable): Readable => {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(WORKBOOK)) zip.addBuffer(Buffer.from(text), name, entry)
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', entry)
  zip.end()
  sheet.on('error', (error) => (zip.outputStream as Readable).destroy(error))
  return zip.outputStream as Readable
}
