import { buildSchemaSync, Query, Resolver } from 'type-graphql'
import { describe, expect, it } from 'vitest'

import { mayAct, ROLES, type Role } from '../../src/control/roles.js'
import { accessOf, requireDeclaredAccess } from '../../src/graphql/access.js'
import { buildApiSchema } from '../../src/graphql/schema.js'
import { startServer } from '../http/test-server.js'

/** Who may do what, written down once more: a change of a role is a change of this table. */
const expected: Record<string, Role> = {
  ...{ 'Query.viewer': 'viewer', 'Query.jobs': 'viewer', 'Query.job': 'viewer', 'Query.runs': 'viewer' },
  ...{ 'Query.run': 'viewer', 'Query.mappings': 'viewer', 'Query.principalOutcomes': 'viewer' },
  ...{ 'Query.mapping': 'viewer', 'Query.sourceQuality': 'viewer', 'Query.mappingsWindow': 'viewer' },
  ...{ 'Query.savedViews': 'viewer', 'Query.runDifference': 'viewer' },
  ...{ 'Mutation.saveView': 'viewer', 'Mutation.deleteView': 'viewer', 'Mutation.deleteRun': 'operator' },
  ...{ 'Query.principalOutcome': 'viewer', 'Query.principalOutcomesWindow': 'viewer' },
  ...{ 'Query.sourceQualityWindow': 'viewer', 'Query.items': 'viewer', 'Query.itemsWindow': 'viewer' },
  ...{ 'Query.item': 'viewer', 'Query.findings': 'viewer', 'Query.findingsWindow': 'viewer' },
  ...{ 'Query.userReport': 'viewer', 'Query.bulkGroups': 'viewer', 'Query.bulkUsers': 'viewer' },
  ...{ 'Query.reconciliation': 'viewer', 'Query.reconciliationMembers': 'viewer' },
  ...{ 'Query.userReportWindow': 'viewer', 'Query.bulkGroupsWindow': 'viewer' },
  ...{ 'Query.bulkUsersWindow': 'viewer', 'Query.reconciliationWindow': 'viewer' },
  ...{ 'Query.reconciliationMembersWindow': 'viewer', 'Query.reportColumns': 'operator' },
  ...{ 'Query.validation': 'operator', 'Query.differingRows': 'operator' },
  'Query.differingRowsWindow': 'operator',
  ...{ 'Query.triggers': 'viewer', 'Query.broughtByGrant': 'viewer', 'Query.affectedItems': 'viewer' },
  'Query.affectedItemsWindow': 'viewer',
  'Query.broughtByMembership': 'viewer',
  ...{ 'Mutation.startRun': 'operator', 'Mutation.resumeRun': 'operator', 'Mutation.stopRun': 'operator' },
  'Mutation.importExceptions': 'operator',
  ...{ 'Subscription.runEvents': 'viewer', 'Subscription.exportEvents': 'exporter' },
  ...{ 'Query.directories': 'viewer', 'Query.directory': 'viewer', 'Query.missingDirectories': 'viewer' },
  ...{ 'Query.directoryEstimate': 'viewer', 'Mutation.testDirectory': 'admin' },
  ...{ 'Mutation.saveDirectory': 'admin', 'Mutation.removeDirectory': 'admin' },
  'Query.auditEntries': 'admin',
  ...{ 'Query.exports': 'exporter', 'Query.export': 'exporter', 'Query.estimateExport': 'exporter' },
  ...{ 'Mutation.startExport': 'exporter', 'Mutation.resumeExport': 'exporter' },
  ...{ 'Mutation.cancelExport': 'exporter', 'Mutation.deleteExport': 'exporter' },
  'Mutation.createDownloadLink': 'exporter',
  ...{ 'Query.checkJob': 'operator', 'Query.jobDefinition': 'operator' },
  ...{ 'Mutation.createJob': 'operator', 'Mutation.updateJob': 'operator', 'Mutation.deleteJob': 'operator' },
}

const documents: Record<string, string> = {
  'Query.viewer': '{ viewer { name } }',
  'Query.jobs': '{ jobs { totalCount } }',
  'Query.job': '{ job(id: "job_none") { id } }',
  'Query.runs': '{ runs { totalCount } }',
  'Query.run': '{ run(id: "run_none") { id } }',
  'Query.mappings': '{ mappings(runId: "run_none") { __typename } }',
  'Query.principalOutcomes': '{ principalOutcomes(runId: "run_none") { totalCount } }',
  'Query.mapping': '{ mapping(id: "map_none") { id } }',
  'Query.triggers': '{ triggers(id: "out_none") { totalCount } }',
  'Query.broughtByGrant':
    '{ broughtByGrant(item: "itm_none", policy: ACL, principal: "out_none") { totalCount } }',
  'Query.broughtByMembership':
    '{ broughtByMembership(member: "out_none", group: "out_none") { totalCount } }',
  'Query.affectedItems': '{ affectedItems(id: "out_none") { totalCount } }',
  'Query.affectedItemsWindow': '{ affectedItemsWindow(id: "out_none", at: 0) { totalCount } }',
  'Query.sourceQuality': '{ sourceQuality(runId: "run_none") { totalCount } }',
  ...Object.fromEntries(
    [
      ...['principalOutcomesWindow', 'sourceQualityWindow', 'itemsWindow', 'findingsWindow'],
      ...['userReportWindow', 'bulkGroupsWindow', 'bulkUsersWindow', 'reconciliationWindow'],
      'reconciliationMembersWindow',
    ].map((name) => [`Query.${name}`, `{ ${name}(runId: "run_none", at: 0) { totalCount } }`]),
  ),
  'Query.reportColumns': '{ reportColumns(uploadId: "upl_none") { column } }',
  'Query.validation': '{ validation(runId: "run_none", uploadId: "upl_none") { expected } }',
  'Query.differingRows': '{ differingRows(runId: "run_none", uploadId: "upl_none") { totalCount } }',
  'Query.differingRowsWindow':
    '{ differingRowsWindow(runId: "run_none", uploadId: "upl_none", at: 0) { totalCount } }',
  'Query.savedViews': '{ savedViews { id } }',
  'Query.runDifference': '{ runDifference(fromRunId: "run_none", toRunId: "run_none") { __typename } }',
  'Mutation.saveView':
    'mutation { saveView(input: { report: MAPPINGS, name: "", clauses: [] }) { __typename } }',
  'Mutation.deleteView': 'mutation { deleteView(input: { viewId: "view_none" }) { __typename } }',
  'Mutation.deleteRun': 'mutation { deleteRun(input: { runId: "run_none" }) { __typename } }',
  'Query.mappingsWindow': '{ mappingsWindow(runId: "run_none", at: 0) { __typename } }',
  'Query.principalOutcome': '{ principalOutcome(id: "out_none") { id } }',
  'Query.items': '{ items(runId: "run_none") { totalCount } }',
  'Query.item': '{ item(id: "itm_none") { id } }',
  'Query.findings': '{ findings(runId: "run_none") { totalCount } }',
  'Query.userReport': '{ userReport(runId: "run_none") { totalCount } }',
  'Query.bulkGroups': '{ bulkGroups(runId: "run_none") { totalCount } }',
  'Query.bulkUsers': '{ bulkUsers(runId: "run_none") { totalCount } }',
  'Query.reconciliation': '{ reconciliation(runId: "run_none") { totalCount } }',
  'Query.reconciliationMembers': '{ reconciliationMembers(runId: "run_none") { totalCount } }',
  'Mutation.startRun': 'mutation { startRun(input: { jobId: "job_none" }) { __typename } }',
  'Mutation.resumeRun': 'mutation { resumeRun(input: { runId: "run_none" }) { __typename } }',
  'Mutation.importExceptions':
    'mutation { importExceptions(input: { jobId: "job_none", csv: "" }) { __typename } }',
  'Query.directories': '{ directories { id } }',
  'Query.directory': '{ directory(id: "dir_none") { id } }',
  'Query.missingDirectories': '{ missingDirectories }',
  'Query.directoryEstimate': '{ directoryEstimate(jobId: "job_none") { directory } }',
  'Mutation.testDirectory': 'mutation { testDirectory(input: { name: "none" }) { __typename } }',
  'Mutation.saveDirectory': 'mutation { saveDirectory(input: { name: "none" }) { __typename } }',
  'Mutation.removeDirectory':
    'mutation { removeDirectory(input: { directoryId: "dir_none" }) { __typename } }',
  'Query.auditEntries': '{ auditEntries { totalCount } }',
  'Query.checkJob': '{ checkJob(definition: {}) { definition } }',
  'Query.jobDefinition': '{ jobDefinition(jobId: "job_none") }',
  'Mutation.createJob': 'mutation { createJob(input: { definition: {} }) { __typename } }',
  'Mutation.updateJob': 'mutation { updateJob(input: { jobId: "job_none", definition: {} }) { __typename } }',
  'Mutation.deleteJob': 'mutation { deleteJob(input: { jobId: "job_none" }) { __typename } }',
  'Subscription.runEvents': 'subscription { runEvents(id: "run_none") { run { id } } }',
  'Subscription.exportEvents': 'subscription { exportEvents(id: "exp_none") { export { id } } }',
  'Query.exports': '{ exports { totalCount } }',
  'Query.export': '{ export(id: "exp_none") { id } }',
  'Query.estimateExport': '{ estimateExport(input: { report: MAPPINGS }) { __typename } }',
  'Mutation.startExport': 'mutation { startExport(input: { report: MAPPINGS }) { __typename } }',
  'Mutation.resumeExport': 'mutation { resumeExport(input: { exportId: "exp_none" }) { __typename } }',
  'Mutation.cancelExport': 'mutation { cancelExport(input: { exportId: "exp_none" }) { __typename } }',
  'Mutation.deleteExport': 'mutation { deleteExport(input: { exportId: "exp_none" }) { __typename } }',
  'Mutation.createDownloadLink':
    'mutation { createDownloadLink(input: { exportId: "exp_none" }) { __typename } }',
  'Mutation.stopRun': 'mutation { stopRun(input: { runId: "run_none" }) { __typename } }',
}

@Resolver()
class OpenResolver {
  @Query(() => String)
  open(): string {
    return ''
  }
}

describe('access to the API', () => {
  it('is declared on every operation', () => {
    const declared = Object.fromEntries(
      accessOf(buildApiSchema()).map(({ operation, role }) => [operation, role]),
    )
    expect(declared).toEqual(expected)
    expect(Object.keys(documents).sort()).toEqual(Object.keys(expected).sort())
  })

  it('refuses a schema in which it is not', () => {
    const schema = buildSchemaSync({ resolvers: [OpenResolver], validate: false, authChecker: () => true })
    expect(() => requireDeclaredAccess(schema)).toThrow('No access rule: Query.open.')
  })

  it('is as declared for every operation and every role, and for nobody', async () => {
    const { ask, graphql, tokens } = await startServer()
    const stream = async (query: string, role: Role) => {
      const headers = { accept: 'text/event-stream' }
      const answer = await ask('/graphql/stream', {
        ...{ method: 'POST', token: tokens[role], body: { query }, headers },
      })
      const text = await answer.text()
      return { status: answer.status, refused: text.includes('FORBIDDEN') }
    }
    const request = async (query: string, role: Role) => {
      const { status, errors } = await graphql(query, undefined, role)
      return { status, refused: errors?.some(({ extensions }) => extensions.code === 'FORBIDDEN') ?? false }
    }
    for (const [operation, needed] of Object.entries(expected)) {
      const query = documents[operation] ?? ''
      for (const role of ROLES) {
        const { status, refused } = await (operation.startsWith('Subscription') ? stream : request)(
          query,
          role,
        )
        expect(`${operation} ${role} ${refused}`).toBe(`${operation} ${role} ${!mayAct(role, needed)}`)
        if (refused) expect(status).toBe(403)
      }
      const answer = await ask('/graphql', { method: 'POST', body: { query } })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(await answer.json()).toMatchObject({
        code: 'UNAUTHENTICATED',
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      })
    }
  })

  it('shows the schema to administrators only', async () => {
    const { graphql } = await startServer()
    const hidden = '{ viewer { name } ...on Query { __type(name: "Job") { name } } }'
    for (const query of ['{ __schema { queryType { name } } }', hidden]) {
      expect((await graphql(query, {}, 'operator')).status).toBe(403)
      expect((await graphql(query, {}, 'admin')).status).toBe(200)
    }
    expect((await graphql('{ __typename }', {}, 'viewer')).status).toBe(200)
  })
})
