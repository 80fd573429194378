import Type from 'typebox'
import { body, nullable, oneOf, pageQuery, pathId, text } from '../fields.ts'
import { sampleApprovedGap, sampleGap, sampleGapDetail, sampleGapIds } from '../gap-samples.ts'
import { Gap, GapDetail, GapPage } from '../objects/gap.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { gapStates } from '../states.ts'

const siteId = pathId('site', 'Id of the site.')
const params = Type.Object({ site_id: siteId, gap_id: pathId('gap', 'Id of the gap.') })
const example = { site_id: sampleIds.site, gap_id: sampleGapIds.gap }
const question = text('At most 500 characters.', { minLength: 1, maxLength: 500 })
const answer = text('At most 20,000 characters.', { minLength: 1, maxLength: 20_000 })
const title = text('Title of the document; the question by default.', { minLength: 1, maxLength: 300 })
const category = text('At most 100 characters.', { minLength: 1, maxLength: 100 })

export const gapRoutes = {
  'gaps.list': {
    id: 'gaps.list',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/gaps',
    surface: 'm2m',
    tag: 'Gaps',
    summary: 'List gaps',
    description:
      'What people asked and no document answered: questions that were declined, answered with low confidence, or answered badly, those that ask the same together. New ones are gathered every half minute, behind the answers.',
    scope: 'documents:read',
    params: Type.Object({ site_id: siteId }),
    query: Type.Object({
      ...pageQuery,
      state: Type.Optional(oneOf(gapStates, { description: 'Only those in this state.' })),
      sort: Type.Optional(
        oneOf(['count', 'last'] as const, {
          default: 'count',
          description: '`count`: the most questions first. `last`: what was asked last first.',
        }),
      ),
    }),
    reply: { status: 200, description: 'A page of gaps.', schema: GapPage },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: {
      params: { site_id: sampleIds.site },
      query: { state: 'open', sort: 'count' },
      reply: { gaps: [sampleGap], meta: samplePageMeta },
    },
  },
  'gaps.get': {
    id: 'gaps.get',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/gaps/{gap_id}',
    surface: 'm2m',
    tag: 'Gaps',
    summary: 'Read a gap',
    description: 'With a page of its questions, the newest first.',
    scope: 'documents:read',
    params,
    query: Type.Object(pageQuery),
    reply: { status: 200, description: 'The gap and its questions.', schema: GapDetail },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: sampleGapDetail },
  },
  'gaps.update': {
    id: 'gaps.update',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}/gaps/{gap_id}',
    surface: 'm2m',
    tag: 'Gaps',
    summary: 'Edit a draft, dismiss a gap, reopen it',
    description:
      'A draft is edited while its gap is open, and new questions leave what was edited alone; null gives a field back to us. A dismissed gap stays dismissed whatever is asked; one that is resolved can be reopened.',
    scope: 'documents:write',
    params,
    body: body({
      question: Type.Optional(nullable(question)),
      answer: Type.Optional(nullable(answer)),
      title: Type.Optional(nullable(title)),
      category: Type.Optional(nullable(category)),
      state: Type.Optional(oneOf(['open', 'dismissed'] as const, { description: '`open` reopens.' })),
    }),
    reply: { status: 200, description: 'The gap.', schema: Gap },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT'],
    idempotent: false,
    example: {
      params: example,
      body: { answer: 'Yes, we ship to Iceland. It takes five to eight working days.', category: 'shipping' },
      reply: {
        ...sampleGap,
        draft: {
          ...sampleApprovedGap.draft,
          category: 'shipping',
          hint: 'It was edited: approve it when it is right.',
        },
      },
    },
  },
  'gaps.approve': {
    id: 'gaps.approve',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/gaps/{gap_id}/approve',
    surface: 'm2m',
    tag: 'Gaps',
    summary: 'Make a document of a gap',
    description:
      'Makes a question-and-answer document, and the gap is `resolved`, both or neither. `question`, `title` and `category` are those of the draft where they are left out; the answer has to be said. With the `batch_id` of a rollout the document is tried with that batch first. Asked again without an answer, five minutes after the document is in answers or later, the gap is open again.',
    scope: 'documents:write',
    params,
    body: body({
      answer,
      question: Type.Optional(question),
      title: Type.Optional(title),
      category: Type.Optional(nullable(category)),
      batch_id: Type.Optional(text('Label of the batch that it belongs to.', { minLength: 1, maxLength: 200 })),
    }),
    reply: { status: 201, description: 'The gap, with the id of its document.', schema: Gap },
    errors: ['SITE_ACCESS_DENIED', 'CONFLICT', 'ROLLOUT_PAUSED', 'ROLLOUT_CLOSED', 'DOCUMENT_LIMIT_REACHED'],
    idempotent: true,
    example: {
      params: example,
      body: { answer: 'Yes, we ship to Iceland. It takes five to eight working days.' },
      reply: sampleApprovedGap,
    },
  },
} as const satisfies Record<string, RouteRow>
