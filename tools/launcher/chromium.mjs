import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const fixed = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const runnable = (file) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The Chromium that browser tests drive: `CHROMIUM` where set, else the first on the PATH; undefined if none. */
export const findChromium = (env = process.env) => {
  if (env.CHROMIUM) return runnable(env.CHROMIUM) ? env.CHROMIUM : undefined
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin'].filter(Boolean)
  return [...folders.flatMap((folder) => names.map((name) => path.join(folder, name))), ...fixed].find(
    runnable,
  )
}

export const howToInstall = `No Chromium was found, so the browser suite cannot run and counts as failed.
  Debian, Ubuntu:  apt-get install chromium
  elsewhere:       install Chromium or Chrome and set CHROMIUM to the path of its program`
