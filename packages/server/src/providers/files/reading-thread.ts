import { parentPort, workerData } from 'node:worker_threads'

import type { RawFile } from '../../domain/documents/port.ts'
import { readFile } from './read-file.ts'

parentPort?.postMessage(await readFile(workerData as RawFile))
