import type { SmokeQuestion } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { Question } from './smoke-question.ts'

export function renderQuestion(question: Question): SmokeQuestion {
  const { result } = question
  return {
    id: question.id,
    question: question.question,
    language: question.language,
    expected: question.expected,
    document_id: question.documentId,
    heading: question.heading,
    origin: question.origin,
    created_at: isoTime(question.createdAt),
    updated_at: isoTime(question.updatedAt),
    last_result: result && {
      at: isoTime(result.at),
      passed: result.passed,
      because: result.because,
      answer: result.answer,
      confidence: result.confidence,
      document_ids: [...result.documentIds],
      failed_in_row: result.failedInRow,
    },
  }
}
