import type { JobDefinition } from '../../src/inputs/job/job.js'
import { presetOf } from '@crosswalk/core'
import { jobSchema } from '../../src/inputs/job/schema.js'
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

/** A whole job with one input that nobody reads here. */
export const definition = (name: string, instance: string | null = 'author'): JobDefinition => {
  const { permissions: _permissions, ...job } = jobSchema.parse({
    version: 1,
    name,
    source: { platform: 'aem', instance, inputs: [{ format: 'aem-package', path: '/a.zip' }] },
  })
  return { ...job, destination: null, mapping: { preset: presetOf('aem', instance) } }
}

export async function testStore(): Promise<{ store: ControlStore; clock: TestClock; folder: string }> {
  const folder = await tempFolder()
  const clock = new TestClock()
  const store = await openControlStore(folder, clock.read)
  cleanUp(() => store.close())
  return { store, clock, folder }
}
