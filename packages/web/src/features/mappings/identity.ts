interface Identity {
  id: string | null
  username: string | null
  name: string | null
  caption: string | null
}

/** What a person calls the identity, and the line below it that tells it from namesakes. */
export const identityLines = ({ id, username, name, caption }: Identity): [string | null, string | null] => {
  const parts = [caption, name, username, id].filter((part): part is string => part !== null && part !== '')
  const [first = id ?? null, ...rest] = parts
  return [first, rest.find((part) => part !== first) ?? null]
}

/** Everything but what the identity is called, so that namesakes can be told apart. */
export const tellingLine = (identity: Identity): string | null => {
  const [called] = identityLines(identity)
  const { name, username, id } = identity
  const parts = [name, username, id].filter((part) => part !== null && part !== '' && part !== called)
  return [...new Set(parts)].join(' · ') || null
}

export interface IdentityField {
  label: string
  mono: boolean
  source: string | null
  destination: string | null
}

/** The report's fields of both sides. For accounts the name is the email address (seed 002). */
export const identityFields = (kind: 'ACCOUNT' | 'GROUP', source: Identity, destination: Identity | null) => {
  const labels: readonly (readonly [keyof Identity, string])[] = [
    ['caption', 'Display name'],
    ['name', kind === 'ACCOUNT' ? 'Email' : 'Group name'],
    ['username', 'Username'],
    ['id', 'ID'],
  ]
  return labels.map(([key, label]): IdentityField => ({
    label,
    mono: key === 'id',
    source: source[key],
    destination: destination?.[key] ?? null,
  }))
}
