import { describe, expect, it } from 'vitest'
import { contentScopeOf, isContentInScope } from '../../src/selection/scope.js'

const within = (include: string[], exclude: string[] = []) => {
  const scope = contentScopeOf({ include, exclude })
  return (path: string) => isContentInScope(path, scope)
}

describe('the scope of the content', () => {
  it.each([
    ['/content', true],
    ['/content/we-retail/us', true],
    ['/conf/wknd', true],
    ['/homepage', true],
    ['/content/home', true],
    ['/content/rep:odd', true],
    ['/', false],
    ['/rep:repoPolicy', false],
    ['/rep:security/rep:authorizables', false],
    ['/oak:index/uuid', false],
    ['/jcr:system', false],
    ['/home', false],
    ['/home/users/a', false],
    ['/apps/wknd', false],
    ['/libs', false],
    ['/etc/packages', false],
    ['/var', false],
  ])('by default: %s is %s', (path, expected) => {
    expect(within([])(path)).toBe(expected)
  })

  it('covers the includes and what is below them, and nothing above', () => {
    const scope = within(['/content/a'])
    expect(['/content/a', '/content/a/b', '/content/ab', '/content'].map(scope)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('takes the job at its word where it includes what the defaults leave out', () => {
    const scope = within(['/', '/etc/tags', '/rep:security/x'])
    const paths = ['/', '/content', '/etc', '/etc/tags/a', '/rep:security/x', '/rep:security', '/home/users']
    expect(paths.map(scope)).toEqual([true, true, false, true, true, false, false])
  })

  it('lets an exclude win over every include', () => {
    const scope = within(['/content', '/apps'], ['/content/dam', '/apps/secret'])
    const paths = ['/content', '/content/dam', '/content/dam/x', '/content/dams', '/apps/a', '/apps/secret/b']
    expect(paths.map(scope)).toEqual([true, false, false, true, true, false])
  })
})
