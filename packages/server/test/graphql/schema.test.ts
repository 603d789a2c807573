import { readFileSync } from 'node:fs'

import {
  buildSchema,
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, it } from 'vitest'

import { buildApiSchema, printApiSchema } from '../../src/graphql/schema.js'

const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')

it('is committed as it is', () => {
  const schema = buildApiSchema()
  expect(findBreakingChanges(buildSchema(committed), schema)).toEqual([])
  expect(printApiSchema(schema)).toBe(committed)
})

it('describes every type, field, argument and enum value', () => {
  const bare: string[] = []
  const check = (name: string, { description }: { description?: string | null }) => {
    if (!description) bare.push(name)
  }
  for (const type of Object.values(buildApiSchema().getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue
    if (!['Query', 'Mutation', 'Subscription'].includes(type.name)) check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field)
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field)
        for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg)
      }
  }
  expect(bare).toEqual([])
})
