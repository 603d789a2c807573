/** Platforms, as job files name them, that keep files and no permissions on them. */
export const PLATFORMS_WITHOUT_PERMISSIONS: readonly string[] = [
  'amazon-s3',
  'azure-blob',
  'ftp',
  'ftps',
  'google-cloud-storage',
  's3',
  'sftp',
]

/** Whether a platform has permissions to preserve; one nobody knows is taken to have them. */
export const hasPermissions = (platform: string): boolean =>
  !PLATFORMS_WITHOUT_PERMISSIONS.includes(platform.trim().toLowerCase())
