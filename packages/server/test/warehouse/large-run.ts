import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { literal, openDuck } from '../../src/warehouse/duck.js'
import { OTHER } from '../../src/warehouse/cubes.js'
import { RUN_ID, writeManifest, writeSortedCopies, writeTable } from './run-folder.js'

const mappings = (count: number) => `
  WITH base AS (
    SELECT range AS row_id, range < ${Math.floor(count * 0.9)} AS is_account, (hash(range) % 1000007)::BIGINT AS h,
      hash(range + 3) % 10 < 8 AS found, 'dep' || (hash(range + 7) % 300) || '.example.com' AS domain
    FROM range(${count}))
  SELECT row_id, if(is_account, 'account', 'group') AS kind, 'S-1-5-21-' || h AS source_id,
    'user' || row_id AS source_username, 'user' || row_id || '@' || domain AS source_name,
    'Given' || (h % 5000) || ' Family' || (h % 90000) AS source_caption,
    if(found, 'D-' || h, NULL) AS destination_id, if(found, 'duser' || row_id, NULL) AS destination_username,
    if(found, 'user' || row_id || '@new.example.com', NULL) AS destination_name,
    if(found, 'Given Family' || row_id, NULL) AS destination_caption, if(found, row_id, NULL) AS dest_row,
    if(found, ['EMAIL', 'ID', 'USERNAME', 'NAME'][1 + h % 4], 'UNRESOLVED') AS resolution,
    if(found, NULL, ['NOT_FOUND', 'NO_EMAIL', 'AMBIGUOUS'][1 + h % 3]) AS reason, h % 16 AS flags, domain,
    h % 100 AS items_direct, h % 1000 AS items_effective,
    lower(concat_ws(chr(10), source_id, source_username, source_name, source_caption, destination_name)) AS search_text
  FROM base`

const cube = (path: string, top: number) => `
  WITH listed AS (SELECT domain FROM ${literal(path)} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${top})
  SELECT kind, resolution, reason, flags,
    CASE WHEN domain IN (FROM listed) THEN domain ELSE '${OTHER}' END AS domain, count(*) AS count
  FROM ${literal(path)} GROUP BY ALL`

/** A data folder with one run of that many mappings, made by SQL; its cube lists the top domains and OTHER. */
export const makeLargeRun = async (count: number, topDomains = 200) => {
  const data = await mkdtemp(join(tmpdir(), 'crosswalk-large-'))
  const folder = join(data, 'runs', RUN_ID)
  await mkdir(folder, { recursive: true })
  const duck = await openDuck({ threads: 2, memoryLimit: '1GB', connections: 1 })
  await writeTable(duck, folder, 'mappings', mappings(count))
  await writeTable(duck, folder, 'mappings.cube', cube(join(folder, 'mappings.parquet'), topDomains))
  await writeSortedCopies(duck, folder)
  await writeManifest(folder)
  duck.close()
  return { runsFolder: join(data, 'runs'), remove: () => rm(data, { recursive: true, force: true }) }
}
