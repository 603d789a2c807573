import { metaInf, writeDeflatedPackage, type PackageFile } from './aem-package.js'
import { groupFile, userFile } from './authorizables.js'
import { page } from './content.js'
import { aclFile } from './policies.js'
import { Random } from './random.js'

export interface BigPackage {
  items: number
  principals: number
}

const GROUP_SHARE = 0.05
const ITEMS_PER_FOLDER = 200
const digits = (number: number): string => String(number).padStart(6, '0')

function* filesOf({ items, principals }: BigPackage): Generator<PackageFile> {
  const random = new Random(31)
  const groups = Math.round(principals * GROUP_SHARE)
  const users = principals - groups
  yield* metaInf({ group: 'bench', name: 'big', version: '1.0.0', roots: ['/content/big', '/home'] })
  for (let user = 0; user < users; user += 1) {
    const id = `user-${digits(user)}`
    yield userFile({
      id,
      path: `/home/users/${user % 256}/${id}`,
      email: `${id}@bench.example`,
      given: 'Ülo',
      family: `Nº ${user}`,
    })
  }
  for (let group = 0; group < groups; group += 1) {
    const id = `group-${digits(group)}`
    const members = Array.from({ length: 40 }, () => `user-${digits(random.below(users))}`)
    if (group > 0) members.push(`group-${digits(random.below(group))}`)
    yield groupFile({ id, path: `/home/groups/${group % 64}/${id}`, members: [...new Set(members)] })
  }
  for (let item = 0; item < items; item += 1) {
    const folder = `/content/big/${digits(Math.floor(item / ITEMS_PER_FOLDER))}`
    const author = `user-${digits(random.below(users))}`
    const at = '2026-01-05T09:00:00.000+01:00'
    const edit = { created: at, createdBy: author, modified: at, modifiedBy: author }
    yield page({ path: `${folder}/${digits(item)}`, title: `Page ${item}`, edit })
    if (item % ITEMS_PER_FOLDER === 0)
      yield aclFile(folder, [
        { principal: `group-${digits(random.below(groups))}`, rights: ['jcr:read'] },
        { principal: 'everyone', rights: ['jcr:read'] },
      ])
  }
}

/** A package of so many pages and principals (5 % groups of about 40 members), deflated as real ones are. */
export const writeBigPackage = (file: string, size: BigPackage): Promise<void> =>
  writeDeflatedPackage(file, filesOf(size))
