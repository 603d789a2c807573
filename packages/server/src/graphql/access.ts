import { Authorized, Extensions, type AuthCheckerFn } from 'type-graphql'
import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql'

import { requireRole, type Caller } from '../access/caller.js'
import type { Role } from '../control/roles.js'
import type { Context } from './context.js'

/** The weakest role that may use a query or mutation. Without it the schema is refused. */
export const Access =
  (role: Role): MethodDecorator =>
  (target, key, descriptor) => {
    Authorized(role)(target, key, descriptor)
    Extensions({ access: role })(target, key, descriptor)
  }

export const checkAccess: AuthCheckerFn<Context, Role> = ({ context }, [role]) => {
  requireRole(context.caller, role ?? 'admin')
  return true
}

/** Before anything is followed: a stream would refuse event by event. @throws Problem `FORBIDDEN` */
export function requireStreamAccess(schema: GraphQLSchema, document: DocumentNode, caller: Caller): void {
  const types = new TypeInfo(schema)
  const Field = (): void => {
    if (types.getParentType() !== schema.getSubscriptionType()) return
    requireRole(caller, (types.getFieldDef()?.extensions.access as Role | undefined) ?? 'admin')
  }
  visit(document, visitWithTypeInfo(types, { Field }))
}

/** The operations of a schema with the role each needs; null where none was declared. */
export const accessOf = (schema: GraphQLSchema): { operation: string; role: Role | null }[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map(({ name, extensions }) => ({
      operation: `${type?.name ?? ''}.${name}`,
      role: (extensions.access as Role | undefined) ?? null,
    })),
  )

export function requireDeclaredAccess(schema: GraphQLSchema): GraphQLSchema {
  const open = accessOf(schema).filter(({ role }) => role === null)
  if (open.length > 0)
    throw new Error(`No access rule: ${open.map(({ operation }) => operation).join(', ')}.`)
  return schema
}
