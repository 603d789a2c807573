import { ulidToUUID, uuidToULID } from 'ulid'

const HEX = /^[0-9a-f]{32}$/

/** The 32 hexadecimal digits of an id's ULID, as REST spells job ids. */
export const hexOfId = (id: string): string =>
  ulidToUUID(id.slice(id.indexOf('_') + 1).toUpperCase())
    .replaceAll('-', '')
    .toLowerCase()

/** A job id from either spelling; text that is neither stays as it is, and names nothing. */
export const jobIdOf = (text: string): string => {
  if (!HEX.test(text)) return text
  const uuid = text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5').toUpperCase()
  return `job_${uuidToULID(uuid).toLowerCase()}`
}
