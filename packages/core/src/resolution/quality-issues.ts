/** What a source directory makes hard to map: what is wrong with it, and where several of its identities meet. */
export const QUALITY_ISSUES = {
  MISSING_EMAIL: 'The account has no email address.',
  INVALID_EMAIL: 'The email address is not of the form local@domain.',
  DUPLICATE_EMAIL: 'Several accounts have the same email address, written alike.',
  DUPLICATE_EMAIL_SPACE: 'Several accounts have the same email address, but for the space around it.',
  DUPLICATE_EMAIL_CASE: 'Several accounts have the same email address, but for upper and lower case.',
  DUPLICATE_EMAIL_UNICODE:
    'Several accounts have the same email address, but for the Unicode form of its characters.',
  DUPLICATE_ID: 'Several principals of one kind have the same id.',
  UNLINKABLE: 'The account has no email, id, username or display name that a rule could compare.',
  MANY_TO_ONE: 'Several source identities become this destination identity.',
} as const
export type QualityIssueCode = keyof typeof QUALITY_ISSUES
export const QUALITY_ISSUE_CODES = Object.keys(QUALITY_ISSUES) as readonly QualityIssueCode[]
