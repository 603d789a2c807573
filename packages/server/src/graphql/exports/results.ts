import { createUnionType } from 'type-graphql'

import { IllegalStateProblem, InputProblem, NotFoundProblem, ProblemType } from '../problems/problem-types.js'
import { DeletedExport, DownloadLink, ExportEstimateType, ExportType } from './export.js'

const typeOr =
  (name: string) =>
  (value: object): string =>
    value instanceof ProblemType ? value.constructor.name : name

export const StartExportResult = createUnionType({
  name: 'StartExportResult',
  description: 'The export that was started, or why it was not.',
  types: () => [ExportType, NotFoundProblem, IllegalStateProblem, InputProblem] as const,
  resolveType: typeOr('Export'),
})

export const ExportResult = createUnionType({
  name: 'ExportResult',
  description: 'The export after the change, or why it was not changed.',
  types: () => [ExportType, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: typeOr('Export'),
})

export const DeleteExportResult = createUnionType({
  name: 'DeleteExportResult',
  description: 'The export that was deleted, or why it was not.',
  types: () => [DeletedExport, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: typeOr('DeletedExport'),
})

export const EstimateExportResult = createUnionType({
  name: 'EstimateExportResult',
  description: 'How large the export would be, or why it cannot be made.',
  types: () => [ExportEstimateType, NotFoundProblem, IllegalStateProblem, InputProblem] as const,
  resolveType: typeOr('ExportEstimate'),
})

export const DownloadLinkResult = createUnionType({
  name: 'DownloadLinkResult',
  description: 'The link, or why there is none.',
  types: () => [DownloadLink, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: typeOr('DownloadLink'),
})
