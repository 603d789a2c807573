import { report } from '../measured.js'
import { resolveByBulk } from './bulk.js'
import { resolveByMap } from './map.js'

const [engine = '', folder = ''] = process.argv.slice(2)
await report(() => (engine === 'map' ? resolveByMap(folder) : resolveByBulk(folder, engine === 'plain')))
