import type { FastifyReply, FastifyRequest } from 'fastify'

import type { AnsweredCalls, Authenticator } from '../domain/access/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { NewId } from '../kernel/new-id.ts'
import type { RateLimiter } from './limit-rate.ts'

/** One request and its reply, under the id that both and the log carry. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly requestId: string
}

/** What serving a route takes besides the route. */
export interface ServeDeps {
  readonly authenticator: Authenticator
  readonly answered: AnsweredCalls
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  /** Overrides the plan's calls per minute; null: the plan's. */
  readonly ratePerMinute: number | null
  readonly requireHttps: boolean
  /** Whether an error says that the database is away. */
  readonly isOutage: (error: unknown) => boolean
}
