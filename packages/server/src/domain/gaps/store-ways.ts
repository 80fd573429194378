import type { Reader } from '../../store/index.ts'
import type { Site } from '../knowledge/index.ts'
import type { GapMembers } from './choose-gap.ts'
import type { Signature } from './gap-question.ts'

/** One way in which a gap was asked, with how often it was. */
export interface GapWay {
  readonly gapId: string
  readonly way: string
  readonly signature: Signature
  readonly questions: number
}

/** Gaps whose questions hold these terms: each term with each of its gaps. */
export function gapsByTerm(
  read: Reader,
  { workspaceId, siteId }: Site,
  terms: readonly string[],
): Promise<{ term: string; gap_id: string }[]> {
  return read.allIn<{ term: string; gap_id: string }>(
    'select term, gap_id from gap_term where term in $keys and workspace_id = $2 and site_id = $3',
    terms,
    [workspaceId, siteId],
  )
}

/** Ways of asking that a question is held against, and from which a draft is chosen. */
const MOST_WAYS = 20

/** How the questions of these gaps were asked, the most frequent ways of each, the most frequent first. */
export async function waysOf(
  read: Reader,
  { workspaceId }: Pick<Site, 'workspaceId'>,
  gapIds: readonly string[],
): Promise<GapWay[]> {
  const rows = await read.allIn<{ gap_id: string; way: string; signature: string; questions: number }>(
    `select gap_id, way, signature, questions from (
       select gap_id, way, signature, questions,
         row_number() over (partition by gap_id order by questions desc, way) as place
       from gap_way where gap_id in $keys and workspace_id = $2
     ) as ranked where place <= $3 order by gap_id, place`,
    gapIds,
    [workspaceId, MOST_WAYS],
  )
  return rows.map(({ gap_id, way, signature, questions }) => ({
    gapId: gap_id,
    way,
    signature: JSON.parse(signature) as Signature,
    questions,
  }))
}

export function membersOf(ways: readonly GapWay[]): GapMembers[] {
  return [...Map.groupBy(ways, ({ gapId }) => gapId)].map(([gapId, members]) => ({
    gapId,
    members,
  }))
}

/** The first questions of each way of asking, the oldest first. */
export async function textsOf(
  read: Reader,
  { workspaceId, gapId }: { readonly workspaceId: string; readonly gapId: string },
  limit: number,
): Promise<Map<string, string[]>> {
  const rows = await read.all<{ way: string; question: string }>(
    'select way, question from gap_question where workspace_id = $1 and gap_id = $2 order by asked_at, request_id limit $3',
    [workspaceId, gapId, limit],
  )
  return new Map([...Map.groupBy(rows, ({ way }) => way)].map(([way, of]) => [way, of.map(({ question }) => question)]))
}

/** How often the questions of a site were gathered: whoever gathers finds out by it that another was quicker. */
export async function gatheredOf(read: Reader, { workspaceId, siteId }: Site): Promise<number> {
  const [row] = await read.all<{ gathered: number }>(
    'select gathered from gap_site where workspace_id = $1 and site_id = $2',
    [workspaceId, siteId],
  )
  return row?.gathered ?? 0
}
