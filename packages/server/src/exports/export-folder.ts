import type { ExportManifest, ExportPart } from '@crosswalk/core'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { putInPlace, writeJson } from '../pipeline/files.js'
import type { PartRange } from '../warehouse/export/ranges.js'

/** What an export is cut into, fixed before its first byte. */
export interface ExportPlan {
  engine: ExportManifest['engine']
  /** The export's own settings, as JSON: a plan of other settings is not gone on with. */
  settings: string
  totalRows: number
  parts: PartRange[]
}

export const EXPORT_MANIFEST = 'manifest.json'
const PLAN = 'plan.json'
const MARKS = 'marks'
const TEMPORARY = /\.tmp(\.|$)|^scratch/

const readJson = <T>(path: string): T | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null

/**
 * `exports/<id>`: parts under their own names once complete, each with a mark written after it; then the manifest,
 * and the plan and the marks go. Only a marked part of the marked size counts when an export is resumed.
 */
export class ExportFolder {
  constructor(readonly path: string) {
    mkdirSync(join(path, MARKS), { recursive: true })
  }

  file(name: string): string {
    return join(this.path, name)
  }

  get plan(): ExportPlan | null {
    return readJson<ExportPlan>(this.file(PLAN))
  }
  writePlan(plan: ExportPlan): void {
    writeJson(this.file(PLAN), plan)
  }

  /** Puts a written part in its place, then marks it. */
  finish(temporary: string, number: number, part: ExportPart): void {
    putInPlace(temporary, this.file(part.file))
    writeJson(this.file(`${MARKS}/${number}.json`), part)
  }

  /** The part of that number, if it is complete. */
  finished(number: number): ExportPart | null {
    const part = readJson<ExportPart>(this.file(`${MARKS}/${number}.json`))
    const found = part && statSync(this.file(part.file), { throwIfNoEntry: false })
    return found?.size === part?.bytes ? part : null
  }

  get manifest(): ExportManifest | null {
    return readJson<ExportManifest>(this.file(EXPORT_MANIFEST))
  }
  /** Completes the export. */
  complete(manifest: ExportManifest): void {
    writeJson(this.file(EXPORT_MANIFEST), manifest)
    this.#tidy()
  }

  /** Removes what an interruption left half-written. */
  sweep(): void {
    for (const name of readdirSync(this.path))
      if (TEMPORARY.test(name)) rmSync(this.file(name), { recursive: true })
  }

  /** Back to an empty folder, but for the log. */
  restart(): void {
    for (const name of readdirSync(this.path))
      if (name === PLAN || name === MARKS || name.startsWith('part-'))
        rmSync(this.file(name), { recursive: true })
    mkdirSync(this.file(MARKS))
  }

  #tidy(): void {
    for (const name of [PLAN, MARKS]) rmSync(this.file(name), { recursive: true, force: true })
  }
}

/** The manifest of a finished export. */
export const readExportManifest = (path: string): ExportManifest =>
  JSON.parse(readFileSync(join(path, EXPORT_MANIFEST), 'utf8')) as ExportManifest

/** The complete parts of an export, in order, whether it is finished or not. */
export const finishedParts = (path: string): ExportPart[] => {
  const manifest = readJson<ExportManifest>(join(path, EXPORT_MANIFEST))
  if (manifest !== null) return manifest.parts
  const marks = join(path, MARKS)
  if (!existsSync(marks)) return []
  return readdirSync(marks)
    .filter((name) => /^\d+\.json$/.test(name))
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((name) => readJson<ExportPart>(join(marks, name)))
    .filter((part) => part !== null)
}
