import type { Directory } from '../../control/entities/directory.js'
import type { Context } from '../context.js'
import { once } from '../lazy.js'
import { jobViews, runView } from '../views.js'
import type { DirectoryType } from './directory.js'

/** A directory as the API shows it: everything but its secrets. */
export const directoryView = (context: Context, directory: Directory): DirectoryType => {
  const { jobs, runs } = context.control
  const { settings, secretNames, ...shown } = directory
  const using = once(() => jobs.ofDirectory(directory.name))
  return {
    ...{ id: shown.id, name: shown.name, kind: settings.kind, secrets: secretNames, users: shown.users },
    ...{ secretsAt: shown.secretsAt, testedAt: shown.testedAt },
    ...{ createdAt: shown.createdAt, updatedAt: shown.updatedAt },
    umapi: settings.kind === 'umapi' ? settings : null,
    ldap: settings.kind === 'ldap' ? settings : null,
    jobs: async () => jobViews(context, await using()),
    async latestRun() {
      const latest = await runs.latestOf((await using()).map(({ id }) => id))
      const newest = latest.sort((a, b) => (a.id < b.id ? 1 : -1))[0]
      return newest === undefined ? null : runView(context, newest)
    },
  }
}
