import type { Country } from './people.js'

/** A country site: `/content/fjordwood/<country>`. */
export interface Site {
  country: Country
  language: string
  region: 'europe' | 'asia' | 'americas'
  title: string
  pages: readonly string[]
}

const PAGES = 'sofas chairs tables beds lighting outdoor care stores about press jobs dealers'.split(' ')

const site = (country: Country, language: string, region: Site['region'], title: string): Site => ({
  country,
  language,
  region,
  title,
  pages: PAGES,
})

export const SITES: readonly Site[] = [
  site('no', 'nb', 'europe', 'Fjordwood – møbler fra Ålesund'),
  site('de', 'de', 'europe', 'Fjordwood – Möbel aus Ålesund'),
  site('fr', 'fr', 'europe', "Fjordwood – meubles d'Ålesund"),
  site('es', 'es', 'europe', 'Fjordwood – muebles de Ålesund'),
  site('pl', 'pl', 'europe', 'Fjordwood – meble z Ålesund'),
  site('gr', 'el', 'europe', 'Fjordwood – έπιπλα από το Όλεσουντ'),
  site('jp', 'ja', 'asia', 'フィヨルドウッド 北欧家具'),
  site('il', 'he', 'asia', 'פיורדווד – רהיטים'),
  site('ae', 'ar', 'asia', 'فيوردوود – أثاث'),
  site('in', 'hi', 'asia', 'फ़्योर्डवुड फ़र्नीचर'),
  site('us', 'en', 'americas', 'Fjordwood — furniture 🪑'),
]

export const siteGroups = (country: string): Record<'author' | 'editor' | 'dealer', string> => ({
  author: `fjordwood-${country}-authors`,
  editor: `fjordwood-${country}-editors`,
  dealer: `fjordwood-${country}-dealers`,
})

interface GroupPlan {
  id: string
  caption: string
  about?: string
  /** Ids of member groups. */
  children: readonly string[]
  /** People of any site may be in it. */
  department?: boolean
  path?: string
  externalId?: string
}

const inRegion = (region: Site['region'], role: keyof ReturnType<typeof siteGroups>): string[] =>
  SITES.filter((one) => one.region === region).map(({ country }) => siteGroups(country)[role])

const countries: GroupPlan[] = SITES.flatMap(({ country, title }) => {
  const { author, editor, dealer } = siteGroups(country)
  return [
    { id: author, caption: `${title}: authors`, children: [editor] },
    { id: editor, caption: `${title}: editors`, children: [] },
    { id: dealer, caption: `${title}: dealers`, children: [], externalId: `${dealer};ims` },
  ]
})

const regions: GroupPlan[] = (['europe', 'asia', 'americas'] as const).flatMap((region) => [
  { id: `fjordwood-${region}-authors`, caption: `Authors, ${region}`, children: inRegion(region, 'author') },
  { id: `fjordwood-${region}-dealers`, caption: `Dealers, ${region}`, children: inRegion(region, 'dealer') },
])

const company: GroupPlan[] = [
  {
    id: 'fjordwood-authors',
    caption: 'All authors',
    children: ['europe', 'asia', 'americas'].map((region) => `fjordwood-${region}-authors`),
  },
  {
    id: 'fjordwood-dealers',
    caption: 'All dealers 🌍',
    children: ['europe', 'asia', 'americas'].map((region) => `fjordwood-${region}-dealers`),
  },
  { id: 'fjordwood-staff', caption: 'Everybody at Fjordwood', children: [] },
]

const department = (id: string, caption: string, children: readonly string[] = []): GroupPlan => ({
  id: `fjordwood-${id}`,
  caption,
  children,
  department: true,
})

/** Photography and the design studio contain one another: cycles are normal in grown repositories. */
const departments: GroupPlan[] = [
  department('design-studio', 'Design studio', ['fjordwood-photography']),
  department('photography', 'Photography', ['fjordwood-design-studio', 'fjordwood-retouching']),
  department('retouching', 'Retouching'),
  department('workshop', 'Workshop, Ålesund'),
  department('translation', 'Translation'),
  department('legal', 'Legal'),
  department('it-platform', 'IT platform'),
  { id: 'project managers', caption: 'Project managers', children: ['fjordwood-legal'] },
  {
    id: 'mac-default-fjordwood-lookbook',
    caption: `Collection “Lookbook”, ${'very '.repeat(40)}long description`,
    children: ['fjordwood-photography'],
  },
]

/** Groups every AEM has; their nodes are in any full export. */
const builtIn = (id: string, children: readonly string[] = []): GroupPlan => ({
  id,
  caption: id,
  children,
  path: `/home/groups/${id.slice(0, 1)}/${id}`,
})

export const BUILT_IN_GROUPS: GroupPlan[] = [
  builtIn('administrators', ['fjordwood-it-platform']),
  builtIn('content-authors', ['fjordwood-authors']),
  builtIn('contributor', ['content-authors', 'dam-users']),
  builtIn('dam-users', ['fjordwood-photography']),
  builtIn('everyone'),
  builtIn('workflow-users', ['fjordwood-no-editors']),
]

export const GROUP_TREE: readonly GroupPlan[] = [
  ...company,
  ...regions,
  ...countries,
  ...departments,
  ...BUILT_IN_GROUPS,
]
