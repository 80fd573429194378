import Type, { type TProperties, type TSchema } from 'typebox'
import { body, oneOf, pageQuery, pathId, text } from '../fields.ts'
import type { ErrorCode } from '../errors.ts'
import { PageMeta } from '../objects/envelope.ts'
import { labelLimits, Rollout, RolloutDetail, RolloutLogEntry } from '../objects/rollout.ts'
import { RolloutThresholdChanges } from '../objects/rollout-parts.ts'
import type { RouteRow } from '../route.ts'
import {
  sampleDraftRollout,
  sampleLogEntry,
  sampleRollout,
  sampleRolloutDetail,
  sampleRolloutIds,
} from '../rollout-samples.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { rolloutStates } from '../states.ts'

const site = { site_id: pathId('site', 'Id of the site.') }
const siteParams = Type.Object(site)
const params = Type.Object({ ...site, rollout_id: pathId('rollout', 'Id of the rollout.') })
const example = { site_id: sampleIds.site, rollout_id: sampleRolloutIds.rollout }

const stages = Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), {
  minItems: 1,
  maxItems: 10,
  description: 'Percent of the sessions, stage by stage, growing. By default 10 and 50; after the last one come all.',
})
const name = text('What it is called.', labelLimits)
const by = Type.Optional(text('Who does it, for the log. Without it, the name of the key.', labelLimits))
const why = (description: string) => text(description, { minLength: 1, maxLength: 1000 })
const override = Type.Optional(
  why('Does it although it is not ready, and says why. What was overridden stands in the log.'),
)

/** One thing that is done to a rollout. */
function action<const Verb extends string, const Summary extends string, Properties extends TProperties>(
  verb: Verb,
  {
    properties,
    errors,
    ...row
  }: {
    readonly summary: Summary
    readonly description: string
    readonly properties: Properties
    readonly bodyOptional?: boolean
    readonly errors: readonly ErrorCode[]
    readonly example?: object
  },
) {
  return {
    method: 'POST',
    path: `/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/${verb}`,
    surface: 'm2m',
    tag: 'Rollouts',
    summary: row.summary,
    description: row.description,
    scope: 'documents:write',
    params,
    body: body({ ...properties, by }),
    bodyOptional: row.bodyOptional ?? false,
    reply: { status: 200, description: 'The rollout afterwards.', schema: RolloutDetail },
    errors: ['SITE_ACCESS_DENIED', 'ROLLOUT_STATE', ...errors],
    idempotent: true,
    example: { params: example, body: { ...row.example, by: 'Maria' }, reply: sampleRolloutDetail },
  } as const
}

const reads = { surface: 'm2m', tag: 'Rollouts', scope: 'documents:read', idempotent: false } as const
const list = <Item extends TSchema>(item: Item) => Type.Array(item)

export const rolloutRoutes = {
  'rollouts.create': {
    id: 'rollouts.create',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/rollouts',
    surface: 'm2m',
    tag: 'Rollouts',
    summary: 'Create a rollout',
    description:
      'From now on documents that come in with this `batch_id` are seen by nobody until the rollout is started. Create it before you send them: those that came in earlier are live already, and stay so.',
    scope: 'documents:write',
    params: siteParams,
    body: body({
      batch_id: text('The batch that the documents are sent with. It is rolled out once.', labelLimits),
      name: Type.Optional(name),
      stages: Type.Optional(stages),
      thresholds: Type.Optional(RolloutThresholdChanges),
      by,
    }),
    reply: { status: 201, description: 'The rollout, a draft.', schema: Rollout },
    errors: ['SITE_ACCESS_DENIED', 'DUPLICATE_ROLLOUT'],
    idempotent: true,
    example: {
      params: { site_id: sampleIds.site },
      body: { batch_id: sampleRollout.batch_id, name: sampleRollout.name, stages: [10, 50], by: 'Maria' },
      reply: sampleDraftRollout,
    },
  },
  'rollouts.list': {
    id: 'rollouts.list',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/rollouts',
    ...reads,
    summary: 'List rollouts',
    description: 'Newest first.',
    params: siteParams,
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(oneOf(rolloutStates)),
      batch_id: Type.Optional(text('Only the one of this batch.', { maxLength: 200 })),
    }),
    reply: {
      status: 200,
      description: 'A page of rollouts.',
      schema: Type.Object({ rollouts: list(Rollout), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    example: { params: { site_id: sampleIds.site }, reply: { rollouts: [sampleRollout], meta: samplePageMeta } },
  },
  'rollouts.get': {
    id: 'rollouts.get',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}',
    ...reads,
    summary: 'Read a rollout',
    description:
      'With its documents, its smoke questions and their last answers, what is measured beside the baseline, what may be done now and what speaks against the rest, and the end of its log.',
    params,
    reply: { status: 200, description: 'The rollout.', schema: RolloutDetail },
    errors: ['SITE_ACCESS_DENIED'],
    example: { params: example, reply: sampleRolloutDetail },
  },
  'rollouts.update': {
    id: 'rollouts.update',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}',
    surface: 'm2m',
    tag: 'Rollouts',
    summary: 'Change a rollout',
    description: 'Its name, its stages and from when on it is paused. What is left out stays.',
    scope: 'documents:write',
    params,
    body: body({
      name: Type.Optional(name),
      stages: Type.Optional(stages),
      thresholds: Type.Optional(RolloutThresholdChanges),
      by,
    }),
    reply: { status: 200, description: 'The rollout.', schema: RolloutDetail },
    errors: ['SITE_ACCESS_DENIED', 'ROLLOUT_STATE'],
    idempotent: false,
    example: { params: example, body: { thresholds: { min_cases: 5 } }, reply: sampleRolloutDetail },
  },
  'rollouts.approve': {
    id: 'rollouts.approve',
    ...action('approve', {
      summary: 'Approve the content',
      description:
        'Says that somebody read the documents of the batch as they are now. A document that is added or changed later makes the approval stale.',
      properties: {},
      bodyOptional: true,
      errors: ['ROLLOUT_NOT_READY'],
    }),
  },
  'rollouts.smoke': {
    id: 'rollouts.smoke',
    ...action('smoke', {
      summary: 'Ask the smoke questions',
      description:
        'Asks each of them as a session with the batch would, before anybody else can, and keeps what was answered. A run in which all pass is needed to start.',
      properties: {},
      bodyOptional: true,
      errors: ['ROLLOUT_NOT_READY'],
    }),
  },
  'rollouts.start': {
    id: 'rollouts.start',
    ...action('start', {
      summary: 'Start',
      description:
        'Shows the batch to a share of the sessions. Needs an approval and a passed smoke run of the documents as they are, all of them ready. One rollout of a site runs at a time. The same session sees the same all along; whoever is in stays in as the share grows.',
      properties: {
        share: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 99,
            description: 'Percent of the sessions. By default the first of the stages.',
          }),
        ),
        override,
      },
      bodyOptional: true,
      errors: ['ROLLOUT_NOT_READY', 'ROLLOUT_IN_PROGRESS'],
      example: { share: 10 },
    }),
  },
  'rollouts.expand': {
    id: 'rollouts.expand',
    ...action('expand', {
      summary: 'Expand',
      description:
        'Shows the batch to a larger share, or to all. Only when what the watch measures is acceptable, the approval holds and the last smoke run passed.',
      properties: {
        share: Type.Optional(
          Type.Unsafe<number | 'all'>({
            anyOf: [
              { type: 'integer', minimum: 1, maximum: 100 },
              { type: 'string', enum: ['all'] },
            ],
            description: 'Percent of the sessions, more than now, or `all`. By default the next of the stages.',
          }),
        ),
        override,
      },
      bodyOptional: true,
      errors: ['ROLLOUT_NOT_READY'],
      example: { share: 'all' },
    }),
  },
  'rollouts.pause': {
    id: 'rollouts.pause',
    ...action('pause', {
      summary: 'Pause',
      description:
        'Takes what the batch brought out of all answers at once: what was live before is what everybody sees. Documents that only the batch has become `draft`; nothing more is taken in under its `batch_id` (409).',
      properties: { reason: why('Why.') },
      errors: [],
      example: { reason: 'Two customers were told the old price.' },
    }),
  },
  'rollouts.resume': {
    id: 'rollouts.resume',
    ...action('resume', {
      summary: 'Resume',
      description:
        'Shows the batch again to the share that it had; one that had been expanded to all goes back to the last of its stages. What is measured counts from here.',
      properties: { reason: Type.Optional(why('Why.')), override },
      bodyOptional: true,
      errors: ['ROLLOUT_NOT_READY', 'ROLLOUT_IN_PROGRESS'],
      example: { reason: 'The price was corrected.' },
    }),
  },
  'rollouts.rollback': {
    id: 'rollouts.rollback',
    ...action('rollback', {
      summary: 'Roll back',
      description:
        'Ends it without the batch: the versions from before are the latest again, and documents that only the batch has become `draft`. Nothing is deleted.',
      properties: { reason: why('Why.') },
      errors: [],
      example: { reason: 'The campaign was called off.' },
    }),
  },
  'rollouts.finish': {
    id: 'rollouts.finish',
    ...action('finish', {
      summary: 'Finish',
      description: 'Makes the documents of the batch content like any other. It is not watched any more.',
      properties: {},
      bodyOptional: true,
      errors: ['ROLLOUT_NOT_READY'],
    }),
  },
  'rollouts.log': {
    id: 'rollouts.log',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/log',
    ...reads,
    summary: 'Read the log',
    description:
      'Every change with who, when and why, and every document that came in, with its source id. Newest first.',
    params,
    query: Type.Object(pageQuery),
    reply: {
      status: 200,
      description: 'A page of the log.',
      schema: Type.Object({ log: list(RolloutLogEntry), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    example: { params: example, reply: { log: [sampleLogEntry], meta: samplePageMeta } },
  },
  'rollouts.exportLog': {
    id: 'rollouts.exportLog',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/log/export',
    ...reads,
    summary: 'Export the log',
    description: 'All of it, oldest first, as newline-delimited JSON: one entry a line.',
    params,
    reply: {
      status: 200,
      description: 'The log, one JSON object a line.',
      schema: Type.String(),
      mediaType: 'application/x-ndjson',
    },
    errors: ['SITE_ACCESS_DENIED'],
    example: { params: example, reply: `${JSON.stringify(sampleLogEntry)}\n` },
  },
} as const satisfies Record<string, RouteRow>
