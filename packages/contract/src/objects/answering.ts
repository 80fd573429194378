/** What answers the questions of a site, and how well its services are reached. */
import Type, { type Static } from 'typebox'
import { count, nullable, oneOf, text, time } from '../fields.ts'

/** What is known of a service since this process began: `unknown` until it was called for the first time. */
export const serviceStates = ['unknown', 'reachable', 'failing'] as const

const service = {
  name: text('Name of the model.'),
  state: oneOf(serviceStates, {
    description:
      '`unknown`: this server process has not called it yet. `reachable`: its last call succeeded. `failing`: it did not, and `last_error` says why.',
  }),
  last_success_at: nullable(time('When it last answered.')),
  last_error: nullable(text('Why a call failed last, for people.')),
  last_error_at: nullable(time('When that was.')),
}

export const AnsweringModel = Type.Object(service)

export const AnsweringEmbeddings = Type.Object({
  ...service,
  dimensions: nullable(Type.Integer({ minimum: 1, description: 'Numbers in a vector; null until the first is made.' })),
  search: oneOf(['own', 'pgvector'], {
    description: 'What finds the nearest vectors: the server itself, or the pgvector extension of PostgreSQL.',
  }),
  chunks: count('Chunks of this site’s documents.'),
  with_vector: count('Those that are found by meaning, too.'),
  waiting: count('Those that wait for their vector, and are found by their words alone until then.'),
  refused: count('Those that the service refused: they stay found by their words alone.'),
})

export const Answering = Type.Object({
  site_id: text('Id of the site.'),
  answered_by: oneOf(['documents', 'model'], {
    description:
      '`documents`: what is said is quoted. `model`: a language model words it, and its quotes are checked; where the model fails, the documents are quoted.',
  }),
  model: Type.Unsafe<Static<typeof AnsweringModel> | null>({ anyOf: [AnsweringModel, { type: 'null' }] }),
  embeddings: Type.Unsafe<Static<typeof AnsweringEmbeddings> | null>({
    anyOf: [AnsweringEmbeddings, { type: 'null' }],
  }),
})

export type Answering = Static<typeof Answering>
