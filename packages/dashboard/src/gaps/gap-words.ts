import type { Gap } from '@posthorn/sdk'

const reasonNames = {
  declined: 'declined',
  low_confidence: 'with low confidence',
  bad_feedback: 'called bad',
} as const satisfies Record<keyof Gap['reasons'], string>

/** Why its questions count as unanswered: “11 declined, 2 with low confidence”. */
export const reasonsOf = ({ reasons }: Pick<Gap, 'reasons'>): string =>
  (Object.keys(reasonNames) as (keyof typeof reasonNames)[])
    .filter((reason) => reasons[reason] > 0)
    .map((reason) => `${reasons[reason]} ${reasonNames[reason]}`)
    .join(', ')

export const askedOf = ({
  question_count: questions,
  session_count: sessions,
}: Pick<Gap, 'question_count' | 'session_count'>) =>
  `asked ${questions === 1 ? 'once' : `${questions} times`} in ${sessions === 1 ? '1 session' : `${sessions} sessions`}`
