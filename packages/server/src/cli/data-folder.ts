import { resolve } from 'node:path'

/** The data folder a command works on: `--data`, else `CROSSWALK_DATA`, else `./data`. */
export const dataFolderOf = (option: string | undefined): string =>
  resolve(option ?? process.env['CROSSWALK_DATA'] ?? 'data')
