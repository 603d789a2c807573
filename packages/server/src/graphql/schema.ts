import 'reflect-metadata'

import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import { buildSchemaSync, type PubSub } from 'type-graphql'

import { checkAccess, requireDeclaredAccess } from './access.js'
import { DifferencesResolver } from './differences/differences.resolver.js'
import { DirectoriesResolver } from './directories/directories.resolver.js'
import { AuditResolver } from './audit/audit.resolver.js'
import { ExportsResolver } from './exports/exports.resolver.js'
import { ExceptionsResolver } from './exceptions/exceptions.resolver.js'
import { EditJobsResolver } from './jobs/edit-jobs.resolver.js'
import { FindingsResolver } from './findings/findings.resolver.js'
import { ItemsResolver } from './items/items.resolver.js'
import { ExplainResolver } from './explain/explain.resolver.js'
import { AffectedItemsResolver } from './items/affected-items.resolver.js'
import { JobsResolver } from './jobs/jobs.resolver.js'
import { MappingsResolver } from './mappings/mappings.resolver.js'
import { PrincipalsResolver } from './principals/principals.resolver.js'
import { QualityResolver } from './quality/quality.resolver.js'
import { ExportEventsResolver } from './exports/export-events.resolver.js'
import { RunEventsResolver } from './runs/run-events.resolver.js'
import { RECONCILIATION_RESOLVERS } from './reconciliation/reconciliation.resolver.js'
import { RunsResolver } from './runs/runs.resolver.js'
import { USER_REPORT_RESOLVERS } from './user-report/user-report.resolver.js'
import { SavedViewsResolver } from './saved-views/saved-views.resolver.js'
import { ValidationResolver } from './validation/validation.resolver.js'
import { ViewerResolver } from './viewer/viewer.js'

/** Every subscription brings its own source; none has a topic. */
const noTopics: PubSub = {
  publish: () => undefined,
  subscribe() {
    throw new Error('No subscription has a topic.')
  },
}

/** The API's schema. An operation without an access rule is refused here, before anything listens. */
export const buildApiSchema = (): GraphQLSchema =>
  requireDeclaredAccess(
    buildSchemaSync({
      resolvers: [
        ViewerResolver,
        AuditResolver,
        JobsResolver,
        EditJobsResolver,
        DirectoriesResolver,
        ExceptionsResolver,
        ExportsResolver,
        RunsResolver,
        RunEventsResolver,
        ExportEventsResolver,
        SavedViewsResolver,
        MappingsResolver,
        PrincipalsResolver,
        QualityResolver,
        ItemsResolver,
        DifferencesResolver,
        FindingsResolver,
        ...USER_REPORT_RESOLVERS,
        ...RECONCILIATION_RESOLVERS,
        ExplainResolver,
        AffectedItemsResolver,
        ValidationResolver,
      ],
      authChecker: checkAccess,
      validate: false,
      pubSub: noTopics,
    }),
  )

/** As committed in `packages/server/schema.graphql`. */
export const printApiSchema = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(schema))}\n`
