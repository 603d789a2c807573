import type { Locator, Page } from 'playwright-core'

/** How a person works a page: with a mouse, or with keys alone. */
export interface Hands {
  /** A link, a button or a checkbox. */
  press: (target: Locator) => Promise<void>
  /** One of several radio buttons. */
  pick: (option: Locator) => Promise<void>
  write: (field: Locator, text: string) => Promise<void>
  /** Opens the row of that position in the grid. */
  openRow: (index: number) => Promise<void>
  /** Chooses from the menu of that row. */
  fromMenu: (index: number, item: string) => Promise<void>
}

const rowOf = (page: Page, index: number): Locator => page.locator(`[role=row][data-index="${index}"]`)

/** Rows left in view above the one that is looked for. */
const ABOVE = 3

export const mouse = (page: Page): Hands => {
  const brought = async (index: number): Promise<Locator> => {
    const upper = Math.max(0, index - ABOVE)
    await page.locator('[role=grid]').evaluate((grid, row) => {
      const { height } = grid.querySelector('[data-index]')?.getBoundingClientRect() ?? { height: 0 }
      grid.scrollTop = row * height
    }, upper)
    await page.waitForURL(({ searchParams }) => Number(searchParams.get('at')) === upper)
    return rowOf(page, index)
  }
  return {
    press: (target) => target.click(),
    pick: (option) => option.locator('xpath=ancestor::label').click(),
    write: (field, text) => field.fill(text),
    openRow: async (index) => (await brought(index)).getByRole('gridcell').first().click(),
    fromMenu: async (index, item) => {
      await (await brought(index)).getByRole('button', { name: 'Row menu' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
  }
}

/** More stops than any page of ours has. */
const STOPS = 150

export const keys = (page: Page): Hands => {
  const hasFocus = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)
  const tabTo = async (target: Locator): Promise<void> => {
    await target.waitFor({ state: 'attached' })
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${String(target)}`)
  }
  const goTo = async (index: number): Promise<void> => {
    await tabTo(page.locator('[role=row][tabindex="0"]'))
    const here = Number(await page.locator('[role=row][tabindex="0"]').getAttribute('data-index'))
    const [key, steps] = index < here ? ['ArrowUp', here - index] : ['ArrowDown', index - here]
    for (let step = 0; step < steps; step += 1) await page.keyboard.press(key)
    await tabTo(rowOf(page, index))
  }
  return {
    press: async (target) => {
      await tabTo(target)
      const isBox = await target.evaluate((element) => element.matches('[type=checkbox]'))
      await page.keyboard.press(isBox ? 'Space' : 'Enter')
    },
    pick: async (option) => {
      const name = await option.getAttribute('name')
      const group = page.locator(`[type=radio][name="${name}"]`)
      await tabTo(
        (await group.and(page.locator(':checked')).count())
          ? group.and(page.locator(':checked'))
          : group.first(),
      )
      await page.keyboard.press('Space')
      while (!(await option.isChecked())) await page.keyboard.press('ArrowDown')
    },
    write: async (field, text) => {
      await tabTo(field)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.insertText(text)
    },
    openRow: async (index) => {
      await goTo(index)
      await page.keyboard.press('Enter')
    },
    fromMenu: async (index, item) => {
      await goTo(index)
      await page.keyboard.press('Shift+F10')
      const wanted = page.getByRole('menuitem', { name: item })
      await wanted.waitFor()
      while (!(await hasFocus(wanted))) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    },
  }
}
