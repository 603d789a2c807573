import { describe, expect, it } from 'vitest'
import { entryOf } from '../../../src/directories/ldap/entry.js'

const disabled = (attributes: Record<string, string | string[]>): boolean =>
  entryOf({ dn: 'uid=ann,dc=example', uid: 'ann', ...attributes }, []).disabled

describe('an entry is disabled', () => {
  it.each([
    ['AD: the bit of a disabled account', { userAccountControl: '514' }, true],
    ['AD: a normal account', { userAccountControl: '512' }, false],
    ['389 Directory Server: locked', { nsAccountLock: 'TRUE' }, true],
    ['389 Directory Server: named in lower case', { nsaccountlock: ['true'] }, true],
    ['389 Directory Server: unlocked', { nsAccountLock: 'false' }, false],
    ['OpenLDAP: locked for good', { pwdAccountLockedTime: '000001010000Z' }, true],
    ['OpenLDAP: locked at a time', { pwdAccountLockedTime: ['20261126034500Z'] }, true],
    ['none of these', {}, false],
  ])('%s', (_name, attributes, expected) => {
    expect(disabled(attributes)).toBe(expected)
  })
})
