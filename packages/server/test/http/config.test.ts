import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { originsOf, siteUrl } from '../../src/access/site.js'
import { readConfig } from '../../src/config.js'
import { tempFolder } from '../control/temp-folder.js'

describe('configuration', () => {
  it('is loopback and keeps to itself unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 4400, inputRoots: [], publicUrl: null })
  })

  it('names every fault at once, each with its cure', () => {
    const wrong = {
      ...{ CROSSWALK_PORT: '70000', CROSSWALK_HOST: 'a b', CROSSWALK_INPUT_ROOTS: 'relative' },
      ...{
        CROSSWALK_PUBLIC_URL: 'https://x.org/path',
        CROSSWALK_LOG_LEVEL: 'loud',
        CROSSWALK_MEMORY: 'much',
      },
      ...{ CROSSWALK_THREADS: '0', CROSSWALK_DATA: '', CROSSWALK_UPLOAD_LIMIT: '1TB' },
      ...{ CROSSWALK_STATEMENT_SECONDS: '0', CROSSWALK_COST_PER_SECOND: '-1' },
    }
    let message = ''
    try {
      readConfig(wrong)
    } catch (fault) {
      expect(fault).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 })
      message = (fault as Error).message
    }
    for (const name of Object.keys(wrong)) expect(message).toContain(`${name}: Give`)
  })

  it('is read from a file as well, variables first, every fault with its place', async () => {
    const folder = await tempFolder()
    const file = join(folder, 'crosswalk.yaml')
    await writeFile(file, 'port: 5000\nlogLevel: warn\ninputRoots: [/a, /b]\npublicUrl: https://x.org\n')
    const variables = { CROSSWALK_CONFIG: file, CROSSWALK_PORT: '6000' }
    expect(readConfig(variables)).toMatchObject({
      ...{ port: 6000, logLevel: 'warn', inputRoots: ['/a', '/b'], publicUrl: 'https://x.org' },
    })
    await writeFile(file, 'prot: 5000\nport: loud\nhost: { a: 1 }\n')
    expect(() => readConfig({ CROSSWALK_CONFIG: file })).toThrow(
      /says prot, which is not known: the keys are data, host, port,.* gives host no text.*CROSSWALK_PORT: Give/,
    )
    await writeFile(file, 'a: [')
    for (const name of [file, join(folder, 'none.yaml')])
      expect(() => readConfig({ CROSSWALK_CONFIG: name })).toThrow(/cannot be read as YAML/)
  })

  it('knows the names it may be called by', () => {
    expect(originsOf({ host: '0.0.0.0', publicUrl: 'https://x.org' }, 80)).toEqual([
      'http://127.0.0.1',
      'http://localhost',
      'http://[::1]',
      'https://x.org',
    ])
    expect(originsOf({ host: '10.0.0.7', publicUrl: null }, 4400)).toContain('http://10.0.0.7:4400')
    expect(siteUrl({ host: '::', publicUrl: null }, 1)).toBe('http://127.0.0.1:1')
    expect(siteUrl({ host: '::1', publicUrl: null }, 1)).toBe('http://[::1]:1')
  })
})
