import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../csv/workspace.js'
import { openWorkspace } from '../csv/workspace.js'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
})
beforeEach(() => work.reset())
afterAll(() => work.close())

const codes = async () => (await work.findings()).map(({ code, line }) => `${line} ${code}`)

describe('accounts', () => {
  it('takes named columns in any order, whatever their case, blanks, underscores and brackets', async () => {
    const read = await work.directory(
      'E-Mail Address [Required],display_NAME,ID,User Name\nann@a.example,Ann One,1,ann\n',
    )
    expect(read).toEqual({
      rows: 1,
      memberships: 0,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    expect(await work.principals()).toEqual([
      {
        ...{ seq: 0, kind: 'account', id: '1', username: 'ann', name: 'ann@a.example', caption: 'Ann One' },
        ...{ email: 'ann@a.example', flags: 0, declared: false, origin_line: 2 },
      },
    ])
    expect(await work.findings()).toEqual([])
  })

  it('joins first and last name where there is no display name', async () => {
    await work.directory('email,First Name,Last Name,displayName\na@x,Ann,One,\nb@x,,Two,\nc@x,C,D,Shown\n')
    expect((await work.principals()).map(({ caption }) => caption)).toEqual(['Ann One', 'Two', 'Shown'])
  })

  it('takes the name column for the email where it is one, else for the display name', async () => {
    await work.directory('type,id,name\naccount,1,a@x\naccount,2,Ann One\n')
    const rows = await work.principals()
    expect(rows.map(({ email, name, caption }) => [email, name, caption])).toEqual([
      ['a@x', 'a@x', undefined],
      [undefined, undefined, 'Ann One'],
    ])
  })

  it.each([
    ['accountEnabled', 'True', 'False'],
    ['Enabled', 'TRUE', 'FALSE'],
    ['Status [READ ONLY]', 'Active', 'Suspended'],
    ['status', 'PASSWORD_EXPIRED', 'DEPROVISIONED'],
    ['rep:disabled', 'false', 'true'],
    ['Block sign in (Yes/No) [accountEnabled] Required', 'No', 'Yes'],
    ['userAccountControl', '512', '514'],
  ])('reads %s: %s is active, %s is disabled', async (column, active, disabled) => {
    await work.directory(`id,${column}\n1,${active}\n2,${disabled}\n3,\n`)
    expect((await work.principals()).map(({ flags }) => flags)).toEqual([0, 1, 0])
    expect(await work.findings()).toEqual([])
  })

  it('reports a state it cannot read, once a column', async () => {
    await work.directory('id,enabled\n1,maybe\n2,perhaps\n3,maybe\n')
    expect(await work.findings()).toEqual([
      {
        ...{ code: 'BAD_VALUE', line: 2 },
        args: {
          name: 'enabled',
          problem:
            '"maybe" and 1 more values in 3 rows say neither active nor disabled, so active was assumed',
        },
      },
    ])
  })
})

describe('kinds', () => {
  it('reads accounts and groups from one file, groups without username and email', async () => {
    await work.directory(
      'type,id,username,email,name,caption\nuser,1,ann,a@x,,Ann\nGroup,2,eds,eds@x,Editors,The Editors\n',
    )
    expect((await work.principals())[1]).toEqual({
      ...{ seq: 1, kind: 'group', id: '2', name: 'Editors', caption: 'The Editors', principal_name: 'eds' },
      ...{ flags: 0, declared: false, origin_line: 3 },
    })
  })

  it('assumes an account for any other type and says so, once a type', async () => {
    await work.directory('type,id\nrobot,1\nFederated ID,2\nrobot,3\ntop;group,4\n')
    expect((await work.principals()).map(({ kind }) => kind)).toEqual([
      'account',
      'account',
      'account',
      'group',
    ])
    expect(await work.findings()).toEqual([{ code: 'UNKNOWN_KIND', line: 2, args: { type: 'robot' } }])
  })

  it.each([
    ['Object ID,Display name,Mail,Group type,Membership type', '7,Editors,e@x,Security,Assigned'],
    ['Group ID,Group Name,Description', '7,Editors,all of them'],
    ['id,name,members', '7,Editors,'],
  ])('takes the rows of %s for groups', async (header, row) => {
    await work.directory(`${header}\n${row}\n`)
    expect(await work.principals()).toMatchObject([{ kind: 'group', id: '7', name: 'Editors' }])
    expect(await work.findings()).toEqual([])
  })
})

describe('memberships', () => {
  it('splits a groups column at the first separator it has', async () => {
    const read = await work.directory(
      'id,groups\n1,"A, B ,"\n2,A|B; C\n3,"A;B, C"\n4,"A, B\r\nC"\n5,"CN=Eds,OU=x"\n6,"CN=A,OU=x;CN=B,OU=x"\n7,\n',
    )
    expect(read.memberships).toBe(11)
    expect(await work.memberships()).toEqual([
      ...['2 id:1 in any:A', '2 id:1 in any:B', '3 id:2 in any:A', '3 id:2 in any:B; C'],
      ...['4 id:3 in any:A', '4 id:3 in any:B, C', '5 id:4 in any:A, B', '5 id:4 in any:C'],
      ...['7 id:5 in path:CN=Eds,OU=x', '8 id:6 in path:CN=A,OU=x', '8 id:6 in path:CN=B,OU=x'],
    ])
  })

  it('reads the members column of groups', async () => {
    await work.directory('type,name,members\ngroup,Editors,"ann,bob"\naccount,x@y,\n')
    expect(await work.memberships()).toEqual(['2 any:ann in any:Editors', '2 any:bob in any:Editors'])
  })

  it.each([
    ['member,group', 'ann,Editors', '2 any:ann in any:Editors'],
    [
      'Group Email [Required],Member Email,Member Type,Member Role',
      'e@x,a@x,USER,MEMBER',
      '2 any:a@x in any:e@x',
    ],
    ['username;group', 'ann;Editors', '2 any:ann in any:Editors'],
    ['group_id\tuser_id', '7\t1', '2 any:1 in any:7'],
  ])('takes the rows of %s for pairs', async (header, row, expected) => {
    expect(await work.directory(`${header}\n${row}\n`)).toMatchObject({ rows: 0, memberships: 1 })
    expect(await work.memberships()).toEqual([expected])
    expect(await work.findings()).toEqual([])
  })

  it('reports a pair with one end', async () => {
    await work.directory('member,group\nann,\n,Editors\nann,Editors\n')
    expect(await work.findings()).toEqual([
      { code: 'BAD_ROW', line: 2, args: { problem: 'it names no group' } },
      { code: 'BAD_ROW', line: 3, args: { problem: 'it names no member' } },
    ])
    expect(await work.memberships()).toHaveLength(1)
  })
})

describe('headers as documented', () => {
  it.each([
    [
      'Entra users',
      'userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,invitationState,identityIssuer,createdDateTime',
      'ann@t.example,Ann One,One,ann@x,Ann,1,Member,,,True',
      { id: '1', username: 'ann@t.example', name: 'ann@x', caption: 'Ann One' },
    ],
    [
      'Entra users, documented',
      'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,authenticationAlternativePhoneNumber,authenticationEmail,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification',
      'ann@t.example,Ann One,One,ann@x,Ann,1,Member,,,False',
      { id: '1', username: 'ann@t.example', name: 'ann@x', flags: 1 },
    ],
    [
      'Okta import',
      'login,firstName,lastName,middleName,honorificPrefix,honorificSuffix,email,title,displayName,nickName,profileUrl,secondEmail,mobilePhone,primaryPhone,streetAddress,city,state,zipCode,countryCode,postalAddress,preferredLanguage,locale,timezone,userType,employeeNumber,costCenter,organization,division,department,managerId,manager',
      'ann,Ann,One,,,,ann@x,Boss',
      { username: 'ann', name: 'ann@x', caption: 'Ann One' },
    ],
    [
      'Okta password health',
      'User,Login,Status,Activation date,Authentication Source,Last Login,Last Password Change (UTC)',
      'Ann One,ann,SUSPENDED',
      { username: 'ann', caption: 'Ann One', flags: 1 },
    ],
    [
      'Google users',
      'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],Building ID,Floor Name,Floor Section,Email Usage [READ ONLY],Drive Usage [READ ONLY],Total Storage [READ ONLY],Change Password at Next Sign-In,New Status [UPLOAD ONLY]',
      'Ann,One,ann@x,****,,/Sales,,Suspended',
      { name: 'ann@x', caption: 'Ann One', flags: 1 },
    ],
    [
      'Get-ADUser',
      'DistinguishedName,Enabled,GivenName,Name,ObjectClass,ObjectGUID,SamAccountName,SID,Surname,UserPrincipalName',
      '"CN=Ann,DC=x",False,Ann,Ann One,user,g-1,ann,S-1,One,ann@x.example',
      { id: 'g-1', username: 'ann', caption: 'Ann One', path: 'CN=Ann,DC=x', external_id: 'S-1', flags: 1 },
    ],
    [
      'Admin Console',
      'Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access,Auto Assigned Products',
      'Federated ID,ann,x,ann@x,Ann,One,US,A1@F',
      { kind: 'account', id: 'A1@F', username: 'ann', name: 'ann@x', caption: 'Ann One' },
    ],
    [
      'User Sync',
      'firstname,lastname,email,country,groups,type,username,domain',
      'Ann,One,ann@x,US,"A,B",federatedID',
      { kind: 'account', name: 'ann@x', caption: 'Ann One' },
    ],
    [
      'UMAPI sample',
      'upn,mail,firstname,lastname,country_code,groups',
      'u,ann@x,Ann',
      { username: 'u', email: 'ann@x' },
    ],
    [
      'a mappings report',
      'type,job_name,source_id,source_username,source_name,source_caption,destination_id,destination_username,destination_name,destination_caption,resolution,message',
      'account,j,1,ann,ann@x,Ann,2,other,o@x,Other,email,',
      { id: '1', username: 'ann', email: 'ann@x', caption: 'Ann' },
    ],
  ])('reads %s without a finding', async (_, header, row, expected) => {
    await work.directory(`${header}\n${row}\n`)
    expect(await work.principals()).toEqual([expect.objectContaining(expected)])
    expect(await work.findings()).toEqual([])
  })

  it('takes the destination columns of a mappings report for a destination', async () => {
    await work.directory('type,source_id,destination_id\naccount,1,2\n', 'destination')
    expect(await work.principals()).toMatchObject([{ id: '2' }])
  })

  it.each(['version:v1.0\n', 'version:v1.0,,,\r\n', 'sep=,\n', '#TYPE System.Object\n', '\n\n'])(
    'passes over %j before the header and keeps the lines',
    async (before) => {
      await work.directory(`${before}id,name\n1,Ann\n`)
      expect(await work.principals()).toMatchObject([{ id: '1', origin_line: before.split('\n').length + 1 }])
      expect(await work.findings()).toEqual([])
    },
  )

  it('obeys sep=', async () => {
    await work.directory('sep=|\nid|groups\n1|a,b\n')
    expect(await work.memberships()).toEqual(['3 id:1 in any:a', '3 id:1 in any:b'])
  })

  it('reports an unknown column once', async () => {
    await work.directory('id,shoe size,,hat,\n1,,,,\n2,43,,,\n')
    expect(await work.findings()).toEqual([
      { code: 'UNKNOWN_COLUMN', line: 1, args: { column: 'shoe size' } },
      { code: 'UNKNOWN_COLUMN', line: 1, args: { column: 'number 3, which has no name' } },
      { code: 'UNKNOWN_COLUMN', line: 1, args: { column: 'hat' } },
    ])
  })

  it('refuses a header that identifies nobody', async () => {
    await expect(work.directory('sep=;\ncolour;size\nred;3\n')).rejects.toMatchObject({
      code: 'CSV_HEADER',
      where: { file: 'in.csv', line: 2 },
      message: expect.stringContaining(
        'Found: "colour", "size". Needed: at least one of id, username',
      ) as string,
    })
  })
})

describe('rows', () => {
  it('keeps exact lines after quoted line breaks, blank lines and bad rows, and the other rows', async () => {
    await work.directory(
      'id,name\r\n1,"a\r\nb\rc\nd"\r\n\r\n2,"x" y\r\n3,"say ""hi"""\r\n4,a,surplus\r\n5,a,,\r\n ,\t\r\n6\r\n7,a "b" c\r\n8,"open\r\n9,i\r\n',
    )
    expect(
      (await work.principals()).map(({ id, caption, origin_line }) => [origin_line, id, caption]),
    ).toEqual([
      ...[
        [2, '1', 'a\r\nb\rc\nd'],
        [8, '3', 'say "hi"'],
        [10, '5', 'a'],
        [12, '6', undefined],
      ],
      ...[
        [13, '7', 'a "b" c'],
        [15, '9', 'i'],
      ],
    ])
    expect(await codes()).toEqual(['7 BAD_ROW', '9 BAD_ROW', '11 EMPTY_IDENTITY', '14 BAD_ROW'])
  })

  it('makes no row of the rest of a row that spans lines and is bad', async () => {
    await work.directory('id,name\n1,"a\nb"x,\n2,b\n')
    expect((await work.principals()).map(({ id }) => id)).toEqual(['2'])
    expect(await work.findings()).toMatchObject([
      { code: 'BAD_ROW', line: 2, args: { problem: expect.stringContaining('all to line 3') as string } },
    ])
  })

  it('keeps white space around values, a leading U+FEFF, NULL and nan as text; a blank cell is absent', async () => {
    await work.directory('id,username,caption,uuid\n 1 ,\uFEFFann,NULL,nan\n2,\u00a0\u3000,"",\uFEFF\n')
    expect(await work.principals()).toEqual([
      {
        seq: 0,
        kind: 'account',
        id: ' 1 ',
        username: '\uFEFFann',
        caption: 'NULL',
        uuid: 'nan',
        flags: 0,
        declared: false,
        origin_line: 2,
      },
      { seq: 1, kind: 'account', id: '2', flags: 0, declared: false, origin_line: 3 },
    ])
  })

  it('goes on numbering where the table ends', async () => {
    await work.directory('id\n1\n2\n')
    await work.directory('id\n3\n')
    expect((await work.principals()).map(({ seq }) => seq)).toEqual([0, 1, 2])
  })

  it('says so where there are no rows', async () => {
    expect(await work.directory('id,name\n')).toMatchObject({ rows: 0 })
    expect(await codes()).toEqual(['1 NO_CONTENT'])
  })

  it('refuses a file whose quotes never pair up, in reasonable time', async () => {
    await expect(work.directory('id,name\n' + 'a","c\n'.repeat(4_000_000))).rejects.toMatchObject({
      code: 'CSV_BROKEN',
    })
  })

  it('takes a row of 3 MB and reports one beyond 16 MB', async () => {
    await work.directory(`id,name\n1,${'x'.repeat(3 << 20)}\n2,"${'y\n'.repeat(9 << 20)}"\n3,z\n`)
    expect((await work.principals()).map(({ id, origin_line }) => [id, origin_line])).toEqual([
      ['1', 2],
      ['3', (9 << 20) + 4],
    ])
    expect(await codes()).toEqual(['3 BAD_ROW'])
  })
})
