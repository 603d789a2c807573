import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { shortcutsOn, useShortcuts } from '../src/app/shortcuts.js'
import { theme } from '../src/app/theme.js'
import Chip from '../src/ui/Chip.vue'
import DataGrid from '../src/ui/grid/DataGrid.vue'
import FacetList from '../src/ui/FacetList.vue'
import SearchField from '../src/ui/SearchField.vue'
import Value from '../src/ui/Value.vue'

describe('facet', () => {
  const options = [
    { value: 'EMAIL', label: 'Email', count: 4 },
    { value: 'ID', label: 'ID', count: 0 },
    { value: 'NAME', label: 'Name', count: null },
  ]

  it('adds and removes values in the order of the facet', async () => {
    const facet = mount(FacetList, { props: { label: 'Resolution', options, selected: ['NAME'] } })
    await facet.find('input[id$="EMAIL"]').setValue(true)
    await facet.find('input[id$="NAME"]').setValue(false)
    expect(facet.emitted('change')).toEqual([[['EMAIL', 'NAME']], [[]]])
  })

  it('shows a zero but no unknown count', () => {
    const facet = mount(FacetList, { props: { label: 'Resolution', options, selected: [] } })
    expect(facet.findAll('label').map((label) => label.text())).toEqual(['Email4', 'ID0', 'Name'])
  })
})

describe('grid', () => {
  const columns = [
    { key: 'name', label: 'Name', width: 80, chosen: null, text: () => null },
    { key: 'kind', label: 'Kind', width: 80, chosen: null, sort: 'kind', text: () => null },
  ]
  const people = ['a', 'b', 'c'].map((id) => ({ id }))
  const props = {
    label: 'People',
    columns,
    rowAt: (index: number) => people[index],
    total: 3,
    at: 0,
    sort: 'kind',
    openId: null,
    refreshing: false,
  }

  it('tells assistive technology how long the whole is, and its order', () => {
    const grid = mount(DataGrid, { props: { ...props, total: 700 } })
    expect(grid.get('[role=grid]').attributes()).toMatchObject({
      'aria-rowcount': '701',
      'aria-colcount': '3',
      'aria-busy': 'false',
    })
    expect(grid.findAll('[role=columnheader]').map((cell) => cell.attributes('aria-sort'))).toEqual([
      undefined,
      'ascending',
      undefined,
    ])
  })

  it('does not know how long it is before the first answer', () => {
    const grid = mount(DataGrid, { props: { ...props, total: null, rowAt: () => undefined } })
    expect(grid.get('[role=grid]').attributes()).toMatchObject({ 'aria-rowcount': '-1', 'aria-busy': 'true' })
  })

  it('opens the row of its one tab stop, and copies the span that Shift marks', async () => {
    const grid = mount(DataGrid, { props, attachTo: document.body })
    const row = (index: number) => grid.get(`[data-index="${index}"]`)
    await row(0).trigger('keydown', { key: 'ArrowDown' })
    await row(1).trigger('keydown', { key: 'Enter' })
    expect(grid.emitted('open')).toEqual([[1]])
    await row(1).trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    await row(2).trigger('keydown', { key: 'c', ctrlKey: true })
    expect(grid.emitted('copy')).toEqual([[1, 2]])
    expect(grid.findAll('[aria-selected=true]')).toHaveLength(2)
    grid.unmount()
  })
})

describe('search field', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('waits until typing settles and sends trimmed text once', async () => {
    const field = mount(SearchField, { props: { label: 'Search', value: '' } })
    await field.get('input').setValue('smi')
    await field.get('input').setValue('smith ')
    expect(field.emitted('search')).toBeUndefined()
    vi.advanceTimersByTime(300)
    expect(field.emitted('search')).toEqual([['smith']])
  })
})

it('shows absent and empty differently', () => {
  expect(mount(Value, { props: { value: null } }).text()).toContain('—')
  expect(mount(Value, { props: { value: '' } }).text()).toBe('(empty)')
  expect(
    mount(Value, { props: { value: 'محمد' } })
      .get('bdi')
      .attributes('dir'),
  ).toBe('auto')
})

it('names the filter that a chip removes', async () => {
  const chip = mount(Chip, { props: { field: 'Resolution', text: 'Email' } })
  const button = chip.get('button')
  expect(button.attributes('aria-label')).toBe('Remove filter Resolution: Email')
  await button.trigger('click')
  expect(chip.emitted('remove')).toHaveLength(1)
})

describe('shortcuts', () => {
  const host = (act: () => void) =>
    mount(
      defineComponent({
        setup() {
          useShortcuts({ x: act })
        },
        template: '<input type="text" />',
      }),
      { attachTo: document.body },
    )
  const press = (target: EventTarget): boolean =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true, cancelable: true }))

  it('leave typing alone, can be switched off, and end with their page', async () => {
    const act = vi.fn()
    const page = host(act)
    press(page.get('input').element)
    expect(act).not.toHaveBeenCalled()
    press(document.body)
    expect(act).toHaveBeenCalledTimes(1)
    shortcutsOn.value = false
    await nextTick()
    press(document.body)
    shortcutsOn.value = true
    page.unmount()
    press(document.body)
    expect(act).toHaveBeenCalledTimes(1)
  })
})

it('follows the device unless the reader chose a theme', () => {
  expect(theme.value).toBe('system')
})
