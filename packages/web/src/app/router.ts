import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { directoryRoutes } from '../features/directories/routes.js'
import JobsPage from '../features/jobs/JobsPage.vue'
import { FAMILIES, REPORT_TABS } from '../features/reports/tabs.js'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** The page fills the window and scrolls inside. */
    fill?: boolean
    /** The page has something to show of a run in any state, not of a finished one alone. */
    anyState?: boolean
  }
}

const JobEditorPage = () => import('../features/jobs/editor/JobEditorPage.vue')
const RunPage = () => import('../features/runs/RunPage.vue')

const REPORT_PAGES = {
  mappings: () => import('../features/mappings/MappingsPage.vue'),
  principals: () => import('../features/principals/PrincipalsPage.vue'),
  items: () => import('../features/items/ItemsPage.vue'),
  findings: () => import('../features/findings/FindingsPage.vue'),
  quality: () => import('../features/quality/QualityPage.vue'),
}

/** Every report once under a run, and once over all jobs. */
const reportRoutes = (prefix: string): RouteRecordRaw[] =>
  REPORT_TABS.map(([name, title]) => ({
    path: name,
    name: `${prefix}${name}`,
    component: REPORT_PAGES[name],
    meta: { title, fill: true },
  }))

const RUN_REPORT_PAGES = {
  groups: () => import('../features/reconciliation/GroupsPage.vue'),
  'group-members': () => import('../features/reconciliation/MembersPage.vue'),
  'user-report': () => import('../features/user-report/UserReportPage.vue'),
  'bulk-groups': () => import('../features/user-report/BulkGroupsPage.vue'),
  'bulk-users': () => import('../features/user-report/BulkUsersPage.vue'),
}

/** Reports of single runs that not every run has. */
const familyRoutes: RouteRecordRaw[] = FAMILIES.flatMap(({ views }) =>
  views.map(({ name, path, label }) => ({
    path,
    name,
    component: RUN_REPORT_PAGES[name],
    meta: { title: label, fill: true },
  })),
)

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
      ...directoryRoutes,
      {
        path: '/exports',
        name: 'exports',
        component: () => import('../features/exports/ExportsPage.vue'),
        meta: { title: 'Exports' },
      },
      {
        path: '/exports/:export',
        name: 'export',
        component: () => import('../features/exports/ExportPage.vue'),
        props: (route) => ({ id: String(route.params.export) }),
        meta: { title: 'Export' },
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
            meta: { title: 'Overview', anyState: true },
          },
          {
            path: 'log',
            name: 'log',
            component: () => import('../features/runs/RunLogPage.vue'),
            meta: { title: 'Log', anyState: true },
          },
          {
            path: 'history',
            name: 'history',
            component: () => import('../features/runs/RunHistoryPage.vue'),
            meta: { title: 'Run history', anyState: true },
          },
          ...reportRoutes(''),
          ...familyRoutes,
          {
            path: 'validation',
            name: 'validation',
            component: () => import('../features/validation/ValidationPage.vue'),
            meta: { title: 'Compare a report', fill: true },
          },
        ],
      },
      {
        path: '/all',
        name: 'all',
        component: () => import('../features/across/AcrossPage.vue'),
        redirect: { name: 'all-mappings' },
        children: reportRoutes('all-'),
      },
      { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })
