import { Counter } from 'prom-client'

/** Lines of work logs read from disk: each once, however many follow. */
export const logLinesRead = new Counter({
  name: 'crosswalk_log_lines_read_total',
  help: 'Lines of run and export logs read from disk.',
})
