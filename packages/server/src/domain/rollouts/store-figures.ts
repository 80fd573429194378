import type { Reader } from '../../store/index.ts'
import { type Figures, noFigures } from './figures.ts'
import type { Owner } from './store.ts'

/** A span of time, in milliseconds since 1970: from, up to and not including. */
export interface Window {
  readonly from: number
  readonly to: number
}

interface FiguresRow {
  readonly shown: number
  readonly requests: number
  readonly feedback: number
  readonly bad_feedback: number
  readonly completed: number
  readonly low_confidence: number
  readonly errors: number
  readonly timeouts: number
}

const sum = (condition: string, name: string): string =>
  `cast(sum(case when ${condition} then 1 else 0 end) as integer) as ${name}`

const FIGURES = [
  'cast(count(*) as integer) as requests',
  sum('feedback is not null', 'feedback'),
  sum("feedback = 'bad'", 'bad_feedback'),
  sum("state = 'completed'", 'completed'),
  sum("state = 'completed' and confidence_level = 'low'", 'low_confidence'),
  sum("state = 'failed' and error_code <> 'caller_gone'", 'errors'),
  sum("state = 'failed' and lower(error_code) like '%timeout%'", 'timeouts'),
].join(', ')

function toFigures(row: FiguresRow | undefined): Figures {
  if (!row) return noFigures
  return {
    requests: row.requests,
    feedback: row.feedback,
    badFeedback: row.bad_feedback,
    completed: row.completed,
    lowConfidence: row.low_confidence,
    finished: row.completed + row.errors,
    errors: row.errors,
    timeouts: row.timeouts,
  }
}

/** What became of the questions asked in this time, but for those of test keys: of sessions that were shown the batch, and of the others. */
export async function figuresOfBatch(
  read: Reader,
  { workspaceId, siteId }: Owner,
  batchId: string,
  { from, to }: Window,
): Promise<{ batch: Figures; others: Figures }> {
  const rows = await read.all<FiguresRow>(
    `select case when batch_id = $3 then 1 else 0 end as shown, ${FIGURES} from chat_request
     where workspace_id = $1 and site_id = $2 and simulated = 0 and created_at >= $4 and created_at < $5
     group by case when batch_id = $3 then 1 else 0 end`,
    [workspaceId, siteId, batchId, from, to],
  )
  const of = (shown: number): Figures => toFigures(rows.find((row) => row.shown === shown))
  return { batch: of(1), others: of(0) }
}

/** What became of all questions of a site asked in this time. */
export async function figuresOfSite(
  read: Reader,
  { workspaceId, siteId }: Owner,
  { from, to }: Window,
): Promise<Figures> {
  const rows = await read.all<FiguresRow>(
    `select 0 as shown, ${FIGURES} from chat_request
     where workspace_id = $1 and site_id = $2 and simulated = 0 and created_at >= $3 and created_at < $4 having count(*) > 0`,
    [workspaceId, siteId, from, to],
  )
  return toFigures(rows[0])
}
