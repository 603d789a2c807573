import type { ControlStore } from '../control/control-store.js'
import type { Directory } from '../control/entities/directory.js'
import { Problem } from '../problem.js'
import type { DirectoryAccess, Secrets } from './settings.js'
import { testDirectory, type DirectorySays } from './test-directory.js'
import type { TestedValues } from './tested-values.js'
import { validateDraft, type DirectoryDraft } from './validate.js'

/** A draft, and the configuration it changes; null: a new one. */
export interface Drafted {
  readonly id: string | null
  readonly draft: DirectoryDraft
}

const accessOf = async ({ directories }: ControlStore, { id, draft }: Drafted): Promise<DirectoryAccess> => {
  const known = id === null ? null : await directories.get(id)
  return validateDraft(draft, known === null ? {} : savedSecrets(directories, known, draft))
}

/** Saved secrets are only opened where one of them is used: a lost key is no reason not to enter new ones. */
const savedSecrets = (
  directories: ControlStore['directories'],
  known: Directory,
  { secrets }: DirectoryDraft,
): Secrets =>
  Object.values(secrets ?? {}).some((secret) => secret != null && secret.trim() !== '')
    ? {}
    : directories.access(known).secrets

/** Asks the directory with these very values. @throws Problem of the values, or of the directory. */
export const testDraft = async (
  control: ControlStore,
  tested: TestedValues,
  drafted: Drafted,
  signal: AbortSignal,
): Promise<DirectorySays> => {
  const access = await accessOf(control, drafted)
  const says = await testDirectory(access, signal)
  tested.passed(access, says)
  return says
}

/** Saves values that have passed a test exactly as they are. @throws Problem `DIRECTORY_NOT_TESTED`, or of the values. */
export const saveDraft = async (
  control: ControlStore,
  tested: TestedValues,
  drafted: Drafted,
): Promise<Directory> => {
  const access = await accessOf(control, drafted)
  const says = tested.find(access)
  if (says === null)
    throw new Problem(
      'DIRECTORY_NOT_TESTED',
      'These values have not passed a test of late. Test the configuration as it is now, then save it.',
    )
  if (drafted.id !== null) await requireSameName(control, drafted.id, access.name)
  return control.directories.save({ id: drafted.id, ...access, ...says })
}

/** Jobs name the directory: another name would take it from them. */
const requireSameName = async (
  { directories, jobs }: ControlStore,
  id: string,
  name: string,
): Promise<void> => {
  const known = await directories.get(id)
  if (known.name === name || (await jobs.ofDirectory(known.name)).length === 0) return
  throw new Problem('DIRECTORY_IN_USE', `Jobs name the directory ${known.name}: it keeps its name.`, {
    path: 'input.name',
  })
}

/** @throws Problem `NOT_FOUND`; `DIRECTORY_IN_USE` while a run that reads it is under way. */
export const removeDirectory = async (control: ControlStore, id: string): Promise<void> => {
  const { name } = await control.directories.get(id)
  const jobs = new Set((await control.jobs.ofDirectory(name)).map((job) => job.id))
  const busy = (await control.runs.inStates(['QUEUED', 'RUNNING', 'STOPPING'])).find(({ jobId }) =>
    jobs.has(jobId),
  )
  if (busy !== undefined)
    throw new Problem(
      'DIRECTORY_IN_USE',
      `Run ${busy.number} of a job that reads the directory is under way. Stop it first.`,
    )
  await control.directories.remove(id)
}
