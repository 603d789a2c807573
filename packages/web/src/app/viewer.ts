import { computed, shallowRef } from 'vue'
import { graphql, type ResultOf } from './graphql.js'

export const VIEWER = graphql(`
  query Viewer {
    viewer {
      name
      role
    }
  }
`)

export type Viewer = ResultOf<typeof VIEWER>['viewer']

/** Who is signed in; null until known. The shell keeps it current. */
export const viewer = shallowRef<Viewer | null>(null)

/** Whether the reader may export reports. */
export const canExport = computed(() => viewer.value !== null && viewer.value.role !== 'VIEWER')

/** Whether the reader may start, stop and resume runs. The server decides; this only hides what it would refuse. */
export const canOperate = computed(() => viewer.value?.role === 'OPERATOR' || viewer.value?.role === 'ADMIN')
