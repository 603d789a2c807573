import { acsCommons } from './acs-commons.js'
import { cpconverter } from './cpconverter.js'
import { filevault } from './filevault.js'
import type { ExpectedSet } from './row.js'
import { acTool, assetShare, exadel, valtech } from './small-sets.js'
import { weRetail } from './we-retail.js'
import { wknd } from './wknd.js'

/** Every package of every set in `realdata/aem`; those without principals and policies expect no row. */
export const EXPECTED: readonly ExpectedSet[] = [
  ...[wknd, weRetail, acsCommons, cpconverter, filevault, acTool, valtech, exadel, assetShare],
]
