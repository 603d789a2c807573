import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { openDatabase } from '../../src/control/database.js'
import { Token } from '../../src/control/entities/token.js'
import { isNewEnough } from '../../src/control/sqlite-version.js'
import { cleanUp, tempFolder } from './temp-folder.js'

const token = (id: string) => ({ id, hash: id, name: 'n', role: 'viewer' as const, createdAt: '2026' })

const open = async () => {
  const database = await openDatabase(join(await tempFolder(), 'control.sqlite'))
  cleanUp(() => database.close())
  return database
}

describe('control database', () => {
  it('has, after its migrations, exactly the tables of its entities', async () => {
    expect(await (await open()).drift()).toEqual([])
  })

  it('is durable, checked and distrustful on both connections', async () => {
    const database = await open()
    const pragma = async (name: string, side: 'read' | 'write') => {
      const rows = await database[side]((manager) =>
        manager.query<Record<string, unknown>[]>(`PRAGMA ${name}`),
      )
      return Object.values(rows[0] ?? {})[0]
    }
    for (const side of ['read', 'write'] as const) {
      expect(await pragma('journal_mode', side)).toBe('wal')
      expect(await pragma('synchronous', side)).toBe(2)
      expect(await pragma('foreign_keys', side)).toBe(1)
      expect(await pragma('trusted_schema', side)).toBe(0)
      expect(await pragma('busy_timeout', side)).toBe(5000)
    }
  })

  it('keeps concurrent writes apart: a rollback takes its own rows and no others', async () => {
    const database = await open()
    const failing = database.write(async (manager) => {
      await manager.insert(Token, token('lost'))
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error('no')
    })
    const others = Array.from({ length: 20 }, (_, index) =>
      database.write((manager) => manager.insert(Token, token(`kept${index}`))),
    )
    expect(await database.read((manager) => manager.count(Token))).toBe(0)
    await expect(failing).rejects.toThrow('no')
    await Promise.all(others)
    expect(await database.read((manager) => manager.count(Token))).toBe(20)
  })

  it('waits for the writes of another process instead of failing on them', async () => {
    const file = join(await tempFolder(), 'control.sqlite')
    const [one, other] = [await openDatabase(file), await openDatabase(file)]
    cleanUp(async () => void (await Promise.all([one.close(), other.close()])))
    const slow = one.write(async (manager) => {
      const before = await manager.count(Token)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await manager.insert(Token, token(`after ${before}`))
    })
    await Promise.all([slow, other.write((manager) => manager.insert(Token, token('beside')))])
    expect(await one.read((manager) => manager.count(Token))).toBe(2)
  })

  it('refuses a write within a write instead of waiting for ever', async () => {
    const database = await open()
    await expect(
      database.write(() => database.write((manager) => manager.insert(Token, token('x')))),
    ).rejects.toThrow('within a control write')
    await database.write((manager) => manager.insert(Token, token('after')))
  })

  it('cannot write on the reading side', async () => {
    const database = await open()
    await expect(database.read((manager) => manager.insert(Token, token('x')))).rejects.toThrow(
      /readonly|query_only/i,
    )
  })

  it('names a damaged file as such', async () => {
    const file = join(await tempFolder(), 'control.sqlite')
    await writeFile(file, 'this is no database '.repeat(200))
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'CONTROL_BROKEN' })
  })

  it('names a file it cannot open as such', async () => {
    const file = join(await tempFolder(), 'control.sqlite')
    await mkdir(file)
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'NO_PERMISSION' })
  })

  it('knows which SQLite is safe', () => {
    expect(['3.51.3', '3.52.0', '4.0.0'].map(isNewEnough)).toEqual([true, true, true])
    expect(['3.51.2', '3.50.9', '2.99.99'].map(isNewEnough)).toEqual([false, false, false])
  })
})
