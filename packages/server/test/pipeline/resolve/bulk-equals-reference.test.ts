import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rows } from '../../../src/warehouse/duck.js'
import { cases } from './arbitrary.js'
import { byReference, exceptionColumns, inBulk } from './both.js'
import { openDirectory } from './scratch.js'
import type { Scratch } from './scratch.js'

const full = process.env['CROSSWALK_TEST'] === 'full'
const numRuns = full ? 3000 : 150

let one: Scratch
let two: Scratch
beforeAll(async () => {
  one = await openDirectory({ threads: 1 })
  two = await openDirectory({ threads: 2 })
})
afterAll(() => {
  one.close()
  two.close()
})

describe('the bulk resolver', () => {
  it('gives every row what the reference resolver gives it, and the same findings', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => { expect(await inBulk(two, given)).toEqual(byReference(given)) }),
      { numRuns, endOnFailure: false },
    )
  }, 600_000)

  it('gives the same with one thread and with two', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) =>
        expect(await inBulk(one, given)).toEqual(await inBulk(two, given)),
      ),
      { numRuns: full ? 300 : 15 },
    )
  }, 600_000)

  it('leaves the table of exceptions as the run folder has it', async () => {
    const columns = await rows<{ column_name: string }>(one.connection, 'columns', 'DESCRIBE exceptions')
    expect(columns.map(({ column_name }) => column_name)).toEqual(exceptionColumns)
  })
})
