import { setTimeout as pause } from 'node:timers/promises'

import { documentMaker } from '../../evaluation/made-documents.ts'
import { setUp, startServer } from '../../test/support/start-server.ts'
import type { BenchDatabase, DatabaseMaker } from '../bench-database.ts'
import { figuresOf, type Outcome, percentile, type Units } from '../figures.ts'
import type { Partners } from '../stage.ts'

const documents = 10_000
const writers = 8
const warmUp = 20
const questions = 300
const atOnce = 20
/** Other calls in a second, at most. */
const otherEveryMs = 5

const units = {
  'documents accepted': '/s',
  'documents ready': '/s',
  'one caller, p50': 'ms',
  'one caller, p95': 'ms',
  '20 callers, p50': 'ms',
  '20 callers, p95': 'ms',
  '20 callers': 'answers/s',
  'other calls alone, p50': 'ms',
  'other calls alone, p95': 'ms',
  'other calls beside 20 callers, p50': 'ms',
  'other calls beside 20 callers, p95': 'ms',
  answered: 'share',
  failed: 'calls',
} satisfies Units<string>

type W11Round = Record<keyof typeof units, number>

interface Site {
  readonly url: string
  readonly key: string
  readonly siteId: string
}

/** W11: questions over HTTP to a site of 10,000 documents, answered without a model. */
export async function measureW11(
  maker: DatabaseMaker,
  _partners: Partners,
  rounds: number,
  tell: (line: string) => void,
): Promise<Outcome> {
  const done: W11Round[] = []
  for (let round = 1; round <= rounds; round++) {
    const database = await maker.make()
    const { api_key: key, site_id: siteId } = await setUp(database.installation)
    const server = await startServer(database.installation)
    try {
      const site = { url: server.url, key, siteId }
      done.push({ ...(await addDocuments(site, database, tell)), ...(await askQuestions(site, tell)) })
    } finally {
      await server.stop()
      await database.remove()
    }
  }
  return {
    workload: 'W11',
    title: `sync chat over ${documents.toLocaleString('en')} documents with the built-in answerer`,
    figures: figuresOf(units, done),
  }
}

async function call({ url, key }: Site, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

async function addDocuments(
  site: Site,
  database: BenchDatabase,
  tell: (line: string) => void,
): Promise<Pick<W11Round, 'documents accepted' | 'documents ready'>> {
  const { makeDocument } = documentMaker()
  const since = performance.now()
  let offered = 0
  const write = async (): Promise<void> => {
    while (offered++ < documents) {
      const { title, source } = makeDocument()
      const path = `/api/v1/m2m/sites/${site.siteId}/documents/text`
      const { status, body } = await call(site, path, { title, content: source })
      if (status !== 201) throw new Error(`a document was answered ${status}: ${JSON.stringify(body)}`)
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  const acceptedMs = performance.now() - since
  tell(`accepted in ${(acceptedMs / 1000).toFixed(1)} s`)
  const ready = async (): Promise<number> =>
    Number((await database.read("select count(*) as ready from document where readiness = 'ready'"))[0]?.['ready'])
  while ((await ready()) < documents) await pause(250)
  const readyMs = performance.now() - since
  tell(`ready in ${(readyMs / 1000).toFixed(1)} s`)
  return { 'documents accepted': (documents / acceptedMs) * 1000, 'documents ready': (documents / readyMs) * 1000 }
}

interface Asked {
  readonly times: number[]
  answered: number
  failed: number
}

async function askQuestions(
  site: Site,
  tell: (line: string) => void,
): Promise<Omit<W11Round, 'documents accepted' | 'documents ready'>> {
  const asked = documentMaker()
    .set.questions.filter(({ split }) => split === 'tune')
    .map(({ question }) => question)
  await askAll(site, asked.slice(0, warmUp), 1)
  const alone = await askAll(site, asked.slice(0, questions), 1)
  tell(`one caller: p50 ${at(alone.times, 0.5).toFixed(1)} ms`)
  const quiet = await timeOthers(site, () => pause(2_000))
  let beside: Asked | undefined
  const since = performance.now()
  let spentMs = 0
  const busy = await timeOthers(site, async () => {
    beside = await askAll(site, asked.slice(0, questions), atOnce)
    spentMs = performance.now() - since
  })
  const together = beside!
  tell(`${atOnce} callers: p50 ${at(together.times, 0.5).toFixed(1)} ms`)
  return {
    'one caller, p50': at(alone.times, 0.5),
    'one caller, p95': at(alone.times, 0.95),
    '20 callers, p50': at(together.times, 0.5),
    '20 callers, p95': at(together.times, 0.95),
    '20 callers': (together.times.length / spentMs) * 1000,
    'other calls alone, p50': at(quiet, 0.5),
    'other calls alone, p95': at(quiet, 0.95),
    'other calls beside 20 callers, p50': at(busy, 0.5),
    'other calls beside 20 callers, p95': at(busy, 0.95),
    answered: alone.answered / alone.times.length,
    failed: alone.failed + together.failed,
  }
}

const at = (times: readonly number[], share: number): number => percentile(Float64Array.from(times).sort(), share)

async function askAll(site: Site, asked: readonly string[], callers: number): Promise<Asked> {
  const result: Asked = { times: [], answered: 0, failed: 0 }
  let next = 0
  const ask = async (caller: number): Promise<void> => {
    while (next < asked.length) {
      const message = asked[next++]!
      const since = performance.now()
      const body = { session_id: `caller-${caller}`, message }
      const answer = await call(site, `/api/v1/m2m/sites/${site.siteId}/chat`, body)
      result.times.push(performance.now() - since)
      if (answer.status !== 200) result.failed++
      else if ((answer.body as { answered: boolean }).answered) result.answered++
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => ask(caller)))
  return result
}

/** Times of calls that have nothing to do with chat, made while something else goes on. */
async function timeOthers(site: Site, meanwhile: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let over = false
  const going = meanwhile().finally(() => (over = true))
  while (!over) {
    const since = performance.now()
    await call(site, '/v1/me')
    times.push(performance.now() - since)
    await pause(otherEveryMs)
  }
  await going
  return times
}
