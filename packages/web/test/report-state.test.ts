import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, it } from 'vitest'
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

it('reads the whole view from the address, and reports what it does not understand', async () => {
  const { state } = await open(
    '/?f=resolution.in.EMAIL~ID&f=bogus.in.x&sort=kind&cols=source.300~items&at=50&row=map_1&who=me',
  )
  expect(state.filter.value.clauses).toEqual([{ field: 'RESOLUTION', op: 'IN', values: ['EMAIL', 'ID'] }])
  expect(state.unknown.value).toEqual(['bogus.in.x', 'who'])
  expect(state.address.value).toMatchObject({ sort: 'kind', cols: 'source.300~items', at: 50, row: 'map_1' })
})

it('falls back to the default of what does not fit, and says so', async () => {
  const { state } = await open('/?sort=shoe-size&at=-3')
  expect(state.address.value).toMatchObject({ sort: null, at: 0 })
  expect(state.unknown.value).toEqual(['sort=shoe-size'])
})

it('returns to the first row and closes the open one when the filter changes, and keeps order and columns', async () => {
  const { state, query } = await open('/?f=bogus.in.x&sort=kind&cols=items&at=50&row=map_1')
  state.setValues('KIND', 'IN', ['GROUP'])
  await flushPromises()
  expect(query()).toEqual({ f: ['kind.in.GROUP', 'bogus.in.x'], sort: 'kind', cols: 'items' })
  state.clear()
  await flushPromises()
  expect(query()).toEqual({ sort: 'kind', cols: 'items' })
})

it('gives every filter, order and opened row its place in the history, but no scrolling', async () => {
  const { state, router } = await open('/?f=kind.in.account')
  state.sortBy('resolution')
  await flushPromises()
  state.noteAt(700)
  await flushPromises()
  state.openRow('map_7')
  await flushPromises()
  state.openRow('map_8')
  await flushPromises()
  const address = () => decodeURIComponent(router.currentRoute.value.fullPath)
  expect(address()).toBe('/?f=kind.in.account&sort=resolution&at=700&row=map_8')
  router.back()
  await flushPromises()
  expect(address()).toBe('/?f=kind.in.account&sort=resolution&at=700')
  router.back()
  await flushPromises()
  expect(address()).toBe('/?f=kind.in.account')
})
