import 'reflect-metadata'

import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import { buildSchemaSync } from 'type-graphql'

import { checkAccess, requireDeclaredAccess } from './access.js'
import { ExceptionsResolver } from './exceptions/exceptions.resolver.js'
import { EditJobsResolver } from './jobs/edit-jobs.resolver.js'
import { FindingsResolver } from './findings/findings.resolver.js'
import { ItemsResolver } from './items/items.resolver.js'
import { JobsResolver } from './jobs/jobs.resolver.js'
import { MappingsResolver } from './mappings/mappings.resolver.js'
import { PrincipalsResolver } from './principals/principals.resolver.js'
import { QualityResolver } from './quality/quality.resolver.js'
import { RunsResolver } from './runs/runs.resolver.js'
import { ViewerResolver } from './viewer/viewer.js'

/** The API's schema. An operation without an access rule is refused here, before anything listens. */
export const buildApiSchema = (): GraphQLSchema =>
  requireDeclaredAccess(
    buildSchemaSync({
      resolvers: [
        ViewerResolver,
        JobsResolver,
        EditJobsResolver,
        ExceptionsResolver,
        RunsResolver,
        MappingsResolver,
        PrincipalsResolver,
        QualityResolver,
        ItemsResolver,
        FindingsResolver,
      ],
      authChecker: checkAccess,
      validate: false,
    }),
  )

/** As committed in `packages/server/schema.graphql`. */
export const printApiSchema = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(schema))}\n`
