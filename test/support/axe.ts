import axe from 'axe-core'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

type Axe = typeof axe
declare const window: { axe?: Axe }

/** Brings axe to a document once: doing so takes as long as looking. */
const bringAxe = async (page: Page): Promise<void> => {
  const isThere = await page.evaluate(() => window.axe !== undefined)
  if (!isThere) await page.evaluate(axe.source)
}

/** Our pages have no frames. */
const found = async (page: Page, part: string | undefined, options: RunOptions): Promise<string[]> => {
  await bringAxe(page)
  return page.evaluate(
    async ([context, all]) => {
      const { violations } = await (window.axe as Axe).run(context, all)
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`,
      )
    },
    [part ?? ':root', { ...options, iframes: false, resultTypes: ['violations'] as const }] as [
      string,
      RunOptions,
    ],
  )
}

/** What axe finds against WCAG 2.2 AA on the page, or a part of it, as it is now: rule and places, a line each. */
export const violations = (page: Page, part?: string): Promise<string[]> =>
  found(page, part, { runOnly: WCAG })

/** The same of colours alone: all that another theme changes. */
export const colourViolations = (page: Page, part?: string): Promise<string[]> =>
  found(page, part, { runOnly: { type: 'rule', values: OF_COLOURS } })
