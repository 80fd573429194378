import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type ErrorCode, errors } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../kernel/api-error.ts'
import { asApiError, renderError, surfaceOf } from './render-error.ts'

const request = { id: 'req_01KPK2BYJ0V7P9WCE000000000', now: Date.UTC(2026, 3, 19, 14, 30) }

describe('an error', () => {
  test('of a /v1 path says all that any of its clients looks for', () => {
    const error = new ApiError('RATE_LIMIT_EXCEEDED', { words: { limit: 100, retry_after: 12 }, retryAfter: 12 })
    assert.deepEqual(renderError(error, 'v1', request), {
      status: 429,
      body: {
        success: false,
        error: {
          code: 'RATE_LIMIT_EXCEEDED',
          type: 'rate_limit_exceeded',
          number: 4029,
          message: 'Limit of 100 requests per minute reached. Wait 12 seconds.',
          status: 429,
          param: null,
          retry_after: 12,
        },
        meta: { request_id: request.id, timestamp: '2026-04-19T14:30:00Z' },
      },
    })
  })

  test('of the chat surface is one string, a sentence and the id', () => {
    assert.deepEqual(renderError(invalid('session_id', 'it is missing'), 'm2m', request), {
      status: 400,
      body: { error: 'session_id is required', message: 'session_id: it is missing.', request_id: request.id },
    })
    const said = (error: ApiError) => (renderError(error, 'm2m', request).body as { error: string }).error
    assert.equal(said(invalid('feedback', 'it must be one of good, bad')), "feedback must be 'good' or 'bad'")
    assert.equal(said(notFound('request')), 'request not found')
    assert.equal(said(new ApiError('RATE_LIMIT_EXCEEDED', { words: { limit: 1, retry_after: 1 } })), 'rate_limited')
  })

  test('of every row has the status of its row on both surfaces, and keeps its reason to itself', () => {
    for (const code of Object.keys(errors) as ErrorCode[]) {
      const error = new ApiError(code, { reason: 'revoked key_1' })
      for (const surface of ['v1', 'm2m'] as const) {
        const { status, body } = renderError(error, surface, request)
        assert.equal(status, errors[code].status)
        assert.ok(!JSON.stringify(body).includes('key_1'))
      }
    }
  })

  test('that is no refusal of ours tells nothing but the id to report', () => {
    const fault = asApiError(new Error('password hunter2 is wrong'), request.id, () => false)
    const { status, body } = renderError(fault, 'v1', request)
    assert.equal(status, 500)
    assert.ok(!JSON.stringify(body).includes('hunter2'))
    assert.match(fault.message, new RegExp(request.id))
  })

  test('of a database that is away is a 503 that may be tried again', () => {
    const outage = asApiError(new Error('connection refused'), request.id, () => true)
    assert.deepEqual([outage.code, outage.retryAfter], ['UNAVAILABLE', 2])
    const refused = new ApiError('CONFLICT', { words: { reason: 'So it is' } })
    assert.equal(
      asApiError(refused, request.id, () => true),
      refused,
    )
  })
})

test('the surface goes by the path', () => {
  assert.equal(surfaceOf('/v1/me'), 'v1')
  assert.equal(surfaceOf('/'), 'v1')
  assert.equal(surfaceOf('/api/v1/m2m/sites/x/chat?y'), 'm2m')
})
