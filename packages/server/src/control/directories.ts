import type { DirectoryAccess, DirectorySettings, SecretName, Secrets } from '../directories/settings.js'
import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { Directory } from './entities/directory.js'
import { newId } from './ids.js'
import type { SecretBox } from './secret-box.js'

/** What is saved of a directory that passed its test. */
export interface SavedDirectory {
  /** Null: a new one. */
  readonly id: string | null
  readonly name: string
  readonly settings: DirectorySettings
  readonly secrets: Secrets
  readonly users: number | null
  readonly pageSize: number | null
}

const namesOf = (secrets: Secrets): SecretName[] => Object.keys(secrets) as SecretName[]

/** The live directories of the control store. Their secrets go in and come out only through `access`. */
export class Directories {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly box: SecretBox,
  ) {}

  /** @throws Problem `NOT_FOUND`; `DIRECTORY_INVALID` where another has the name. */
  save({ id, name, settings, secrets, users, pageSize }: SavedDirectory): Promise<Directory> {
    return this.database.write(async (manager) => {
      const known = id === null ? null : await manager.findOneBy(Directory, { id })
      if (id !== null && known === null) throw notFound(id)
      const other = await manager.findOneBy(Directory, { name })
      if (other !== null && other.id !== known?.id)
        throw new Problem('DIRECTORY_INVALID', `There is a directory named ${name} already.`, {
          path: 'input.name',
        })
      const now = iso(this.clock())
      const ownId = known?.id ?? newId('dir')
      const same = known !== null && this.#secretsOf(known) === JSON.stringify(secrets)
      return manager.save(
        manager.create(Directory, {
          ...{ id: ownId, name, settings, secretNames: namesOf(secrets), users, pageSize },
          secrets: this.box.seal(JSON.stringify(secrets), ownId),
          secretsAt: same ? known.secretsAt : now,
          ...{ testedAt: now, createdAt: known?.createdAt ?? now, updatedAt: now },
        }),
      )
    })
  }

  /** By name. */
  list(): Promise<Directory[]> {
    return this.database.read((manager) => manager.find(Directory, { order: { name: 'ASC' } }))
  }

  find(id: string): Promise<Directory | null> {
    return this.database.read((manager) => manager.findOneBy(Directory, { id }))
  }

  /** @throws Problem `NOT_FOUND` */
  async get(id: string): Promise<Directory> {
    const directory = await this.find(id)
    if (directory === null) throw notFound(id)
    return directory
  }

  byName(name: string): Promise<Directory | null> {
    return this.database.read((manager) => manager.findOneBy(Directory, { name }))
  }

  /** @throws Problem `NOT_FOUND` */
  async remove(id: string): Promise<void> {
    const { affected } = await this.database.write((manager) => manager.delete(Directory, { id }))
    if (affected === 0) throw notFound(id)
  }

  /** Everything needed to ask it, secrets included: for a test or a worker, never for an answer. */
  access(directory: Directory): DirectoryAccess {
    const { name, settings } = directory
    return { name, settings, secrets: JSON.parse(this.box.open(directory.secrets, directory.id)) as Secrets }
  }

  /** Null where they cannot be read any more: then they are not the same. */
  #secretsOf(directory: Directory): string | null {
    try {
      return this.box.open(directory.secrets, directory.id)
    } catch {
      return null
    }
  }
}

const notFound = (id: string): Problem => new Problem('NOT_FOUND', `There is no directory ${id}.`)
