/** Given and family names of one country, `native|latin` where the script is not Latin. */
export interface NamePool {
  given: readonly string[]
  family: readonly string[]
  /** Family name first in the display name. */
  familyFirst?: boolean
}

const words = (line: string): string[] => line.split(' ')

export const NAME_POOLS = {
  no: {
    given: words('Ingrid Øyvind Åse Bjørn Solveig Håkon Mia Torstein Ragnhild Sigurd'),
    family: words('Solberg Ødegård Strøm Nygård Hallås Aasen Brekke Tveit Mæland Fjære'),
  },
  de: {
    given: words('Jürgen Anneliese Björn Käthe Lukas Sören Grete Matthäus Hannelore Götz'),
    family: words('Müller Weiß Schröder Köhler Böhm Jäger Groß Lütke Vogel Prüß'),
  },
  fr: {
    given: words('Zoé François Hélène Noël Anaïs Gaël Maëlle Étienne Loïc Chloé'),
    family: words("Lefèvre Dubois Béranger D'Aubigné Garçon Fléchet Hervé Moreau L'Héritier Benoît"),
  },
  es: {
    given: words('Íñigo Begoña Ángel Núria Martín Lucía Joaquín Ximena Óscar Inés'),
    family: words('Muñoz Ibáñez García-Peña Núñez Sánchez Etxeberría Güell Ordóñez León Vázquez'),
  },
  pl: {
    given: words('Łukasz Małgorzata Wojciech Żaneta Stanisław Grażyna Michał Elżbieta Paweł Zofia'),
    family: words('Wójcik Kowalczyk Żak Dąbrowski Śliwa Jędrzejczak Łuczak Ćwik Źródło Gołąb'),
  },
  gr: {
    given: words('Γιώργος|Giorgos Ελένη|Eleni Νίκος|Nikos Σοφία|Sofia Άρης|Aris Δανάη|Danai Ζωή|Zoi Ίων|Ion'),
    family: words('Παπάς|Papas Νικολάου|Nikolaou Βλάχος|Vlachos Ρήγας|Rigas Μάνος|Manos Ξένος|Xenos'),
  },
  jp: {
    given: words('陽菜|Hina 蓮|Ren さくら|Sakura 大輔|Daisuke 美咲|Misaki 翔太|Shota 結衣|Yui 健|Ken'),
    family: words('佐藤|Sato 鈴木|Suzuki 髙橋|Takahashi 渡邉|Watanabe 伊藤|Ito 齋藤|Saito 小林|Kobayashi'),
    familyFirst: true,
  },
  il: {
    given: words('נועה|Noa דוד|David מאיה|Maya יוסי|Yossi תמר|Tamar איתן|Eitan שירה|Shira אורי|Uri'),
    family: words('כהן|Cohen לוי|Levi מזרחי|Mizrahi פרץ|Peretz ביטון|Biton אזולאי|Azulay דהן|Dahan'),
  },
  ae: {
    given: words('محمد|Mohammed فاطمة|Fatima أحمد|Ahmad ليلى|Layla يوسف|Yusuf نور|Nour خالد|Khalid مريم|Maryam'),
    family: words('الهاشمي|Alhashimi المنصوري|Almansouri الشامسي|Alshamsi النعيمي|Alnuaimi الكعبي|Alkaabi'),
  },
  in: {
    given: words('आरव|Aarav अनन्या|Ananya विवान|Vivaan दिया|Diya अर्जुन|Arjun ईशा|Isha कबीर|Kabir मीरा|Meera'),
    family: words('शर्मा|Sharma वर्मा|Verma पटेल|Patel राव|Rao नायर|Nair सिंह|Singh गुप्ता|Gupta'),
  },
  us: {
    given: words('Olivia Jayden Siobhán Renée Tyrone Beatriz Nguyễn Zoë Malik Harper'),
    family: words("O'Connor Smith-Jones Nakamura Hernández Van-Der-Berg McAllister Okafor Lee Kowalski Trần"),
  },
} as const satisfies Readonly<Record<string, NamePool>>

export type Country = keyof typeof NAME_POOLS

/** A name as shown and as an id is made of it. */
export interface PersonName {
  given: string
  family: string
  caption: string
  /** `given.family`, ASCII, lower case. */
  login: string
}

const EXTRA: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', đ: 'd' }

const ascii = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[øłßæđ]/g, (char) => EXTRA[char] ?? char)
    .normalize('NFD')
    .replace(/[^a-z-]/g, '')

const parts = (name: string): { shown: string; latin: string } => {
  const [shown = '', latin = shown] = name.split('|')
  return { shown, latin: ascii(latin) }
}

/** Every combination of a country's names, in order. */
export const namesOf = (country: Country): PersonName[] => {
  const pool: NamePool = NAME_POOLS[country]
  return pool.family.flatMap((familyName) =>
    pool.given.map((givenName) => {
      const [given, family] = [parts(givenName), parts(familyName)]
      return {
        given: given.shown,
        family: family.shown,
        caption: pool.familyFirst ? `${family.shown} ${given.shown}` : `${given.shown} ${family.shown}`,
        login: `${given.latin}.${family.latin}`,
      }
    }),
  )
}
