/** What stands around the objects of a reply. Source: wire contract 2.3, 2.4, 2.5. */
import Type, { type Static, type TSchema } from 'typebox'
import { count, flag, id, nullable, text, time } from '../fields.ts'

/** `meta` of a list by pages. */
export const PageMeta = Type.Object({
  page: Type.Integer({ minimum: 1 }),
  per_page: Type.Integer({ minimum: 1, maximum: 100 }),
  total: count('Items on all pages.'),
  total_pages: count('Loop until `page` reaches it.'),
  last_page: count('The same as `total_pages`, under the name that some clients read.'),
})
export type PageMeta = Static<typeof PageMeta>

/** `meta` of a list by cursor. */
export const CursorMeta = Type.Object({
  next_cursor: nullable(
    Type.String({ description: 'Pass it as `cursor` to go on, now or later; null only where nothing was ever read.' }),
  ),
  has_more: flag('Whether more is there already.'),
})
export type CursorMeta = Static<typeof CursorMeta>

/** Reply of one thing. */
export const one = <Schema extends TSchema>(data: Schema) => Type.Object({ data })

/** Reply of a list by pages. Past the end `data` is empty. */
export const page = <Schema extends TSchema>(item: Schema) => Type.Object({ data: Type.Array(item), meta: PageMeta })

/** Reply of a list by cursor. */
export const cursorPage = <Schema extends TSchema>(item: Schema) =>
  Type.Object({ data: Type.Array(item), meta: CursorMeta })

/** Body of every error on a `/v1` path. */
export const ErrorBody = Type.Object({
  success: Type.Unsafe<false>({ type: 'boolean', enum: [false] }),
  error: Type.Object({
    code: text('Family of the error, upper snake.'),
    type: text('The error itself, lower snake. See the table of errors.'),
    number: nullable(Type.Integer({ description: 'Four-digit number, where clients know one.' })),
    message: text('What happened and what to do.'),
    status: Type.Integer({ description: 'The HTTP status again.' }),
    param: nullable(Type.String({ description: 'The field at fault, as a path such as `events[0]`.' })),
    retry_after: nullable(Type.Integer({ minimum: 1, description: 'Seconds to wait; the same as `Retry-After`.' })),
  }),
  meta: Type.Object({
    request_id: id('request', 'The same as `X-Request-Id`. Quote it when you ask for help.'),
    timestamp: time(),
  }),
})
export type ErrorBody = Static<typeof ErrorBody>

/** Body of every error on an `/api/v1/m2m` path. */
export const M2mErrorBody = Type.Object({
  error: Type.String(),
  message: Type.String(),
  request_id: id('request', 'The same as `X-Request-Id`; not the id of a chat request.'),
})
export type M2mErrorBody = Static<typeof M2mErrorBody>
