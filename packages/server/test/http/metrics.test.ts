import { expect, it } from 'vitest'

import { startServer } from './test-server.js'

it('tells figures to whoever has a token, and names nobody', async () => {
  const server = await startServer()
  const { ask, tokens, graphql } = server
  await graphql('{ run(id: "run_of_a_person") { id } }')
  await graphql('{ run }')
  await ask('/v1/uploads/upl_of_a_person', { token: tokens.operator })
  await ask('/elsewhere/a-person', { token: tokens.viewer })
  expect((await ask('/metrics')).status).toBe(401)
  const answer = await ask('/metrics', { token: tokens.viewer })
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const text = await answer.text()
  expect(text).toContain('crosswalk_runs{state="QUEUED"} 1')
  expect(text).toContain('crosswalk_uploads_receiving 0')
  expect(text).toContain('crosswalk_refusals_total{code="NOT_FOUND"} 1')
  expect(text).toContain('crosswalk_refusals_total{code="GRAPHQL_VALIDATION_FAILED"} 2')
  expect(text).toMatch(
    /crosswalk_http_request_duration_seconds_count\{method="GET",route="\/v1\/uploads\/:id",status="404"\} 1/,
  )
  expect(text).toMatch(/process_cpu_seconds_total|nodejs_eventloop_lag_seconds/)
  expect(text).not.toMatch(/person|the viewer/)
})
