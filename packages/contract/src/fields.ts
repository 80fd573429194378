/** The small schemas that objects, bodies and queries are put together from. */
import Type, { type Static, type TProperties, type TSchema } from 'typebox'
import { idPatterns, type IdKind, type IdOf } from './ids.ts'

/** A string that must be one of `values`. */
export const oneOf = <const Values extends readonly string[]>(values: Values, options: object = {}) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], ...options })

/** The same schema, with null allowed. For schemas that have a `type`. */
export const nullable = <Schema extends TSchema>(schema: Schema) => {
  const { type, enum: values, ...rest } = schema as Schema & { type?: string; enum?: unknown[] }
  return Type.Unsafe<Static<Schema> | null>({
    ...rest,
    type: [type, 'null'],
    ...(values === undefined ? {} : { enum: [...values, null] }),
  })
}

/** An id in a reply or a body: a plain string with the pattern of its kind. */
export const id = (kind: IdKind, description?: string) =>
  Type.String({ pattern: idPatterns[kind], ...(description === undefined ? {} : { description }) })

/** An id in a path: the same, branded. One that does not match names nothing, so the reply is 404 and not 400. */
export const pathId = <Kind extends IdKind>(kind: Kind, description: string) =>
  Type.Unsafe<IdOf<Kind>>({ type: 'string', pattern: idPatterns[kind], description })

/** A time that we write: ISO 8601, UTC, whole seconds. */
export const time = (description?: string) =>
  Type.String({ format: 'date-time', ...(description === undefined ? {} : { description }) })

/** A time that we read: any ISO 8601 date and time with an offset. */
export const timeInput = (description: string) => Type.String({ format: 'date-time', maxLength: 40, description })

/** When a message is to be sent. */
export const scheduledAt = timeInput('Sends it then, at most 30 days ahead, in place of at once.')

export const text = (description: string, limits: object = {}) => Type.String({ description, ...limits })
export const count = (description: string) => Type.Integer({ minimum: 0, description })
export const flag = (description: string) => Type.Boolean({ description })

/** Anything JSON can hold under string keys. */
export const freeObject = (description: string) =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, description })

/** Query parameters of every paginated list. More than 100 a page is answered with 100. */
export const pageQuery = {
  page: Type.Optional(Type.Integer({ minimum: 1, default: 1, description: 'Page to return, from 1.' })),
  per_page: Type.Optional(
    Type.Integer({ minimum: 1, default: 20, description: 'Items on a page; more than 100 is answered with 100.' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, description: 'Older name of `per_page`.' })),
} satisfies TProperties

/** A body. Fields that are not declared are let through: clients written for other platforms send more. */
export const body = <Properties extends TProperties>(properties: Properties) => Type.Object(properties)
