import type { NewId } from '../../kernel/new-id.ts'
import type { Reader } from '../../store/index.ts'
import type { UnansweredRequest } from '../chat/index.ts'
import type { Site } from '../sites/index.ts'
import { chooseGap, type GapMembers } from './choose-gap.ts'
import { type AroundTerm, sameMeaning } from './compare-questions.ts'
import type { Signature } from './gap-question.ts'
import { keyOf, MOST_READ, readGapQuestion } from './read-gap-question.ts'
import { siteWords } from './site-words.ts'
import { gapsByTerm, membersOf, waysOf } from './store-ways.ts'

/** A question with the gap that it belongs to. */
export interface Gathered {
  readonly request: UnansweredRequest
  readonly gapId: string
  /** Whether it opens that gap. */
  readonly opens: boolean
  readonly signature: Signature
  readonly way: string
  /** As it was asked, masked. */
  readonly question: string
}

/** Gaps that are looked at more closely for one question. */
const MOST_CANDIDATES = 30
/** Of what a question names, by weight, as much a gap has to name before it is looked at. */
const IN_COMMON = 0.3

/** Says which gap each question belongs to, and which open one. Reads, and writes nothing. */
export async function planGathering(
  read: Reader,
  { site, newId }: { readonly site: Site; readonly newId: NewId },
  requests: readonly UnansweredRequest[],
): Promise<Gathered[]> {
  const own = { workspaceId: site.workspaceId, siteId: site.id }
  const messages = requests.map(({ message }) => message.slice(0, MOST_READ))
  const words = await siteWords(read, { ...own, language: site.language, synonyms: site.synonyms }, messages)
  const means = sameMeaning(site.synonyms)
  const questions = requests.flatMap((request) => {
    const question = readGapQuestion(request.message, request.language, words)
    return question.kind === 'none' ? [] : [{ request, signature: question.signature, question: question.masked }]
  })
  const candidates = await candidatesOf(read, own, questions, means.aroundTerm)
  return questions.map(({ request, signature, question }) => {
    const known = chooseGap(signature, candidates.for(signature), means)
    const gapId = known ?? newId.prefixed('gap')
    const way = keyOf(signature)
    candidates.add(gapId, { signature, way })
    return { request, gapId, opens: known === null, signature, way, question }
  })
}

interface Candidates {
  readonly for: (signature: Signature) => GapMembers[]
  readonly add: (gapId: string, member: { readonly signature: Signature; readonly way: string }) => void
}

/** The gaps that may be what is asked, of those that are there and of those that are being opened. */
async function candidatesOf(
  read: Reader,
  site: { readonly workspaceId: string; readonly siteId: string },
  questions: readonly { readonly signature: Signature }[],
  around: AroundTerm,
): Promise<Candidates> {
  const wanted = new Set(
    questions.flatMap(({ signature }) => signature.terms.flatMap((term) => [...around(term, signature.language)])),
  )
  const byTerm = new Map<string, Set<string>>()
  const note = (term: string, gapId: string): void => {
    byTerm.set(term, (byTerm.get(term) ?? new Set()).add(gapId))
  }
  for (const { term, gap_id } of await gapsByTerm(read, site, [...wanted])) note(term, gap_id)
  const likely = (signature: Signature): string[] => likeliest(signature, byTerm, around)
  const ways = await waysOf(read, site, [...new Set(questions.flatMap(({ signature }) => likely(signature)))])
  const gaps = new Map(membersOf(ways).map(({ gapId, members }) => [gapId, [...members]]))
  return {
    for: (signature) => likely(signature).flatMap((gapId) => ({ gapId, members: gaps.get(gapId) ?? [] })),
    add(gapId, { signature, way }) {
      const members = gaps.get(gapId) ?? []
      if (!members.some((member) => keyOf(member.signature) === way)) members.push({ signature, questions: 1 })
      gaps.set(gapId, members)
      for (const { term } of signature.terms) note(term, gapId)
    },
  }
}

function likeliest(
  signature: Signature,
  byTerm: ReadonlyMap<string, ReadonlySet<string>>,
  around: AroundTerm,
): string[] {
  const total = signature.terms.reduce((sum, { weight }) => sum + weight, 0)
  const common = new Map<string, number>()
  for (const term of signature.terms) {
    const gaps = new Set([...around(term, signature.language)].flatMap((near) => [...(byTerm.get(near) ?? [])]))
    for (const gapId of gaps) common.set(gapId, (common.get(gapId) ?? 0) + term.weight)
  }
  return [...common]
    .filter(([, weight]) => weight >= IN_COMMON * total)
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
    .map(([gapId]) => gapId)
}
