import { later } from '../../control/clock.js'
import type { Upload } from '../../control/entities/upload.js'
import { UNREFERENCED_LIFETIME } from '../../control/uploads.js'
import type { Receiving } from '../../uploads/upload-service.js'

/** An upload as REST shows it; `expires_at` is null while a job uses it. */
export const uploadJson = (upload: Upload) => ({
  id: upload.id,
  kind: upload.kind,
  name: upload.name,
  bytes: upload.bytes,
  sha256: upload.sha256,
  created_at: upload.createdAt,
  created_by: upload.createdBy,
  expires_at:
    upload.unreferencedSince === null
      ? null
      : later(new Date(upload.unreferencedSince), UNREFERENCED_LIFETIME),
})

/** One that is under way; `size` is null where the sender did not say. */
export const receivingJson = ({ id, kind, name, received, size }: Receiving) => ({
  ...{ id, kind, name, received, size },
})
