export * from './chunk-plan.js'
export * from './columns.js'
export * from './format.js'
export * from './manifest.js'
