import { readFileSync } from 'node:fs'

import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, it } from 'vitest'

import { breaksOf } from '../../src/graphql/schema-breaks.js'
import { buildApiSchema, printApiSchema } from '../../src/graphql/schema.js'

const read = (name: string) => readFileSync(new URL(`../../${name}.graphql`, import.meta.url), 'utf8')

it('is committed as it is, and breaks no client of the released one', () => {
  const schema = buildApiSchema()
  expect(printApiSchema(schema)).toBe(read('schema'))
  expect(breaksOf(read('schema.released'), schema)).toEqual([])
})

it('breaks a client that asks for what is gone, and none by what is new', () => {
  const old = 'type Query { kept: Int gone: Int }'
  expect(breaksOf(old, buildSchema('type Query { kept: Int }'))).toEqual(['Query.gone was removed.'])
  expect(breaksOf(old, buildSchema('type Query { kept: Int gone(new: Int): Int more: Int }'))).toEqual([])
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
