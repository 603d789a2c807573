import { parentPort, workerData } from 'node:worker_threads'
import { Problem } from '../problem.js'
import { answer } from './answer.js'
import type { FromExplainWorker, ToExplainWorker } from './explain-thread.js'
import { GraphCache } from './graph-cache.js'

const cache = new GraphCache((workerData as { budget: number }).budget)

const answered = ({ folder, request }: ToExplainWorker): FromExplainWorker => {
  try {
    return { answer: cache.use(folder, (loaded) => answer(loaded, request)) }
  } catch (error) {
    if (error instanceof Problem) return { refused: { code: error.code, message: error.message } }
    return { fault: error instanceof Error ? error : new Error(String(error)) }
  }
}

parentPort?.on('message', (message: ToExplainWorker) => parentPort?.postMessage(answered(message)))
