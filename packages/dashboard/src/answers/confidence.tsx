import { Badge, type BadgeTone } from '../ui/badge.tsx'

export type ConfidenceLevel = 'low' | 'medium' | 'high'

const tones: Record<ConfidenceLevel, BadgeTone> = { high: 'ok', medium: 'warn', low: 'bad' }

interface ConfidenceProps {
  confidence: number
  level: ConfidenceLevel
  answered: boolean
}

/** How likely an answer answers the question. One that was declined says so: there is nothing to be sure of. */
export function Confidence({ confidence, level, answered }: ConfidenceProps) {
  if (!answered) return <Badge tone="warn">no answer in the documents</Badge>
  return (
    <Badge tone={tones[level]}>
      {Math.round(confidence * 100)}% · {level} confidence
    </Badge>
  )
}
