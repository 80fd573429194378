import type { DeliveryError, TestDelivery } from '@posthorn/sdk'
import { milliseconds } from '../ui/format-time.ts'

export const errorsInWords: Readonly<Record<DeliveryError, string>> = {
  timeout: 'no answer within 10 seconds',
  dns: 'the host name was not found',
  connection: 'no connection could be made',
  tls: 'the certificate could not be trusted',
  http_status: 'an answer other than 2xx',
  redirect: 'an answer with a redirect, which is not followed',
  blocked_address: 'the address is not public',
}

/** What a test showed, and what to do about it. */
export function describeTest(
  test: Pick<TestDelivery, 'mode' | 'passed' | 'http_status' | 'error' | 'response_time_ms'>,
): string {
  const took = test.response_time_ms === null ? '' : ` after ${milliseconds(test.response_time_ms)}`
  if (test.http_status === null) {
    return `The handler did not answer: ${test.error ? errorsInWords[test.error] : 'no answer came'}.`
  }
  const answered = `The handler answered ${test.http_status}${took}`
  if (test.mode === 'normal') {
    return test.passed ? `${answered}.` : `${answered}; only 2xx counts as received.${hintFor(test.http_status)}`
  }
  if (test.passed) return `${answered}, as it should to a wrong signature.`
  if (test.http_status < 300)
    return `${answered} to a wrong signature: it does not check signatures. It must answer 401.`
  return `${answered} to a wrong signature; it should be 401.`
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) return ' Check that it has the right secret and signs the raw body.'
  if (status === 404 || status === 405) return ' Check the path, and that it takes POST.'
  if (status === 415) return ' It must take application/json.'
  return ''
}
