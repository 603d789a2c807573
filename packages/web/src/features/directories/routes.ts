import type { RouteRecordRaw } from 'vue-router'

const FormPage = () => import('./DirectoryFormPage.vue')

/** The pages of live directories. */
export const directoryRoutes: RouteRecordRaw[] = [
  {
    path: '/directories',
    name: 'directories',
    component: () => import('./DirectoriesPage.vue'),
    meta: { title: 'User mapping' },
  },
  {
    path: '/directories/new',
    name: 'new-directory',
    component: FormPage,
    props: ({ query }) => ({ id: null, name: typeof query.name === 'string' ? query.name : '' }),
  },
  {
    path: '/directories/:id',
    name: 'directory',
    component: FormPage,
    props: ({ params }) => ({ id: String(params.id), name: '' }),
  },
]
