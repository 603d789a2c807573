import { UPLOAD_KINDS } from '../../control/upload-kinds.js'
import { ref } from './schemas.js'

type Part = Readonly<Record<string, unknown>>

const query = (name: string, schema: Part, description: string): Part => ({
  ...{ name, in: 'query', schema, description },
})
const inPath = (name: string, description: string): Part => ({
  ...{ name, in: 'path', required: true, schema: { type: 'string' }, description },
})
const text = { type: 'string' }
const whole = { type: 'integer', minimum: 0 }

const answers = (status: number, description: string, type: string, schema: Part): Part => ({
  [status]: { description, content: { [type]: { schema } } },
  default: {
    description: 'Refused; docs/errors.md has a paragraph for each code.',
    content: { 'application/json': { schema: ref('Problem') } },
  },
})
const json = (schema: string, description: string, status = 200): Part =>
  answers(status, description, 'application/json', ref(schema))

const JOB = query(
  'job',
  text,
  'Ids of jobs (job_… or 32 hexadecimal digits), comma-separated; every job if not given.',
)
const PINS = [
  query(
    'as_of',
    { type: 'string', format: 'date-time' },
    'As a link gives it: keeps to the runs of the first page.',
  ),
  query('runs', text, 'As a link gives it: refuses where one of those runs is gone.'),
]
const PAGE = [
  query('offset', { ...whole, default: 0 }, 'Place of the first row, from 0.'),
  query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }, 'Rows on the page.'),
]
const INCLUDE = query(
  'include',
  { enum: ['all'] },
  'Accepted as the vendor’s clients send it; nothing is left out without it.',
)
const SECURITY_MAP = [
  query('q', text, 'Free-text search in ids, names and display names of both sides.'),
  query('type', text, 'account, group, or both, comma-separated.'),
  query('resolution', text, 'Resolutions in lower case, comma-separated.'),
  query('exclude_unused', { type: 'boolean', default: false }, 'Only identities that have permissions.'),
  query(
    'fields',
    text,
    'all, or some of id, source, destination, resolution, permissions, message; id, source, resolution and permissions if not given.',
  ),
  query('sort', text, 'name ASC, permissions DESC, destination ASC, resolution ASC or type ASC.'),
]
const securityMap = (parameters: readonly Part[]): Part => ({
  get: {
    summary: 'The user mappings report of the latest finished runs.',
    parameters: [...parameters, ...SECURITY_MAP, ...PAGE, INCLUDE, ...PINS],
    responses: json('SecurityMapPage', 'A page; follow meta.links.next.href until there is none.'),
  },
})
const UPLOAD = inPath('id', 'Id of the upload, upl_….')

/** What each address of the REST API takes and answers. */
export const PATHS: Readonly<Record<string, Part>> = {
  '/v1/transfers/security_map': securityMap([JOB]),
  '/v1/transfers/{jobId}/security_map': securityMap([
    inPath('jobId', 'The job: job_… or 32 hexadecimal digits.'),
  ]),
  '/v1/transfers/permissions': {
    get: {
      summary: 'Every grant of the content moved: policies’ entries, owners, creators and modifiers.',
      parameters: [JOB, ...PAGE, INCLUDE, ...PINS],
      responses: json('PermissionPage', 'A page; href gives the same rows as CSV.'),
    },
  },
  '/v1/transfers/permissions.csv': {
    get: {
      summary: 'The same as CSV (RFC 4180, UTF-8, header row), streamed.',
      parameters: [
        ...[JOB, INCLUDE],
        query('page', { type: 'integer', minimum: 1 }, 'One page, counted from 1; all rows if not given.'),
        query('limit', whole, 'Rows of a page, 100 if not given; goes with page.'),
        ...PINS,
      ],
      responses: answers(200, 'The rows.', 'text/csv', text),
    },
  },
  '/v1/uploads': {
    get: {
      summary: 'Uploads, newest first, and those under way.',
      responses: json('UploadList', 'At most 200.'),
    },
    post: {
      summary: 'Sends a file for a job to use.',
      parameters: [
        query('kind', { enum: [...UPLOAD_KINDS] }, 'What it is for.'),
        query('name', text, 'The file’s name.'),
      ].map((parameter) => ({ ...parameter, required: true })),
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: json('Upload', 'The file is on disk.', 201),
    },
  },
  '/v1/uploads/{id}': {
    get: { summary: 'One upload.', parameters: [UPLOAD], responses: json('Upload', 'The upload.') },
    delete: {
      summary: 'Removes an upload that no job uses.',
      parameters: [UPLOAD],
      responses: { ...json('Upload', ''), 200: undefined, 204: { description: 'It is gone.' } },
    },
  },
  '/v1/openapi.json': {
    get: {
      summary: 'This description.',
      responses: answers(200, 'OpenAPI 3.1.', 'application/json', { type: 'object' }),
    },
  },
}
