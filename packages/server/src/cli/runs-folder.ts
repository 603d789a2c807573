import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../problem.js'
import { dataFolderOf } from './data-folder.js'

const noRun = (): Problem =>
  new Problem('NOT_FOUND', 'The data folder holds no finished run; run a job first.')

/** The folder of finished runs. @throws Problem `NOT_FOUND` */
export const runsFolderOf = (dataOption: string | undefined): string => {
  const folder = join(dataFolderOf(dataOption), 'runs')
  if (!existsSync(folder)) throw noRun()
  return folder
}

/** The run an argument names; `latest` is the newest, for run ids begin with their time. @throws Problem `NOT_FOUND` */
export const runIdOf = (runsFolder: string, argument: string): string => {
  if (argument !== 'latest') return argument
  const newest = readdirSync(runsFolder).sort().at(-1)
  if (newest === undefined) throw noRun()
  return newest
}
