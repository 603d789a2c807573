import type { PackageFile } from '../generate/aem-package.js'
import { asset, folder, page, type Edit } from '../generate/content.js'
import { aclFile, aclNode, cugFile, type Ace } from '../generate/policies.js'
import { Random } from '../generate/random.js'
import type { Company } from './company.js'
import { siteGroups, SITES, type Site } from './organisation.js'

export const READ = ['jcr:read']
export const WRITE = ['jcr:read', 'rep:write', 'jcr:lockManagement', 'jcr:versionManagement']
const REPLICATE = ['crx:replicate']

/** What differs between the exports of one company's content. */
export interface ContentOptions {
  instance: 'author' | 'publish'
  /** Sites with a changed home page and a changed product page; the rest is byte for byte as before. */
  touched: ReadonlySet<string>
}

const day = (random: Random, year: number): string =>
  `${year}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}T${String(6 + random.below(12)).padStart(2, '0')}:15:00.000+01:00`

const editOf = (random: Random, people: readonly string[]): Edit => ({
  created: day(random, 2019 + random.below(4)),
  createdBy: random.pick(people),
  modified: day(random, 2023 + random.below(3)),
  modifiedBy: random.pick(people),
})

const authorRules = ({ country }: Site): Ace[] => [
  { principal: siteGroups(country).author, rights: WRITE },
  { principal: siteGroups(country).editor, rights: [...WRITE, ...REPLICATE] },
  { principal: 'everyone', rights: READ },
  { principal: 'fjordwood-translation', rights: READ, restrictions: { 'rep:glob': '*/jcr:content*' } },
]

const publishRules: Ace[] = [
  { principal: 'everyone', rights: READ },
  { principal: 'anonymous', rights: READ },
  { principal: 'fjordwood-search-service', rights: READ },
]

const touchedEdit = (edit: Edit): Edit => ({ ...edit, modified: '2026-03-02T09:15:00.000+01:00' })

const sitePages = (site: Site, company: Company, options: ContentOptions): PackageFile[] => {
  const random = new Random(site.country.charCodeAt(0) * 131 + site.country.charCodeAt(1))
  const staff = company.users.filter(({ country, role }) => country === site.country && role !== 'dealer')
  const people = staff.length > 0 ? staff.map(({ id }) => id) : ['replication-service']
  const home = `/content/fjordwood/${site.country}`
  const touched = options.touched.has(site.country)
  const change = (edit: Edit, here: boolean): Edit => (touched && here ? touchedEdit(edit) : edit)
  const files = [
    page({ path: home, title: site.title, edit: change(editOf(random, people), true) }),
    aclFile(home, options.instance === 'author' ? authorRules(site) : publishRules),
  ]
  for (const name of site.pages) {
    const edit = change(editOf(random, people), name === 'chairs')
    const legalOnly = name === 'press' && options.instance === 'author'
    const inline = legalOnly
      ? [aclNode([{ principal: 'fjordwood-legal', rights: WRITE }, { principal: 'everyone', rights: READ, deny: true }])]
      : []
    files.push(page({ path: `${home}/${name}`, title: `${site.title} / ${name}`, edit, inline }))
    for (let product = 1; product <= 3; product += 1)
      files.push(
        page({
          path: `${home}/${name}/${name}-${product}`,
          title: `${name} ${product}`,
          edit: editOf(random, people),
        }),
      )
  }
  files.push(cugFile(`${home}/dealers`, [siteGroups(site.country).dealer, `fjordwood-${site.region}-dealers`]))
  return files
}

const library = (company: Company): PackageFile[] => {
  const random = new Random(77)
  const photographers = company.groups.find(({ id }) => id === 'fjordwood-photography')?.members ?? []
  const people = company.users.map(({ id }) => id).filter((id) => photographers.includes(id))
  const root = '/content/dam/fjordwood'
  const files = [
    folder(root, 'Fjordwood'),
    aclFile(root, [
      { principal: 'fjordwood-photography', rights: WRITE },
      { principal: 'fjordwood-authors', rights: READ },
      { principal: 'project managers', rights: READ },
    ]),
    folder(`${root}/prototypes`, 'Prototypes'),
    aclFile(`${root}/prototypes`, [
      { principal: 'everyone', rights: READ, deny: true },
      { principal: 'fjordwood-design-studio', rights: WRITE },
      { principal: 'mac-default-fjordwood-lookbook', rights: READ },
    ]),
    folder(`${root}/catalogue`, 'Catalogue'),
  ]
  for (let number = 1; number <= 140; number += 1) {
    const where = number % 4 === 0 ? 'prototypes' : 'catalogue'
    const name = `chair-${String(number).padStart(3, '0')}.jpg`
    files.push(
      asset({ path: `${root}/${where}/${name}`, title: name, format: 'image/jpeg', edit: editOf(random, people) }),
    )
  }
  return files
}

/** Sites, and on an author the asset library. */
export const siteContent = (company: Company, options: ContentOptions): PackageFile[] => {
  const edit: Edit = {
    created: '2014-02-03T08:00:00.000+01:00',
    createdBy: 'admin',
    modified: '2019-05-17T10:00:00.000+02:00',
    modifiedBy: 'admin',
  }
  return [
    page({ path: '/content/fjordwood', title: 'Fjordwood', edit }),
    aclFile('/content/fjordwood', [
      { principal: 'administrators', rights: ['jcr:all'] },
      { principal: 'fjordwood-search-service', rights: READ },
    ]),
    ...SITES.flatMap((site) => sitePages(site, company, options)),
    ...(options.instance === 'author' ? library(company) : []),
  ]
}
