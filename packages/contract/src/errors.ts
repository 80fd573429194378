/**
 * Every error the API can answer with, one row each. Source: wire contract 2.5.
 *
 * Three kinds of clients read the same reply: some switch on `code` (a word), some on `type` (lower snake) and `number`
 * (four digits), the chat surface on one string (`m2m`). A row therefore has all of them. The rows of one family share
 * the `code` their clients know (every 401 is `UNAUTHORIZED`) and differ in `type`.
 */

export interface ErrorRow {
  /** HTTP status. */
  readonly status: number
  /** `error.code` of the `/v1` reply. */
  readonly code: string
  /** `error.type` of the `/v1` reply. One row, one type. */
  readonly type: string
  /** `error.number` of the `/v1` reply; null where clients know none. */
  readonly number: number | null
  /** `error` of the chat surface's reply. `{words}` are filled in as in the message. */
  readonly m2m: string
  /** A sentence that says what to do. `{words}` in braces are filled in by whoever raises the error. */
  readonly message: string
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean
}

const row = (
  status: number,
  names: { code: string; type: string; number?: number; m2m?: string },
  message: string,
  retryable = false,
): ErrorRow => ({
  status,
  code: names.code,
  type: names.type,
  number: names.number ?? null,
  m2m: names.m2m ?? names.type,
  message,
  retryable,
})

/** The table. The key is how code names the row; the reply carries the row's `code`, `type` and `number`. */
export const errors = {
  VALIDATION_ERROR: row(
    400,
    { code: 'VALIDATION_ERROR', type: 'invalid_request', number: 4000, m2m: '{fault}' },
    '{param}: {problem}.',
  ),
  BLOCKED_URL: row(
    400,
    { code: 'BLOCKED_URL', type: 'blocked_url' },
    'The address {url} cannot be used: {reason}. Give a public HTTPS address without credentials.',
  ),
  MISSING_API_KEY: row(
    401,
    { code: 'UNAUTHORIZED', type: 'missing_api_key', number: 4010, m2m: 'invalid_api_key' },
    'No API key was sent. Send it as "x-api-key: YOUR_KEY" or "Authorization: Bearer YOUR_KEY".',
  ),
  // Unknown, revoked, expired, or two headers that differ: the reply does not say which, the log does.
  UNAUTHORIZED: row(
    401,
    { code: 'UNAUTHORIZED', type: 'invalid_api_key', number: 4011, m2m: 'invalid_api_key' },
    'The API key is not valid. Check that it is complete and has not been revoked or expired, or create a new one.',
  ),
  QUOTA_EXCEEDED: row(
    402,
    { code: 'QUOTA_EXCEEDED', type: 'quota_exceeded', number: 4020 },
    "The plan's {quota} messages of this kind for this month are used up, so nothing was sent. Change the plan, or wait until {period_end}.",
    true,
  ),
  INSUFFICIENT_CREDITS: row(
    402,
    { code: 'INSUFFICIENT_CREDITS', type: 'insufficient_credits', number: 4021 },
    'This costs {cost} credits and the workspace has {balance} left, so nothing was sent. Top up, then send again.',
    true,
  ),
  INSUFFICIENT_SCOPE: row(
    403,
    { code: 'FORBIDDEN', type: 'insufficient_scope', number: 4030, m2m: 'insufficient_scope' },
    'This key lacks the scope {scope}. Use a key that has it.',
  ),
  TENANT_ACCESS_DENIED: row(
    403,
    { code: 'FORBIDDEN', type: 'tenant_access_denied' },
    'This key belongs to another workspace than {tenant_id}. Use a key of that workspace.',
  ),
  SITE_ACCESS_DENIED: row(
    403,
    { code: 'FORBIDDEN', type: 'site_access_denied' },
    'The site {site_id} belongs to another workspace than this key. Use a key of its workspace.',
  ),
  PLAN_REQUIRED: row(
    403,
    { code: 'FORBIDDEN', type: 'plan_required', m2m: 'api_access_not_available_on_plan' },
    'The plan of this workspace does not include {feature}. Change the plan to use it.',
  ),
  HTTPS_REQUIRED: row(
    403,
    { code: 'HTTPS_REQUIRED', type: 'https_required' },
    'This server answers over HTTPS only. Send the same request to the https:// address.',
  ),
  NOT_FOUND: row(
    404,
    { code: 'NOT_FOUND', type: 'not_found', m2m: '{resource} not found' },
    'There is no {resource} here. Check the path and the id, and that the key belongs to the same workspace.',
  ),
  METHOD_NOT_ALLOWED: row(
    405,
    { code: 'METHOD_NOT_ALLOWED', type: 'method_not_allowed' },
    '{method} is not possible here. Use {allowed}.',
  ),
  CONFLICT: row(409, { code: 'CONFLICT', type: 'conflict' }, '{reason}.'),
  DUPLICATE_ROLLOUT: row(
    409,
    { code: 'DUPLICATE_ROLLOUT', type: 'duplicate_rollout' },
    'The batch {batch_id} of this site has a rollout already: {rollout_id}. Use that one, or another batch_id.',
  ),
  ROLLOUT_STATE: row(
    409,
    { code: 'ROLLOUT_STATE', type: 'rollout_state' },
    'The rollout {rollout_id} is {status}; to {action} it, it must be {needed}.',
  ),
  ROLLOUT_NOT_READY: row(
    409,
    { code: 'ROLLOUT_NOT_READY', type: 'rollout_not_ready' },
    'The rollout {rollout_id} is not ready. {reasons} Its "actions" say what may be done.',
  ),
  ROLLOUT_IN_PROGRESS: row(
    409,
    { code: 'ROLLOUT_IN_PROGRESS', type: 'rollout_in_progress' },
    'The rollout {rollout_id} of this site is {status}; one at a time is tried. Finish it, pause it or roll it back first.',
  ),
  ROLLOUT_PAUSED: row(
    409,
    { code: 'ROLLOUT_PAUSED', type: 'rollout_paused' },
    'The rollout {rollout_id} of batch {batch_id} is paused, so nothing is taken in under this batch_id. Resume it or roll it back, or use another batch_id.',
  ),
  ROLLOUT_CLOSED: row(
    409,
    { code: 'ROLLOUT_CLOSED', type: 'rollout_closed' },
    'The rollout {rollout_id} of batch {batch_id} is {status}, so nothing is taken in under this batch_id. Use another batch_id.',
  ),
  DUPLICATE_WEBHOOK: row(
    409,
    { code: 'DUPLICATE_WEBHOOK', type: 'duplicate_webhook' },
    'The webhook {webhook_id} already sends the same events to this URL. Change that one, or give another URL.',
  ),
  DUPLICATE_TEMPLATE: row(
    409,
    { code: 'DUPLICATE_TEMPLATE', type: 'duplicate_template' },
    'The account has a template {name} in {language} already: {template_id}. Use that one, or choose another name.',
  ),
  DUPLICATE_DOMAIN: row(
    409,
    { code: 'DUPLICATE_DOMAIN', type: 'duplicate_domain' },
    'The workspace has the domain {domain} already: {domain_id}. Use that one, or delete it first.',
  ),
  WEBHOOK_INACTIVE: row(
    409,
    { code: 'WEBHOOK_INACTIVE', type: 'webhook_inactive' },
    'The webhook is inactive. Set is_active to true first.',
  ),
  ROTATION_LIMIT: row(
    409,
    { code: 'ROTATION_LIMIT', type: 'rotation_limit' },
    'This webhook has {limit} secrets that are still valid. Confirm the new one, or wait until {retry_at}.',
    true,
  ),
  IDEMPOTENCY_KEY_REUSED: row(
    409,
    { code: 'IDEMPOTENCY_KEY_REUSED', type: 'idempotency_key_reused' },
    'This Idempotency-Key was used for a different request. Use a new key for a new request.',
  ),
  IDEMPOTENCY_IN_PROGRESS: row(
    409,
    { code: 'IDEMPOTENCY_IN_PROGRESS', type: 'idempotency_in_progress' },
    'The first request with this Idempotency-Key is still running. Ask again in a second.',
    true,
  ),
  MESSAGE_NOT_CANCELLABLE: row(
    409,
    { code: 'MESSAGE_NOT_CANCELLABLE', type: 'message_not_cancellable' },
    'The message is {state}; {reason}. Read its history for what became of it.',
  ),
  DUPLICATE_EMAIL_TEMPLATE: row(
    409,
    { code: 'DUPLICATE_EMAIL_TEMPLATE', type: 'duplicate_email_template' },
    'The workspace has a template called {name} already: {template_id}. Change that one, or give another name.',
  ),
  NOT_SIMULATED: row(
    409,
    { code: 'NOT_SIMULATED', type: 'not_simulated' },
    'Only what is simulated can be played with, and {what} is not: {provider} carries it. Use a simulated one.',
  ),
  CHAT_SESSION_CLOSED: row(
    409,
    { code: 'CHAT_SESSION_CLOSED', type: 'chat_session_closed', m2m: 'session is closed' },
    'The session {session_id} was closed and takes no more messages. Ask in a new one.',
  ),
  REQUEST_NOT_COMPLETED: row(
    409,
    { code: 'REQUEST_NOT_COMPLETED', type: 'request_not_completed', m2m: 'request is not completed' },
    'The request is {state}: only completed ones can be judged.',
    true,
  ),
  PAYLOAD_TOO_LARGE: row(
    413,
    { code: 'PAYLOAD_TOO_LARGE', type: 'payload_too_large' },
    'The body is larger than {limit_bytes} bytes. Send less.',
  ),
  ATTACHMENTS_TOO_LARGE: row(
    413,
    { code: 'ATTACHMENTS_TOO_LARGE', type: 'attachments_too_large' },
    'The attachments have {bytes} bytes together, {filename} alone {largest_bytes}; at most {limit_bytes} are taken. Send links to large files.',
  ),
  UNSUPPORTED_MEDIA_TYPE: row(
    415,
    { code: 'UNSUPPORTED_MEDIA_TYPE', type: 'unsupported_media_type' },
    'The body must be {kind}. Send it with "Content-Type: {content_type}".',
  ),
  INVALID_PHONE: row(
    422,
    { code: 'INVALID_PHONE', type: 'invalid_phone', number: 4001 },
    '{param}: {value} is no valid phone number. Give it in E.164 form, with a plus sign and the country code.',
  ),
  WEBHOOK_LIMIT_REACHED: row(
    422,
    { code: 'WEBHOOK_LIMIT_REACHED', type: 'webhook_limit_reached' },
    'The workspace has {limit} webhooks, which is the most. Delete one first.',
  ),
  CHANNEL_CHECK_FAILED: row(
    422,
    { code: 'CHANNEL_CHECK_FAILED', type: 'channel_check_failed' },
    'The channel could not be connected: {reason} Correct its settings or credentials, then try again.',
    true,
  ),
  CHANNEL_LIMIT_REACHED: row(
    422,
    { code: 'CHANNEL_LIMIT_REACHED', type: 'channel_limit_reached' },
    'The workspace has {limit} channels, which is the most. Delete one first.',
  ),
  SESSION_REQUIRED: row(
    422,
    { code: 'SESSION_REQUIRED', type: 'session_required' },
    'The workspace has {connected} connected WhatsApp sessions, so session_id must say which one sends.',
  ),
  SESSION_NOT_CONNECTED: row(
    422,
    { code: 'SESSION_NOT_CONNECTED', type: 'session_not_connected' },
    'The WhatsApp session {session_id} is not connected. Connect it, then send again.',
    true,
  ),
  SESSION_DRIVER_UNAVAILABLE: row(
    422,
    { code: 'SESSION_DRIVER_UNAVAILABLE', type: 'session_driver_unavailable' },
    'No phone can be connected: {reason}.',
  ),
  TEMPLATE_REQUIRED: row(
    422,
    { code: 'TEMPLATE_REQUIRED', type: 'template_required' },
    'More than 24 hours have passed since this contact wrote. Send an approved template instead.',
  ),
  TEMPLATE_NOT_APPROVED: row(
    422,
    { code: 'TEMPLATE_NOT_APPROVED', type: 'template_not_approved' },
    'The template {name} ({language}) cannot be sent: {reason}. See /v1/templates for those that can.',
  ),
  CARRIER_UNAVAILABLE: row(
    422,
    { code: 'CARRIER_UNAVAILABLE', type: 'carrier_unavailable' },
    'The carrier could not be asked, so nothing was changed: {reason}. Try again later.',
    true,
  ),
  INVALID_FROM_DOMAIN: row(
    422,
    { code: 'INVALID_FROM_DOMAIN', type: 'invalid_from_domain' },
    'The workspace has not verified the domain {domain}. Verify it under /v1/email/domains, or leave "from" out.',
  ),
  TEMPLATE_VARIABLES_MISSING: row(
    422,
    { code: 'TEMPLATE_VARIABLES_MISSING', type: 'template_variables_missing' },
    'These variables are missing or are no text, number or boolean: {missing}. Give each under "variables".',
  ),
  TEMPLATE_LIMIT_REACHED: row(
    422,
    { code: 'TEMPLATE_LIMIT_REACHED', type: 'template_limit_reached' },
    'The workspace has {limit} e-mail templates, which is the most. Delete one first.',
  ),
  RECIPIENT_SUPPRESSED: row(
    422,
    { code: 'RECIPIENT_SUPPRESSED', type: 'recipient_suppressed' },
    'Nothing was sent: the recipient gets no messages from this workspace ({reason}).',
  ),
  SMOKE_QUESTION_LIMIT_REACHED: row(
    422,
    { code: 'SMOKE_QUESTION_LIMIT_REACHED', type: 'smoke_question_limit_reached' },
    'The rollout has {limit} smoke questions, which is the most. Delete one first.',
  ),
  SITE_LIMIT_REACHED: row(
    422,
    { code: 'SITE_LIMIT_REACHED', type: 'site_limit_reached' },
    'The workspace has {limit} sites, which is the most. A larger plan may allow more.',
  ),
  DOCUMENT_LIMIT_REACHED: row(
    422,
    { code: 'DOCUMENT_LIMIT_REACHED', type: 'document_limit_reached' },
    'The plan allows {limit} documents, and the workspace has them. Delete some, or change the plan.',
  ),
  DOMAIN_LIMIT_REACHED: row(
    422,
    { code: 'DOMAIN_LIMIT_REACHED', type: 'domain_limit_reached' },
    'The workspace has {limit} email domains, which is the most. Delete one first.',
  ),
  RATE_LIMIT_EXCEEDED: row(
    429,
    { code: 'RATE_LIMIT_EXCEEDED', type: 'rate_limit_exceeded', number: 4029, m2m: 'rate_limited' },
    'Limit of {limit} requests per minute reached. Wait {retry_after} seconds.',
    true,
  ),
  TEST_LIMIT_REACHED: row(
    429,
    { code: 'TEST_LIMIT_REACHED', type: 'test_limit_reached' },
    'Limit of {limit} test deliveries per hour reached. Wait {retry_after} seconds.',
    true,
  ),
  VERIFICATION_LIMIT_REACHED: row(
    429,
    { code: 'VERIFICATION_LIMIT_REACHED', type: 'verification_limit_reached' },
    'Limit of {limit} codes per {period} for this recipient reached. Wait {retry_after} seconds.',
    true,
  ),
  // Nobody is left to read it: for the log, and for counts by status. The number is nginx's.
  CALLER_GONE: row(
    499,
    { code: 'CALLER_GONE', type: 'caller_gone' },
    'The caller closed the connection before there was an answer, so the work was given up.',
    true,
  ),
  INTERNAL_ERROR: row(
    500,
    { code: 'INTERNAL_ERROR', type: 'internal_error' },
    'Something went wrong on our side. Try again; if it stays, report the request id {request_id}.',
    true,
  ),
  UNAVAILABLE: row(
    503,
    { code: 'UNAVAILABLE', type: 'unavailable' },
    'The server cannot take this call right now: it is starting or stopping, or its database is away. Try again in {retry_after} seconds.',
    true,
  ),
  CHAT_BUSY: row(
    503,
    { code: 'CHAT_BUSY', type: 'chat_busy', m2m: 'busy' },
    'More questions wait for an answer than this server lets wait. Try again in {retry_after} seconds, or use the asynchronous form.',
    true,
  ),
  TIMEOUT: row(
    504,
    { code: 'TIMEOUT', type: 'timeout' },
    'The answer took longer than {seconds} seconds. Try again, or use the asynchronous form.',
    true,
  ),
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errors

/** Fills the braces of a row's message. A word that is not given stays as it is, so that a test can find it. */
export function errorMessage(code: ErrorCode, words: Readonly<Record<string, string | number>> = {}): string {
  return filled(errors[code].message, words)
}

/** The one string of the chat surface's reply, which for some rows names what is at fault: `session_id is required`. */
export function m2mError(code: ErrorCode, words: Readonly<Record<string, string | number>> = {}): string {
  const { param, problem } = words
  const fault = param === undefined || problem === undefined ? errors[code].type : faultOf(`${param}`, `${problem}`)
  return filled(errors[code].m2m, { fault, resource: 'it', ...words })
}

/** A fault of a field as clients of the chat surface know it. */
function faultOf(param: string, problem: string): string {
  if (problem === 'it is missing') return `${param} is required`
  const [, choices] = /^it must be one of (.+)$/.exec(problem) ?? []
  if (choices !== undefined)
    return `${param} must be ${choices
      .split(', ')
      .map((word) => `'${word}'`)
      .join(' or ')}`
  return `${param}: ${problem}`
}

function filled(text: string, words: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(words, name) ? String(words[name]) : whole))
}
