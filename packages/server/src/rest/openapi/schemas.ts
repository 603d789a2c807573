import { PRINCIPAL_KINDS, RESOLUTIONS } from '@crosswalk/core'

import { UPLOAD_KINDS } from '../../control/upload-kinds.js'
import { PROBLEMS } from '../../problem.js'

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const optional: Schema = { type: ['string', 'null'] }
const count: Schema = { type: 'integer', minimum: 0 }
const hex: Schema = { type: 'string', pattern: '^[0-9a-f]{32}$' }
const moment: Schema = { type: 'string', format: 'date-time' }
const kind: Schema = { enum: [...PRINCIPAL_KINDS] }
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** An object with exactly these properties; those named in `some` may be absent. */
const exactly = (properties: Readonly<Record<string, Schema>>, some: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !some.includes(name)),
  additionalProperties: false,
})
const listOf = (items: Schema): Schema => ({ type: 'array', items })

const person = (type: Schema): Schema => exactly({ name: optional, email: optional, id: optional, type })
const link = exactly({ href: { type: 'string', format: 'uri' } })
const envelopeOf = (item: Schema, more: Readonly<Record<string, Schema>> = {}): Schema =>
  exactly({ status: { const: 200 }, type: { const: 'item' }, meta: ref('Meta'), item: listOf(item), ...more })

/** The shapes of what REST answers. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Meta: exactly({
    ...{ has_more: { type: 'boolean' }, offset: count, limit: count, total_count: count },
    links: exactly({ next: link, prev: link }, ['next', 'prev']),
  }),
  SecurityMap: exactly(
    {
      ...{ id: hex, source: person(kind) },
      destination: { anyOf: [person(kind), { type: 'null' }] },
      resolution: { enum: RESOLUTIONS.map((resolution) => resolution.toLowerCase()) },
      ...{ permissions: count, message: optional },
    },
    ['id', 'source', 'destination', 'resolution', 'permissions', 'message'],
  ),
  SecurityMapPage: envelopeOf(ref('SecurityMap')),
  Permission: exactly({
    id: hex,
    security_map: exactly({
      id: { anyOf: [hex, { type: 'null' }] },
      source: person({ enum: [...PRINCIPAL_KINDS, null] }),
    }),
    target: exactly({ id: hex, path: text, type: optional }),
    policy: { enum: ['acl', 'cug', 'principal_policy', 'owner', 'created_by', 'modified_by'] },
    rights: optional,
    access: { enum: ['allow', 'deny'] },
    audit_trail: { enum: ['owner', 'created-by', 'modified-by', null] },
  }),
  PermissionPage: envelopeOf(ref('Permission'), { href: { type: 'string', format: 'uri' } }),
  Upload: exactly({
    id: { type: 'string', pattern: '^upl_[0-9a-z]{26}$' },
    kind: { enum: [...UPLOAD_KINDS] },
    name: text,
    bytes: { type: 'integer', minimum: 1 },
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    created_at: moment,
    created_by: text,
    expires_at: { anyOf: [moment, { type: 'null' }] },
  }),
  UploadList: exactly({
    item: listOf(ref('Upload')),
    receiving: listOf(
      exactly({
        ...{ id: text, kind: { enum: [...UPLOAD_KINDS] }, name: text, received: count },
        size: { type: ['integer', 'null'] },
      }),
    ),
  }),
  Problem: exactly({
    code: { enum: [...Object.keys(PROBLEMS), 'INTERNAL'] },
    message: text,
    errors: listOf(exactly({ message: text, extensions: exactly({ code: text }) })),
  }),
}
