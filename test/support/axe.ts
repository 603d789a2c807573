import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** Our pages have no frames, so that axe need not open a page of its own to join their results. */
const axeOn = (page: Page, part?: string): AxeBuilder => {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  return part === undefined ? axe : axe.include(part)
}
const found = async (axe: AxeBuilder): Promise<string[]> => {
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`)
}

/** What axe finds against WCAG 2.2 AA on the page, or a part of it, as it is now: rule and places, a line each. */
export const violations = (page: Page, part?: string): Promise<string[]> =>
  found(axeOn(page, part).withTags(WCAG))

/** The same of colours alone: all that another theme changes. */
export const colourViolations = (page: Page, part?: string): Promise<string[]> =>
  found(axeOn(page, part).withRules(OF_COLOURS))
