import { openControlStore, type ControlStore } from '../../src/control/control-store.js'
import { cleanUp, tempFolder } from './temp-folder.js'

/** A clock that only moves when told. */
export class TestClock {
  private time = Date.parse('2026-11-21T10:00:00Z')
  readonly read = (): Date => new Date(this.time)
  advance(milliseconds: number): void {
    this.time += milliseconds
  }
}

export const definition = (name: string, instance: string | null = 'author') => ({
  version: 1,
  name,
  source: { platform: 'aem', instance },
})

export async function testStore(): Promise<{ store: ControlStore; clock: TestClock; folder: string }> {
  const folder = await tempFolder()
  const clock = new TestClock()
  const store = await openControlStore(folder, clock.read)
  cleanUp(() => store.close())
  return { store, clock, folder }
}
