/** What an upload is for; the place that uses it must be of its kind. */
export const UPLOAD_KINDS = ['package', 'directory', 'permissions', 'exceptions', 'paths', 'report'] as const
export type UploadKind = (typeof UPLOAD_KINDS)[number]
