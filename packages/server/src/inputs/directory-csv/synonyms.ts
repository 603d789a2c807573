/**
 * What a column of a directory CSV may hold. Where several columns of a file hold the same field, the first present
 * cell in the order of the names below is taken.
 */
export const FIELDS = {
  kind: [
    'type',
    'kind',
    'principaltype',
    'identitytype',
    'objecttype',
    'objectclass',
    'membertype',
    'recordtype',
  ],
  id: [
    ...[
      'id',
      'objectid',
      'authorizableid',
      'repauthorizableid',
      'userid',
      'accountid',
      'platformid',
      'uniqueid',
    ],
    ...['objectguid', 'guid', 'entryuuid'],
  ],
  username: [
    ...[
      'username',
      'login',
      'loginname',
      'loginid',
      'userlogin',
      'logonname',
      'userlogonname',
      'oktausername',
    ],
    ...['accountname', 'samaccountname', 'userprincipalname', 'upn', 'uid', 'memberusername', 'account'],
  ],
  email: [
    ...['email', 'mail', 'emailaddress', 'primaryemail', 'primaryemailaddress', 'profileemail', 'useremail'],
    ...['primarysmtpaddress', 'mailaddress', 'emails', 'workemail'],
  ],
  name: ['name', 'commonname', 'cn'],
  caption: ['caption', 'displayname', 'fullname', 'userfullname', 'displaynames', 'user'],
  firstName: ['firstname', 'givenname', 'forename', 'profilegivenname'],
  lastName: ['lastname', 'surname', 'sn', 'familyname', 'profilefamilyname'],
  principalName: ['principalname', 'repprincipalname', 'principal'],
  uuid: ['uuid', 'jcruuid'],
  path: ['path', 'repositorypath', 'jcrpath', 'distinguishedname', 'dn'],
  externalId: ['externalid', 'repexternalid', 'objectsid', 'sid', 'securityidentifier'],
  status: ['status', 'userstatus', 'accountstatus', 'oktauserstatus', 'lifecyclestate'],
  enabled: ['enabled', 'accountenabled', 'isenabled', 'active', 'isactive'],
  disabled: [
    ...['disabled', 'repdisabled', 'isdisabled', 'accountdisabled', 'inactive', 'suspended', 'issuspended'],
    ...['blocked', 'blocksignin', 'deactivated'],
  ],
  accountControl: ['useraccountcontrol'],
  groups: [
    'groups',
    'usergroups',
    'memberof',
    'groupmembership',
    'groupmemberships',
    'memberships',
    'groupnames',
  ],
  members: [
    'members',
    'memberlist',
    'uniquemember',
    'memberuid',
    'groupmembers',
    'memberids',
    'memberemails',
  ],
  group: ['group', 'groupid', 'groupemail', 'groupkey', 'groupname', 'parentgroup', 'groupdn'],
  groupCaption: ['groupdisplayname', 'groupcaption'],
  member: [
    ...['member', 'memberid', 'memberobjectid', 'memberemail', 'memberuserprincipalname', 'memberupn'],
    ...['memberlogin', 'memberdn', 'memberkey', 'memberobjectidorupn'],
  ],
  memberCaption: ['membername', 'memberdisplayname'],
  /** Says that the rows are groups, and nothing else. */
  groupMark: ['grouptype', 'membershiptype', 'gidnumber', 'groupscope', 'groupcategory'],
} as const satisfies Record<string, readonly string[]>

export type Field = keyof typeof FIELDS

/** Columns that the documented exports have and no report needs. Any other column is a finding. */
export const IGNORED: readonly string[] = [
  // reports of our own
  ...['jobname', 'resolution', 'message', 'reason', 'permissions'],
  // User Sync and Adobe Admin Console
  ...['country', 'countrycode', 'domain', 'umapi', 'productconfigurations', 'teamproducts', 'adminroles'],
  ...[
    'productconfigurationsadministered',
    'usergroupsadministered',
    'productsadministered',
    'developeraccess',
  ],
  ...['autoassignedproducts', 'contractsadministered'],
  // Microsoft Entra
  ...['usertype', 'jobtitle', 'department', 'usagelocation', 'streetaddress', 'state', 'city', 'postalcode'],
  ...[
    'physicaldeliveryofficename',
    'officelocation',
    'telephonenumber',
    'mobile',
    'mobilephone',
    'businessphones',
  ],
  ...['authenticationalternativephonenumber', 'authenticationphonenumber', 'authenticationemail'],
  ...['alternateemailaddress', 'agegroup', 'consentprovidedforminor', 'legalagegroupclassification'],
  ...[
    'companyname',
    'creationtype',
    'directorysynced',
    'invitationstate',
    'identityissuer',
    'createddatetime',
  ],
  ...['preferredlanguage', 'initialpassword', 'passwordprofile'],
  // Okta
  ...['middlename', 'honorificprefix', 'honorificsuffix', 'title', 'nickname', 'profileurl', 'secondemail'],
  ...['primaryphone', 'zipcode', 'postaladdress', 'locale', 'timezone', 'employeenumber', 'costcenter'],
  ...[
    'organization',
    'division',
    'managerid',
    'manager',
    'activationdate',
    'authenticationsource',
    'lastlogin',
  ],
  ...['lastpasswordchange', 'statuschangedate', 'created', 'activated', 'statuschanged', 'lastupdated'],
  ...['passwordchanged'],
  // Google Workspace
  ...['password', 'passwordhashfunction', 'orgunitpath', 'newprimaryemail', 'lastsignin', 'recoveryemail'],
  ...['homesecondaryemail', 'worksecondaryemail', 'recoveryphone', 'workphone', 'homephone', 'workaddress'],
  ...[
    'homeaddress',
    'employeeid',
    'employeetype',
    'employeetitle',
    'manageremail',
    'buildingid',
    'floorname',
  ],
  ...['floorsection', '2svenrolled', '2svenforced', 'emailusage', 'driveusage', 'totalstorage'],
  ...['changepasswordatnextsignin', 'newstatus', 'newlicenses', 'advancedprotectionprogramenrollment'],
  ...['memberrole', 'memberrelationtype', 'description'],
  // LDAP and Active Directory
  ...[
    'uidnumber',
    'homedirectory',
    'loginshell',
    'gecos',
    'proxyaddresses',
    'primarygroupid',
    'propertycount',
  ],
  ...['pscomputername', 'runspaceid', 'psshowcomputername', 'managedby'],
]
