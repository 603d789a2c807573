import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, ExpressionFault } from '../../../src/inputs/ac-tool/expression.js'
import { readAcTool, type AcToolOptions } from '../../../src/inputs/ac-tool/read-ac-tool.js'
import type { Value } from '../../../src/inputs/ac-tool/value.js'
import { Problem } from '../../../src/problem.js'
import { collecting, entryLines, folderOf, membershipLines, problems } from './support.js'

const read = async (files: string | Readonly<Record<string, string>>, options: AcToolOptions = {}) => {
  const { rows, sink } = collecting()
  const folder = await folderOf(typeof files === 'string' ? { 'a.yaml': files } : files)
  const counts = await readAcTool({ path: folder, label: 'c' }, sink, options)
  return { ...rows, counts }
}
const ids = ({ principals }: { principals: { id: string | null }[] }) => principals.map(({ id }) => id)

describe('AC Tool YAML', () => {
  it('gives groups, users, memberships in both spellings and both directions, and entries with their lines', async () => {
    const found = await read(`- group_config:
    - editors:
        - name: Editors
          memberOf: staff, everyone-else
          members: alice
          path: site
    - staff:
        - name:
- user_config:
    - alice:
        - name: Alice
          isMemberOf: [staff]
          path: /home/users/x
          profileContent: <jcr:root jcr:primaryType="nt:unstructured" email="alice@a.example"/>
    - robot:
        - isSystemUser: true
          disabled: gone
- ace_config:
    - editors:
        - path: /content/
          permission: allow
          actions: read,acl_read
          privileges: crx:replicate, jcr:read
          repGlob: ""
        - path: /content/dam
          permission: deny
          privileges: jcr:all
          restrictions:
            rep:ntNames: nt:file,nt:folder
            rep:glob: /a*
    - staff:
        - path:
          permission: allow
          privileges: jcr:namespaceManagement
`)
    expect(found.findings).toEqual([])
    expect(found.principals).toMatchObject([
      ...[
        { kind: 'group', id: 'editors', caption: 'Editors', path: '/home/groups/site/editors' },
        { id: 'staff', caption: null, path: null, declared: true, origin: { file: 'c/a.yaml', line: 7 } },
      ],
      ...[
        { kind: 'account', id: 'alice', email: 'alice@a.example', path: '/home/users/x/alice', flags: 0 },
        { id: 'robot', flags: 3 },
      ],
    ])
    expect(membershipLines(found)).toEqual([
      ...['editors in staff', 'editors in everyone-else', 'alice in editors', 'alice in staff'],
    ])
    expect(entryLines(found)).toEqual([
      'editors allow /content jcr:read,jcr:readAccessControl,crx:replicate rep:glob=',
      'editors deny /content/dam jcr:all rep:glob=/a*;rep:ntNames=nt:file,nt:folder',
      'staff allow /rep:repoPolicy jcr:namespaceManagement',
    ])
    expect(found.entries.map(({ origin }) => origin.line)).toEqual([20, 25, 32])
    expect(found.counts).toMatchObject({ groups: 2, users: 1, systemUsers: 1, aclEntries: 3, denyEntries: 1 })
  })

  it('unfolds loops, conditions and variables, nested and in entries', async () => {
    const found = await read(`- DEF sites=[a, b]
- DEF tree=:
    - name: x
      children: [ {name: x1}, {name: x2} ]
    - name: y
- group_config:
    - FOR site IN \${sites}:
        - DEF group="site-\${site}"
        - \${group}:
            - name: \${upperCase(site)}
        - for market in [ 1, 2 ]:
            - \${group}-\${market}:
                - isMemberOf: \${group}
    - IF \${endsWith(sites[1], 'b') and not empty sites}:
        - b-only:
            - path: g
    - if \${false}:
        - never:
            - path: g
- ace_config:
    - b-only:
        - FOR one IN \${tree}:
            - path: /content/\${one.name}
              permission: allow
              actions: read
            - FOR two IN \${one.children}:
                - path: "/content/\${one.name}/\${two.name}"
                  permission: deny
                  actions: read
`)
    expect(found.findings).toEqual([])
    expect(ids(found)).toEqual(['site-a', 'site-a-1', 'site-a-2', 'site-b', 'site-b-1', 'site-b-2', 'b-only'])
    expect(found.principals.map(({ caption }) => caption).filter(Boolean)).toEqual(['A', 'B'])
    expect(entryLines(found)).toEqual([
      'b-only allow /content/x jcr:read',
      'b-only deny /content/x/x1 jcr:read',
      'b-only deny /content/x/x2 jcr:read',
      'b-only allow /content/y jcr:read',
    ])
  })

  it('shares global variables between files, which a file may redefine for itself', async () => {
    const found = await read({
      '1.yaml': `- global_config:\n    vars:\n      - DEF p="g"\n      - DEF q="global"\n- DEF local="x"\n- DEF q="mine"\n- group_config:\n    - \${p}-\${q}:\n        - path: a\n`,
      '2.yaml': `- group_config:\n    - \${p}-\${q}\${local}:\n        - path: a\n`,
    })
    expect(ids(found)).toEqual(['g-mine', 'g-global'])
    expect(problems(found)).toEqual(['CONFIG_SKIPPED:2 the variable local is not set; it is taken as empty'])
  })

  it('dissolves virtual groups into their members, through any number of them and round cycles', async () => {
    const found = await read(`- group_config:
    - real: [ { isMemberOf: v2 } ]
    - v2: [ { isMemberOf: v1, virtual: true } ]
    - v1: [ { isMemberOf: "base,v2", virtual: true, members: contributor } ]
    - base: [ { isMemberOf: } ]
- ace_config:
    - v1: [ { path: /content/1, permission: allow, actions: read } ]
    - v2: [ { path: /content/2, permission: deny, actions: read } ]
`)
    expect(ids(found)).toEqual(['real', 'base'])
    expect(membershipLines(found)).toEqual(['real in base'])
    expect(entryLines(found)).toEqual(['real deny /content/2 jcr:read', 'real allow /content/1 jcr:read'])
    expect(problems(found)).toEqual([
      'CONFIG_SKIPPED:4 the virtual group v1 has members, which a virtual group cannot have',
    ])
  })

  it('leaves out folders of the other instance only', async () => {
    const of = (id: string) => `- group_config:\n    - ${id}:\n        - path: g\n`
    const files = {
      'x.author/a.yaml': of('author'),
      'x.publish/a.yaml': of('publish'),
      'x.author.dev,publish.test/a.yaml': of('both'),
      'plain/a.yaml': of('plain'),
    }
    expect(ids(await read(files, { instance: 'author' }))).toEqual(['plain', 'author', 'both'])
    expect(ids(await read(files))).toHaveLength(4)
  })

  it.each([
    [
      'a loop over the repository',
      '- group_config:\n    - FOR s IN CHILDREN OF /content/x:\n        - ${s.name}:\n            - path: g\n',
      /:2 the loop goes over the CHILDREN OF \/content\/x/,
    ],
    [
      'a wildcard',
      "- ace_config:\n    - g:\n        - path: '/content/*/x'\n          permission: allow\n",
      /:3 the wildcards of \/content\/\*\/x/,
    ],
    [
      'an entry that does nothing',
      '- ace_config:\n    - g:\n        - path: /content\n',
      /:3 the entry of g neither allows nor denies/,
    ],
    ['an unknown section', '- other: 1\n', /:1 the section other is not known/],
    ['a file that is a map', 'group_config: 1\n', /:1 the file is no list/],
    ['a broken expression', '- group_config:\n    - a${split(}:\n        - path: g\n', /:2 the expression/],
    ['text that is no YAML', '- a: [\n- "b', /^UNREADABLE_FILE:\d+ it is no YAML/],
  ])('tells of %s', async (_what, text, told) => {
    expect(problems(await read(text)).join('\n')).toMatch(told)
  })
})

describe('hostile AC Tool YAML', () => {
  const refusal = async (text: string, limits?: AcToolOptions['limits']): Promise<string> => {
    const outcome = await read(text, limits ? { limits } : {}).catch((error: unknown) => error)
    if (!(outcome instanceof Problem)) throw new Error('no Problem', { cause: outcome })
    return `${outcome.code} ${outcome.message}`
  }
  const bomb = (text: string): string =>
    [
      `a: &a [${text}]`,
      ...'bcdefghij'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(9)}]`),
    ].join('\n')

  it('is refused: loops in loops, aliases of aliases, depth, long values, big files', async () => {
    const values = Array.from({ length: 100 }, (_, at) => `v${at}`).join(', ')
    const loops = (depth: number): string =>
      depth === 0
        ? `- g: [ { path: x } ]`
        : `- FOR v${depth} IN [ ${values} ]:\n${loops(depth - 1).replace(/^/gm, '    ')}`
    expect(await refusal(`- group_config:\n${loops(6).replace(/^/gm, '    ')}\n`)).toMatch(
      /CONFIG_UNSAFE .*(rounds of loops|values)/,
    )
    expect(await refusal(`- ${bomb('x').replaceAll('\n', '\n  ')}`)).toMatch(/CONFIG_UNSAFE .*values/)
    expect(await refusal('- a: &x [ *x ]')).toMatch(/CONFIG_UNSAFE .*deep/)
    expect(await refusal(`${'- '.repeat(200)}x`)).toMatch(/CONFIG_UNSAFE .*deep/)
    const doubling = Array.from({ length: 40 }, () => '- DEF x="${x}${x}"').join('\n')
    expect(await refusal(`- DEF x="0123456789"\n${doubling}\n`)).toMatch(/CONFIG_UNSAFE .*characters/)
    expect(await refusal('- a: 1\n', { fileBytes: 3 })).toMatch(/CONFIG_UNSAFE .*a file/)
  })

  it('never ends an expression otherwise than with a value or a fault', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '[',
      ']',
      '(',
      ')',
      "'x'",
      '1',
      '+',
      '==',
      'split',
      ',',
      '?',
      ':',
      '!',
      ' ',
      'empty',
      '-',
    )
    const variables = {
      get: (name: string): Value | undefined => (name === 'a' ? ['x', new Map([['k', 1]])] : undefined),
    }
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        try {
          evaluate(pieces.join(''), variables, () => undefined)
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionFault)
        }
      }),
    )
  })
})
