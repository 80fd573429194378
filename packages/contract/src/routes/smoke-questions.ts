import Type from 'typebox'
import { body, id, nullable, pathId, text } from '../fields.ts'
import { labelLimits, SmokeQuestion } from '../objects/rollout.ts'
import type { RouteRow } from '../route.ts'
import { sampleRolloutIds, sampleSmokeQuestion } from '../rollout-samples.ts'
import { sampleIds } from '../samples.ts'

const rollout = { site_id: pathId('site', 'Id of the site.'), rollout_id: pathId('rollout', 'Id of the rollout.') }
const rolloutParams = Type.Object(rollout)
const params = Type.Object({ ...rollout, question_id: pathId('smokeQuestion', 'Id of the question.') })
const rolloutExample = { site_id: sampleIds.site, rollout_id: sampleRolloutIds.rollout }
const example = { ...rolloutExample, question_id: sampleRolloutIds.question }

const by = Type.Optional(text('Who does it, for the log. Without it, the name of the key.', labelLimits))
const question = text('What is asked.', { minLength: 1, maxLength: 1000 })
const fields = {
  language: Type.Optional(nullable(text('Language it is asked in, such as `en`.', { maxLength: 35 }))),
  expected: Type.Optional(
    nullable(
      text('The passage that is expected in the answer; null: any answer will do.', { minLength: 1, maxLength: 4000 }),
    ),
  ),
  document_id: Type.Optional(nullable(id('document', 'The document that is to answer; null: whichever.'))),
}
const writes = { surface: 'm2m', tag: 'Rollouts', scope: 'documents:write' } as const
const { last_result: _lastResult, ...asked } = sampleSmokeQuestion
const unasked = { ...asked, last_result: null }

export const smokeQuestionRoutes = {
  'smokeQuestions.generate': {
    id: 'smokeQuestions.generate',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions/generate',
    ...writes,
    summary: 'Make smoke questions',
    description:
      'Makes questions for what the batch changes: from questions and answers, rows of tables, definitions and headings, in the language of the documents, each with the passage that is expected. Those made earlier are replaced, unless somebody changed them; those that were written stay.',
    params: rolloutParams,
    body: body({
      per_document: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 20, description: 'Questions for one document at most. By default 4.' }),
      ),
      by,
    }),
    bodyOptional: true,
    reply: {
      status: 200,
      description: 'The questions of the rollout.',
      schema: Type.Object({ questions: Type.Array(SmokeQuestion) }),
    },
    errors: ['SITE_ACCESS_DENIED', 'ROLLOUT_STATE', 'ROLLOUT_NOT_READY'],
    idempotent: true,
    example: { params: rolloutExample, body: { per_document: 4 }, reply: { questions: [unasked] } },
  },
  'smokeQuestions.create': {
    id: 'smokeQuestions.create',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions',
    ...writes,
    summary: 'Add a smoke question',
    description: 'A question of your own, and the passage that is expected in its answer.',
    params: rolloutParams,
    body: body({ question, ...fields, by }),
    reply: { status: 201, description: 'The question.', schema: SmokeQuestion },
    errors: ['SITE_ACCESS_DENIED', 'ROLLOUT_STATE', 'SMOKE_QUESTION_LIMIT_REACHED'],
    idempotent: true,
    example: {
      params: rolloutExample,
      body: { question: sampleSmokeQuestion.question, language: 'en', expected: '€9.90' },
      reply: { ...unasked, origin: 'written', expected: '€9.90', document_id: null, heading: null },
    },
  },
  'smokeQuestions.update': {
    id: 'smokeQuestions.update',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions/{question_id}',
    ...writes,
    summary: 'Change a smoke question',
    description: 'What is left out stays. It has to be asked again before the rollout can be started or expanded.',
    params,
    body: body({ question: Type.Optional(question), ...fields, by }),
    reply: { status: 200, description: 'The question.', schema: SmokeQuestion },
    errors: ['SITE_ACCESS_DENIED', 'ROLLOUT_STATE'],
    idempotent: false,
    example: {
      params: example,
      body: { expected: '€9.90' },
      reply: { ...unasked, expected: '€9.90' },
    },
  },
  'smokeQuestions.delete': {
    id: 'smokeQuestions.delete',
    method: 'DELETE',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions/{question_id}',
    ...writes,
    summary: 'Delete a smoke question',
    description: 'Nobody asks it any more. The log keeps it.',
    params,
    reply: { status: 204, description: 'Deleted.', schema: null },
    errors: ['SITE_ACCESS_DENIED', 'ROLLOUT_STATE'],
    idempotent: false,
    example: { params: example },
  },
} as const satisfies Record<string, RouteRow>
