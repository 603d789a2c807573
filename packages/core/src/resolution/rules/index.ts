import type { RuleName } from '../plan.js'
import type { Rule } from '../rule.js'
import { defaultRule } from './default.js'
import { email } from './email.js'
import { exception } from './exception.js'
import { external } from './external.js'
import { id } from './id.js'
import { name } from './name.js'
import { passthrough } from './passthrough.js'
import { provision } from './provision.js'
import { username } from './username.js'

export const RULES: Readonly<Record<RuleName, Rule>> = Object.freeze({
  EXCEPTION: exception,
  PASSTHROUGH: passthrough,
  EMAIL: email,
  ID: id,
  USERNAME: username,
  NAME: name,
  PROVISION: provision,
  EXTERNAL: external,
  DEFAULT: defaultRule,
})
