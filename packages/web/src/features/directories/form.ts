import type { DirectorySettings } from './documents.js'

/** Everything the form holds, as text; secrets are empty unless entered now. */
export interface DirectoryForm {
  kind: 'UMAPI' | 'LDAP'
  name: string
  orgId: string
  clientId: string
  signIn: 'accessToken' | 'clientSecret'
  accessToken: string
  clientSecret: string
  strategy: string
  requestsPerMinute: string
  apiUrl: string
  tokenUrl: string
  url: string
  security: string
  certificates: string
  bindDn: string
  password: string
  baseDn: string
  userFilter: string
  groupFilter: string
  pageSize: string
}

export const emptyForm = (name: string): DirectoryForm => ({
  ...{
    kind: 'UMAPI',
    name,
    orgId: '',
    clientId: '',
    signIn: 'accessToken',
    accessToken: '',
    clientSecret: '',
  },
  ...{ strategy: 'AUTO', requestsPerMinute: '25', apiUrl: '', tokenUrl: '', url: '', security: 'LDAPS' },
  ...{
    certificates: '',
    bindDn: '',
    password: '',
    baseDn: '',
    userFilter: '',
    groupFilter: '',
    pageSize: '500',
  },
})

/** A saved configuration in the form; its secrets stay where they are. */
export const formOf = ({ umapi, ldap, name, kind, secrets }: DirectorySettings): DirectoryForm => ({
  ...emptyForm(name),
  kind,
  signIn: secrets.includes('CLIENT_SECRET') ? 'clientSecret' : 'accessToken',
  ...(umapi && { ...umapi, requestsPerMinute: String(umapi.requestsPerMinute) }),
  ...(ldap && {
    ...{ url: ldap.url, security: ldap.security, baseDn: ldap.baseDn },
    ...{ certificates: ldap.certificates ?? '', bindDn: ldap.bindDn ?? '' },
    ...{ userFilter: ldap.userFilter, groupFilter: ldap.groupFilter, pageSize: String(ldap.pageSize) },
  }),
})

/** What the API takes. */
export const inputOf = (form: DirectoryForm, directoryId: string | null) => ({
  ...{ directoryId, name: form.name },
  umapi:
    form.kind === 'UMAPI'
      ? {
          ...{ orgId: form.orgId, clientId: form.clientId, apiUrl: form.apiUrl, tokenUrl: form.tokenUrl },
          strategy: form.strategy as 'AUTO' | 'PAGES' | 'SINGLE',
          requestsPerMinute: Number(form.requestsPerMinute) || 0,
        }
      : null,
  ldap:
    form.kind === 'LDAP'
      ? {
          ...{ url: form.url, security: form.security as 'NONE' | 'STARTTLS' | 'LDAPS' },
          ...{ certificates: form.certificates, bindDn: form.bindDn, baseDn: form.baseDn },
          ...{ userFilter: form.userFilter, groupFilter: form.groupFilter },
          pageSize: Number(form.pageSize) || 0,
        }
      : null,
  secrets:
    form.kind === 'LDAP'
      ? { password: form.password }
      : form.signIn === 'accessToken'
        ? { accessToken: form.accessToken }
        : { clientSecret: form.clientSecret },
})
