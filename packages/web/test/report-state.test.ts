import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, it } from 'vitest'
import { nextPage } from '../src/features/reports/page-query.js'
import { useReportState, type ReportState } from '../src/features/reports/useReportState.js'

const open = async (address: string) => {
  let state!: ReportState
  const page = defineComponent({
    setup() {
      state = useReportState('mappings')
      return () => null
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: page }] })
  await router.push(address)
  mount(page, { global: { plugins: [router] } })
  return { state, router, query: () => router.currentRoute.value.query }
}

it('reads filter, page and open row from the address, and reports what it does not understand', async () => {
  const { state } = await open('/?f=resolution.in.EMAIL~ID&f=bogus.in.x&size=50&after=c1&at=50&row=map_1')
  expect(state.filter.value.clauses).toEqual([{ field: 'RESOLUTION', op: 'IN', values: ['EMAIL', 'ID'] }])
  expect(state.unknown.value).toEqual(['bogus.in.x'])
  expect(state.page.value).toEqual({ size: 50, after: 'c1', before: null, start: 50 })
  expect(state.rowId.value).toBe('map_1')
})

it('returns to the first page and closes the row when the filter changes, and keeps the page size', async () => {
  const { state, query } = await open('/?f=bogus.in.x&size=50&after=c1&at=50&row=map_1')
  state.setValues('KIND', 'IN', ['GROUP'])
  await flushPromises()
  expect(query()).toEqual({ f: ['kind.in.GROUP', 'bogus.in.x'], size: '50' })
  state.clear()
  await flushPromises()
  expect(query()).toEqual({ f: [], size: '50' })
})

it('gives every page, filter and opened row its place in the history', async () => {
  const { state, router } = await open('/?f=kind.in.account')
  state.go(nextPage(state.page.value, 'c1', 100))
  await flushPromises()
  state.openRow('map_7')
  await flushPromises()
  state.openRow('map_8')
  await flushPromises()
  const address = () => decodeURIComponent(router.currentRoute.value.fullPath)
  expect(address()).toBe('/?f=kind.in.account&after=c1&at=100&row=map_8')
  router.back()
  await flushPromises()
  expect(address()).toBe('/?f=kind.in.account&after=c1&at=100')
  router.back()
  await flushPromises()
  expect(address()).toBe('/?f=kind.in.account')
})
