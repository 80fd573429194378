import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorsOf, routes, type BodyOf, type ParamsOf, type QueryOf, type ReplyOf, type WebhookId } from './index.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
/** Fails to compile unless the two types are the same. */
const same = <A, B>(_proof: Same<A, B>) => undefined

test('types flow from the rows', () => {
  same<ParamsOf<'webhooks.get'>, { webhook_id: WebhookId }>(true)
  same<ParamsOf<'sms.send'>, undefined>(true)
  same<BodyOf<'webhooks.list'>, undefined>(true)
  same<BodyOf<'sms.send'>['to'], string>(true)
  same<BodyOf<'webhooks.create'>['events'], string[]>(true)
  same<BodyOf<'webhooks.create'>['retry_policy'], 'standard' | 'extended' | undefined>(true)
  same<BodyOf<'email.send'>['to'], string | string[]>(true)
  same<QueryOf<'deliveries.list'>['status'], 'pending' | 'success' | 'failed' | undefined>(true)
  same<QueryOf<'deliveries.list'>['per_page'], number | undefined>(true)
  same<QueryOf<'webhooks.get'>, undefined>(true)
  same<ReplyOf<'webhooks.delete'>, undefined>(true)
  same<ReplyOf<'webhooks.list'>['meta']['total_pages'], number>(true)
  same<ReplyOf<'webhooks.get'>['data']['status'], 'active' | 'inactive' | 'failing'>(true)
  same<ReplyOf<'deliveries.get'>['data']['http_status'], number | null>(true)
  same<ReplyOf<'apiKeys.create'>['data']['key'], string | undefined>(true)
  assert.equal(routes['webhooks.get'].path, '/v1/webhooks/{webhook_id}')
})

test('a route shows its own errors and those of its kind, by status', () => {
  assert.deepEqual(errorsOf(routes['webhooks.create']), [
    'BLOCKED_URL',
    'VALIDATION_ERROR',
    'MISSING_API_KEY',
    'UNAUTHORIZED',
    'HTTPS_REQUIRED',
    'INSUFFICIENT_SCOPE',
    'DUPLICATE_WEBHOOK',
    'IDEMPOTENCY_IN_PROGRESS',
    'IDEMPOTENCY_KEY_REUSED',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
    'WEBHOOK_LIMIT_REACHED',
    'RATE_LIMIT_EXCEEDED',
    'INTERNAL_ERROR',
    'UNAVAILABLE',
  ])
  assert.deepEqual(errorsOf(routes['system.health']), [
    'VALIDATION_ERROR',
    'HTTPS_REQUIRED',
    'INTERNAL_ERROR',
    'UNAVAILABLE',
  ])
})
