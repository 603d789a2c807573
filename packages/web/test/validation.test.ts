import { describe, expect, it } from 'vitest'
import { EXCEPTION_FORMATS, guessFormat, PRINCIPAL_FORMATS } from '../src/features/jobs/editor/formats.js'
import { decodePair, encodePair, verdictWords, withPair } from '../src/features/validation/words.js'

describe('a report made elsewhere', () => {
  it('has its verdicts in the words of ours, and what nobody knows as it stands', () => {
    expect(verdictWords('NOT_MIGRATED: BUILT_IN')).toBe('Not migrated: Built-in')
    expect(verdictWords('MIGRATED: ON_CONTENT')).toBe('Migrated: On the content')
    expect(verdictWords('perhaps: because: of it')).toBe('perhaps: because: of it')
    expect(verdictWords('MIGRATED')).toBe('Migrated')
    expect(verdictWords('constructor')).toBe('constructor')
    expect(verdictWords(null)).toBeNull()
  })

  it('keeps what its columns are read as in the address, whatever they are called', () => {
    for (const column of ['Did it go?', 'a:b', 'ملاحظة', ' x ']) {
      const pair = { column, field: 'OUTCOME' as const }
      expect(decodePair(encodePair(pair))).toEqual(pair)
    }
    for (const text of ['', 'outcome', ':x', 'outcome:', 'size:x']) expect(decodePair(text)).toBeNull()
  })

  it('reads one column as one field', () => {
    const chosen = withPair([{ column: 'a', field: 'OUTCOME' }], 'b', 'OUTCOME')
    expect(chosen).toEqual([{ column: 'b', field: 'OUTCOME' }])
    expect(withPair(chosen, 'b', 'REASON')).toEqual([{ column: 'b', field: 'REASON' }])
    expect(withPair(chosen, 'b', null)).toEqual([])
  })
})

describe('a file', () => {
  it('is taken for the format of the longest ending it has', () => {
    const guess = (name: string) => guessFormat(PRINCIPAL_FORMATS, name).format
    expect(guess('content-1.0.ZIP')).toBe('aem-package')
    expect(guess('users.csv')).toBe('directory-csv')
    expect(guess('acl.yaml')).toBe('ac-tool-yaml')
    expect(guess('users.txt')).toBe('directory-csv')
    expect(guess('my-repoinit.txt')).toBe('repoinit')
    expect(guess('org.apache.sling.jcr.repoinit.RepositoryInitializer~a.cfg.json')).toBe('repoinit')
    expect(guess('README')).toBe('aem-package')
    expect(guessFormat(EXCEPTION_FORMATS, 'x.yaml').kind).toBe('exceptions')
  })
})
