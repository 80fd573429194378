import type { HealthRow } from './store-webhooks.ts'
import { FAILURES_TO_FAILING, type HealthSignal } from './track-health.ts'

/** What the owners are told when an endpoint turns failing or recovers (contract 4.6). */
export function noticeOf(signal: HealthSignal, webhook: Pick<HealthRow, 'id' | 'workspace_id' | 'url'>) {
  const { id, workspace_id: workspaceId, url } = webhook
  if (signal === 'recovered') {
    return {
      workspaceId,
      kind: 'webhook.recovered',
      subject: `Webhook recovered: ${url}`,
      text: [
        `The webhook ${id} (${url}) has answered with a success again.`,
        '',
        'Events that failed for good meanwhile are still in its event log. Send them again one by one, or a whole',
        `time range with POST /v1/webhooks/${id}/recover.`,
      ].join('\n'),
    }
  }
  return {
    workspaceId,
    kind: 'webhook.failing',
    subject: `Webhook failing: ${url}`,
    text: [
      `The last ${FAILURES_TO_FAILING} attempts to deliver events to the webhook ${id} (${url}) failed.`,
      '',
      'It stays active: new events are delivered and retried as before, and nothing is dropped before its retries are',
      'used up. Look at the last errors in its event log, mend the receiver, and send a test event. One success makes',
      'it active again.',
    ].join('\n'),
  }
}
