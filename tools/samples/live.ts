import path from 'node:path'
import { write } from './files.js'

const job = `# The author instance again, its identities looked up in a live directory: npm start -- --live
version: 1
name: fjordwood-live
source:
  platform: aem
  instance: author
  inputs:
    - { format: aem-package, path: ../author/principals.zip }
    - { format: aem-package, path: ../author/content.zip }
destination: { platform: ims, directory: fjordwood-ims }
mapping: { preset: aem-author, on: true }
`

/** The author job over a live directory; the inputs are the author job's own. */
export const writeLiveJob = (folder: string): Promise<string> => write(path.join(folder, 'job.yaml'), job)
