import { realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'

import type { Upload } from '../control/entities/upload.js'
import type { UploadKind } from '../control/upload-kinds.js'
import type { Uploads } from '../control/uploads.js'
import { checkInput } from '../inputs/job/check-inputs.js'
import { dotted, type JobFault } from '../inputs/job/faults.js'
import { Problem } from '../problem.js'
import { inputPlaces, type InputPlace } from './input-places.js'

export interface JobInputsOptions {
  readonly uploads: Pick<Uploads, 'byIds'>
  /** Absolute folder of uploads. */
  readonly uploadFolder: string
  /** Absolute folders below which a caller may name paths. */
  readonly inputRoots: readonly string[]
}

export interface ResolvedInputs {
  /** The job with a path wherever it named an upload. */
  readonly value: unknown
  readonly faults: readonly JobFault[]
  readonly uploadIds: readonly string[]
}

const isBelow = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** What a caller of the API may name as inputs of a job: uploads, and paths below the configured roots. */
export class JobInputs {
  constructor(private readonly options: JobInputsOptions) {}

  /**
   * Puts paths in the place of uploads and checks those that are named, telling every fault. Paths in `kept`, those
   * the job has already, may stay wherever they lie.
   */
  async resolve(value: unknown, kept: ReadonlySet<string>): Promise<ResolvedInputs> {
    const copy: unknown = structuredClone(value)
    const places = inputPlaces(copy)
    const ids = places.flatMap(({ upload }) => (upload === null ? [] : [upload]))
    const known = new Map((await this.options.uploads.byIds(ids)).map((upload) => [upload.id, upload]))
    const faults: JobFault[] = []
    for (const place of places) {
      const found =
        place.upload === null
          ? await this.#pathOf(place, kept)
          : this.#uploadPath(place, known.get(place.upload))
      if (typeof found === 'string') place.put(found)
      else faults.push(found)
    }
    return { value: copy, faults, uploadIds: [...known.keys()] }
  }

  /** The upload a path of a job is, or null. */
  uploadIdOf(path: string): string | null {
    if (!isBelow(path, this.options.uploadFolder)) return null
    return relative(this.options.uploadFolder, path).split(sep)[0] ?? null
  }

  #uploadPath(place: InputPlace, upload: Upload | undefined): string | JobFault {
    if (upload === undefined) return fault(place, `is no upload that is here; send the file first`)
    if (upload.kind !== place.kind)
      return fault(place, `is an upload of kind ${upload.kind}; this place takes ${article(place.kind)}`)
    return join(this.options.uploadFolder, upload.file)
  }

  async #pathOf(place: InputPlace, kept: ReadonlySet<string>): Promise<string | JobFault> {
    const { path, isFile } = place
    if (path === null || path === '' || path.includes('\0'))
      return fault(place, 'names nothing; give an upload or a path')
    if (kept.has(path)) return path
    const { inputRoots } = this.options
    const outside = (): JobFault =>
      fault(
        place,
        inputRoots.length === 0
          ? 'may not be a path: this server takes uploads only (CROSSWALK_INPUT_ROOTS allows folders)'
          : 'is not below a folder this server takes inputs from; send the file, or name one below CROSSWALK_INPUT_ROOTS',
      )
    const roots = await Promise.all(inputRoots.map((root) => realpath(root).catch(() => root)))
    if (!isAbsolute(path) || ![...inputRoots, ...roots].some((root) => isBelow(resolve(path), root)))
      return outside()
    try {
      checkInput(path, isFile, {})
      const real = await realpath(path)
      return roots.some((root) => isBelow(real, root)) ? real : outside()
    } catch (cause) {
      if (cause instanceof Problem) return fault(place, `cannot be read: ${cause.message}`)
      throw cause
    }
  }
}

const article = (kind: UploadKind): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`)
const fault = ({ at }: InputPlace, message: string): JobFault => ({
  path: at,
  message: `${dotted(at)} ${message}`,
})
