import { foldText } from '../knowledge/index.ts'
import { likeness, type SameMeaning } from './compare-questions.ts'
import type { Signature } from './gap-question.ts'
import { hasMasks } from './mask-personal-data.ts'

/** One way in which a gap's question was asked. */
export interface AskedWay {
  readonly key: string
  readonly signature: Signature
  readonly questions: number
  /** Its questions as they were typed, masked, the oldest first. */
  readonly texts: readonly string[]
}

const MOST_EXAMPLES = 5
/** Nobody reads a longer question in a list. */
const LONGEST = 160
/** Characters of an ordinary question. */
const SENTENCE = 40

/**
 * The questions of a gap, the likest to all the others first; each way of asking once. The first one stands for the gap. The
 * order in which they came does not matter.
 */
export function rankQuestions(ways: readonly AskedWay[], means: SameMeaning): string[] {
  const ranked = ways
    .flatMap((way) => {
      const text = bestText(way.texts)
      return text === null ? [] : [{ key: way.key, text, worth: worthOf(way, ways, means) }]
    })
    .sort((one, other) => other.worth - one.worth || (one.key < other.key ? -1 : 1))
  return [...new Set(ranked.map(({ text }) => text))].slice(0, MOST_EXAMPLES)
}

function worthOf(way: AskedWay, ways: readonly AskedWay[], means: SameMeaning): number {
  return ways.reduce((sum, other) => sum + other.questions * likeness(way.signature, other.signature, means), 0)
}

/** Whole questions without anything masked before others, then what most people typed, then what is about as long as a sentence. */
function bestText(texts: readonly string[]): string | null {
  const often = new Map<string, number>()
  for (const text of texts) often.set(foldText(text), (often.get(foldText(text)) ?? 0) + 1)
  const timesOf = (text: string): number => often.get(foldText(text)) ?? 0
  const [best] = [...texts].sort(
    (one, other) =>
      faultsOf(one) - faultsOf(other) ||
      timesOf(other) - timesOf(one) ||
      Math.abs(one.length - SENTENCE) - Math.abs(other.length - SENTENCE) ||
      (one < other ? -1 : 1),
  )
  return best ?? null
}

function faultsOf(text: string): number {
  return (text.endsWith('?') ? 0 : 1) + (hasMasks(text) ? 2 : 0) + (text.length > LONGEST ? 4 : 0)
}
