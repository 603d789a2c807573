/** The kinds of live directory there are. */
export const DIRECTORY_KINDS = ['umapi', 'ldap'] as const
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number]

/** How users are asked for: one by one, page by page, or whichever takes fewer requests. */
export const STRATEGIES = ['auto', 'pages', 'single'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** An organisation of Adobe's User Management API; everything but its secrets. */
export interface UmapiSettings {
  readonly kind: 'umapi'
  /** `xx@AdobeOrg`. */
  readonly orgId: string
  readonly clientId: string
  /** Base of the API, without a slash at its end. */
  readonly apiUrl: string
  /** Where a client secret is exchanged for tokens. */
  readonly tokenUrl: string
  readonly strategy: Strategy
  /** Requests for users a minute that this client may make; 25 as documented. */
  readonly requestsPerMinute: number
}

/** How the connection to an LDAP server is made private. */
export const LDAP_SECURITY = ['none', 'starttls', 'ldaps'] as const
export type LdapSecurity = (typeof LDAP_SECURITY)[number]

/** An LDAP server and what of it is read; everything but its password. */
export interface LdapSettings {
  readonly kind: 'ldap'
  /** `ldap://host[:port]` or, with LDAPS, `ldaps://host[:port]`. */
  readonly url: string
  readonly security: LdapSecurity
  /** PEM certificates to trust beside the system's; null: the system's alone. */
  readonly certificates: string | null
  /** Null: anonymous. */
  readonly bindDn: string | null
  readonly baseDn: string
  readonly userFilter: string
  readonly groupFilter: string
  readonly pageSize: number
}

export type DirectorySettings = UmapiSettings | LdapSettings

/** What is kept encrypted. A directory has those its kind and way of signing in need. */
export const SECRET_NAMES = ['accessToken', 'clientSecret', 'password'] as const
export type SecretName = (typeof SECRET_NAMES)[number]
export type Secrets = Readonly<Partial<Record<SecretName, string>>>

/** Everything needed to ask a directory. It goes to a worker over its channel and is never written anywhere. */
export interface DirectoryAccess<S extends DirectorySettings = DirectorySettings> {
  readonly name: string
  readonly settings: S
  readonly secrets: Secrets
}

export const ADOBE = {
  apiUrl: 'https://usermanagement.adobe.io/v2/usermanagement',
  tokenUrl: 'https://ims-na1.adobelogin.com/ims/token/v2',
  requestsPerMinute: 25,
} as const
