import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { shortcutsOn, useShortcuts } from '../src/app/shortcuts.js'
import { theme } from '../src/app/theme.js'
import Chip from '../src/ui/Chip.vue'
import DataGrid from '../src/ui/DataGrid.vue'
import FacetList from '../src/ui/FacetList.vue'
import Pager from '../src/ui/Pager.vue'
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
  const columns = [{ key: 'name', label: 'Name', track: '1fr' }]
  const props = { label: 'People', columns, total: 700, start: 100, openId: null, refreshing: false }

  it('tells assistive technology where the page lies in the whole', () => {
    const grid = mount(DataGrid, { props: { ...props, rows: [], loading: true } })
    const root = grid.get('[role=grid]')
    expect(root.attributes()).toMatchObject({
      'aria-rowcount': '701',
      'aria-colcount': '1',
      'aria-busy': 'true',
    })
    expect(grid.findAll('.ghost').length).toBe(12)
  })

  it('opens the row of its one tab stop', async () => {
    const rows = [{ id: 'a' }, { id: 'b' }]
    const grid = mount(DataGrid, { props: { ...props, rows, loading: false } })
    await grid.get('[role=grid]').trigger('keydown', { key: 'ArrowDown' })
    await grid.get('[role=grid]').trigger('keydown', { key: 'Enter' })
    expect(grid.emitted('open')).toEqual([[{ id: 'b' }, 1]])
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

it('pages within what there is', () => {
  const pager = mount(Pager, {
    props: {
      noun: 'rows',
      start: 100,
      shown: 50,
      total: 150,
      hasNext: false,
      hasPrevious: true,
      size: 50,
      sizes: [50, 100],
    },
  })
  expect(pager.text()).toContain('101–150 of 150')
  expect(pager.get('[aria-label="Next page"]').attributes()).toHaveProperty('disabled')
  expect(pager.get('[aria-label="Previous page"]').attributes()).not.toHaveProperty('disabled')
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
