/** The catalogue of events as the `webhooks` of the document: requests that Posthorn makes to you. */
import { eventTypes, events, type EventType } from '../events.ts'
import { sampleIds } from '../samples.ts'

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})

const signed = [
  header('X-Timely-Signature', 'HMAC-SHA256 of `timestamp.body` with the whole secret, in lower-case hex.'),
  header('X-Timely-Timestamp', 'Unix seconds of this attempt; part of what is signed.'),
  header('X-Timely-Event-Id', 'Id of the event, the same on every attempt. De-duplicate by it.'),
  header('webhook-id', 'Standard Webhooks: the id of the event.'),
  header('webhook-timestamp', 'Standard Webhooks: Unix seconds of this attempt.'),
  header('webhook-signature', 'Standard Webhooks: `v1,` and the signature in base64, one for each valid secret.'),
]

/** `webhooks` of the document, one for each type of event. */
export function eventWebhooks(): Record<string, object> {
  return Object.fromEntries(eventTypes.map((type) => [type, { post: webhook(type) }]))
}

function webhook(type: EventType): object {
  const { summary, data, example } = events[type]
  return {
    operationId: `event.${type}`,
    tags: ['Webhook events'],
    summary: type,
    description: summary,
    security: [],
    parameters: signed,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: envelope(type, data),
          example: {
            id: sampleIds.event,
            event: type,
            event_id: sampleIds.event,
            timestamp: '2026-04-19T14:30:00Z',
            workspace_id: sampleIds.workspace,
            data: example,
          },
        },
      },
    },
    responses: {
      '2XX': { description: 'Received. Answer within 10 seconds, before the work; anything else is tried again.' },
      '401': { description: 'The signature does not match.' },
    },
  }
}

function envelope(type: EventType, data: object): object {
  return {
    type: 'object',
    required: ['id', 'event', 'event_id', 'timestamp', 'workspace_id', 'data'],
    properties: {
      id: { type: 'string', description: 'The same as `event_id`.' },
      event: { type: 'string', const: type },
      event_id: { type: 'string' },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
      workspace_id: { type: 'string' },
      data,
    },
  }
}
