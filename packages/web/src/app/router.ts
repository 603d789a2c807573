import { createRouter, createWebHistory, type Router } from 'vue-router'
import JobsPage from '../features/jobs/JobsPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** The page fills the window and scrolls inside. */
    fill?: boolean
  }
}

const JobEditorPage = () => import('../features/jobs/editor/JobEditorPage.vue')
const RunPage = () => import('../features/runs/RunPage.vue')

export const createAppRouter = (): Router =>
  createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', name: 'jobs', component: JobsPage, meta: { title: 'Jobs' } },
      {
        path: '/jobs/new',
        name: 'new-job',
        component: JobEditorPage,
        props: { id: null },
        meta: { title: 'New job' },
      },
      {
        path: '/jobs/:job/edit',
        name: 'edit-job',
        component: JobEditorPage,
        props: (route) => ({ id: String(route.params.job) }),
        meta: { title: 'Edit job' },
      },
      { path: '/sign-in', name: 'sign-in', component: () => import('../features/session/SignInPage.vue') },
      {
        path: '/runs/:run',
        component: RunPage,
        props: (route) => ({ id: String(route.params.run) }),
        children: [
          {
            path: '',
            name: 'run',
            component: () => import('../features/runs/RunOverview.vue'),
            meta: { title: 'Overview' },
          },
          {
            path: 'mappings',
            name: 'mappings',
            component: () => import('../features/mappings/MappingsPage.vue'),
            meta: { title: 'User mappings', fill: true },
          },
          {
            path: 'principals',
            name: 'principals',
            component: () => import('../features/principals/PrincipalsPage.vue'),
            meta: { title: 'Principal migration', fill: true },
          },
        ],
      },
      { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })
