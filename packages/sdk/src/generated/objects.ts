// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.

import type {
  ApiKeyState,
  AttemptState,
  DeliveryError,
  DeliveryState,
  DeliveryTrigger,
  EmailDomainState,
  Environment,
  ExtraSignature,
  KeyPrefix,
  MessageState,
  NotificationState,
  RecoveryState,
  RetryPolicy,
  Scope,
  SuppressionReason,
  TemplateCategory,
  TemplateQuality,
  TemplateState,
  TestMode,
  WebhookState,
} from './words.ts'

export interface AcceptedDocument {
  id: string
  object: 'document'
  site_id: string
  type: 'file' | 'text' | 'qa' | 'url'
  title: string
  category: string | null
  /** Whether it may be used in answers. */
  status: 'draft' | 'active'
  /** How far its latest version is. The version before stays in answers until this one is ready. */
  readiness: 'processing' | 'ready' | 'failed'
  /** Of its latest version; 100 when that is ready. */
  progress: number
  /** What is being done while it is `processing`; null otherwise. */
  step: 'waiting' | 'fetching' | 'reading' | 'indexing' | null
  /** Why its latest version cannot be used; null unless `failed`. */
  failure: {
    code: 'unsupported_type' | 'too_large' | 'too_many_pages' | 'expands_too_much' | 'encrypted' | 'broken' | 'empty' | 'took_too_long' | 'blocked_url' | 'robots_disallow' | 'not_found' | 'unreachable' | 'stuck'
    /** What is wrong, and what to do. */
    message: string
  } | null
  /** The caller's own name for it, once in a site. */
  source_id: string | null
  /** The label under which its latest version came. */
  batch_id: string | null
  /** Its latest version. */
  version: number
  /** The version that everybody is answered from; null: none. */
  indexed_version: number | null
  /** As it was given, or as its words say. */
  language: 'en' | 'pt' | 'es' | 'fr' | 'de' | null
  /** Pieces that its latest version was cut into. */
  chunks: number
  /** Size of its latest version: of its text as UTF-8, or of its file. */
  bytes: number
  file_name: string | null
  media_type: string | null
  /** Where its page is. */
  source_url: string | null
  /** How its page is kept up to date; null unless its type is `url`. */
  crawl: {
    /** How often it is fetched again; null: only when asked for. */
    every_hours: number | null
    /** When it was last fetched, changed or not. */
    crawled_at: string | null
    /** When it is fetched next; after a failure that may pass, sooner than usual. */
    next_at: string | null
    /** Why it could not be fetched again the last time. What was read before stays in answers. */
    failure: {
      code: 'unsupported_type' | 'too_large' | 'too_many_pages' | 'expands_too_much' | 'encrypted' | 'broken' | 'empty' | 'took_too_long' | 'blocked_url' | 'robots_disallow' | 'not_found' | 'unreachable' | 'stuck'
      /** What is wrong, and what to do. */
      message: string
    } | null
  } | null
  /** Whether it came with the installation. */
  is_example: boolean
  created_at: string
  updated_at: string
  /** Whether it said the same already, so that nothing was done. */
  unchanged: boolean
}

export interface AddedExample {
  site_id: string
  /**
   * `answering`: it answers, for nothing of the site’s own does yet. `aside`: it is kept, and never in an answer.
   * `none`: it was removed, or never was there.
   */
  state: 'answering' | 'aside' | 'none'
  documents: Array<{
    document_id: string
    title: string
    type: 'text' | 'qa'
    language: string
  }>
  /** Documents that were not there. */
  added: number
}

export interface Answering {
  /** Id of the site. */
  site_id: string
  /**
   * `documents`: what is said is quoted. `model`: a language model words it, and its quotes are checked; where the
   * model fails, the documents are quoted.
   */
  answered_by: 'documents' | 'model'
  model: AnsweringModel | null
  embeddings: AnsweringEmbeddings | null
}

export interface AnsweringEmbeddings {
  /** Name of the model. */
  name: string
  /**
   * `unknown`: this server process has not called it yet. `reachable`: its last call succeeded. `failing`: it did not,
   * and `last_error` says why.
   */
  state: 'unknown' | 'reachable' | 'failing'
  /** When it last answered. */
  last_success_at: string | null
  /** Why a call failed last, for people. */
  last_error: string | null
  /** When that was. */
  last_error_at: string | null
  /** Numbers in a vector; null until the first is made. */
  dimensions: number | null
  /** What finds the nearest vectors: the server itself, or the pgvector extension of PostgreSQL. */
  search: 'own' | 'pgvector'
  /** Chunks of this site’s documents. */
  chunks: number
  /** Those that are found by meaning, too. */
  with_vector: number
  /** Those that wait for their vector, and are found by their words alone until then. */
  waiting: number
  /** Those that the service refused: they stay found by their words alone. */
  refused: number
}

export interface AnsweringModel {
  /** Name of the model. */
  name: string
  /**
   * `unknown`: this server process has not called it yet. `reachable`: its last call succeeded. `failing`: it did not,
   * and `last_error` says why.
   */
  state: 'unknown' | 'reachable' | 'failing'
  /** When it last answered. */
  last_success_at: string | null
  /** Why a call failed last, for people. */
  last_error: string | null
  /** When that was. */
  last_error_at: string | null
}

export interface ApiKey {
  id: string
  /** Name of the integration. */
  name: string
  /** Person or team to ask about it. */
  owner: string | null
  environment: Environment
  /** As asked for when the key was made, aliases included. */
  scopes: string[]
  /** What is checked. */
  canonical_scopes: Scope[]
  prefix: KeyPrefix
  /** Prefix and first characters, to recognise the key by. */
  display: string
  status: ApiKeyState
  /** Whether a sudden drop in its requests raises an alert. */
  critical: boolean
  created_at: string
  last_used_at: string | null
  expires_at: string | null
  /** 90 days after creation: rotate by then. */
  rotate_by: string
  revoked_at: string | null
  /** The key that this one was made to replace. */
  rotated_from: string | null
  /** The whole key. Only in the reply that creates it; it cannot be shown again. */
  key?: string
}

export interface Batch {
  id: string
  object: 'batch'
  kind: 'sms' | 'whatsapp' | 'email'
  /** Whether a test key sent it. */
  test: boolean
  /** When it is to be sent; null: at once. */
  scheduled_at: string | null
  /** Messages that were accepted. */
  accepted: number
  /** Recipients that were refused. */
  refused: number
  created_at: string
  /** The accepted messages by their state now. */
  counts: {
    /** Messages that are scheduled. */
    scheduled: number
    /** Messages that are queued. */
    queued: number
    /** Messages that are paused. */
    paused: number
    /** Messages that are sent. */
    sent: number
    /** Messages that are delivered. */
    delivered: number
    /** Messages that are read. */
    read: number
    /** Messages that are failed. */
    failed: number
    /** Messages that are cancelled. */
    cancelled: number
  }
  /** A page of them, in the order of the call. */
  messages: MessageSummary[]
}

export interface BatchCancellation {
  batch_id: string
  /** Messages that this call cancelled. */
  cancelled: number
  /** Messages that were over, or were being sent, and stay as they are. */
  kept: number
}

export interface BatchResult {
  /** Place in the call, from 0. */
  index: number
  /** The recipient, as it was given. */
  to: string | null
  /** Its message; null: it was refused. */
  id: string | null
  status: MessageState | null
  error: {
    /** As a single send has it. */
    code: string
    type: string
    message: string
    param: string | null
  } | null
}

export interface BulkOutcome {
  /** One for each document, in the order of `document_ids`. */
  results: Array<{
    document_id: string
    result: 'done' | 'unchanged' | 'not_found'
  }>
  /** Documents that were changed. */
  done: number
  /** Whether more match what was asked for: send the same again. */
  has_more: boolean
}

export interface Channel {
  id: string
  agent_id: string | null
  type: 'sms' | 'email' | 'whatsapp'
  /** Adapter to the carrier: `twilio`, `smtp`, or `simulator` for the one that Posthorn has by itself. */
  provider: string
  name: string
  /** Whether Posthorn made it: the simulator of its type. It cannot be changed. */
  built_in: boolean
  status: 'disconnected' | 'connected' | 'error'
  phone_number: string | null
  username: string | null
  widget_token: string | null
  /** What the provider needs to know and anybody may see. */
  settings: Record<string, unknown>
  /** Whether credentials are kept. They are sealed, and never given back. */
  has_credentials: boolean
  /** Its turn among the channels of its type; null: messages never take it. */
  position: number | null
  /** What keeps failing, or why it could not be connected; null while it is well. */
  failure: {
    code: string
    message: string
    /** Failures in a row when it was written. */
    occurrences: number
    /** When the first of them was seen. */
    since: string
  } | null
  last_connected_at: string | null
  /** When its connection was last tested. */
  last_checked_at: string | null
  created_at: string
  updated_at: string
}

export interface ChannelCheck {
  channel_id: string
  /** Whether the carrier answered and accepted the credentials. */
  ok: boolean
  /** Why not, as a word. */
  code: string | null
  /** Why not, as a sentence. */
  message: string | null
  /** How long the test took. */
  duration_ms: number
  checked_at: string
}

export interface ChannelHistoryLine {
  id: string
  what: 'created' | 'changed' | 'connected' | 'disconnected' | 'failing' | 'recovered' | 'check_passed' | 'check_failed'
  /** The state that the channel was in afterwards. */
  status: 'disconnected' | 'connected' | 'error'
  code: string | null
  /** The reason, where there is one. */
  message: string | null
  /** Id of the key that did it; null: it came by itself. */
  by: string | null
  at: string
}

export interface ChannelProvider {
  provider: string
  type: 'sms' | 'email' | 'whatsapp'
  /** JSON Schema of `settings`. */
  settings: Record<string, unknown>
  /** JSON Schema of `credentials`. */
  credentials: Record<string, unknown>
  /** Whether the carrier reports to an address of ours, which may have to be entered there. */
  takes_callbacks: boolean
  /**
   * That address, with the id of a channel to be put in place of `{channel_id}`; null: there is none, or
   * `POSTHORN_PUBLIC_URL` is not set.
   */
  callback_url: string | null
}

export interface ChatAccepted {
  /** Poll with it. */
  request_id: string
  status: 'pending'
  session_id: string
}

export interface ChatAnswer {
  /** Of the question; not the same as `X-Request-Id`. */
  request_id: string
  /** As the caller chose it. */
  session_id: string
  status: 'completed'
  /** False: nothing in the documents supports an answer, and `answer` says so politely. */
  answered: boolean
  answer: string
  /** How likely it is that this answers the question. */
  confidence: number
  confidence_level: 'low' | 'medium' | 'high'
  /** Language of the answer: the one asked for where it is known, or that of the question. */
  response_language: string
  /** What the answer rests on; empty where it declines. */
  sources: ChatSource[]
  /** Whether a test key asked. */
  test: boolean
  created_at: string
  completed_at: string
}

export interface ChatFeedback {
  /** Of the question; not the same as `X-Request-Id`. */
  request_id: string
  /** As the caller chose it. */
  session_id: string
  feedback: 'good' | 'bad'
  comment: string | null
  feedback_submitted_at: string
  /** The question. */
  message: string
  answered: boolean
  answer: string
  confidence: number
  confidence_level: 'low' | 'medium' | 'high'
  response_language: string
  email: string | null
  batch_id: string | null
  /** What is praised or blamed. */
  sources: ChatSource[]
  /** Whether a test key asked. */
  test: boolean
  created_at: string
}

export interface ChatRecord {
  /** Of the question; not the same as `X-Request-Id`. */
  request_id: string
  /** As the caller chose it. */
  session_id: string
  site_id: string
  /** The question. */
  message: string
  mode: 'sync' | 'stream' | 'async'
  email: string | null
  status: 'pending' | 'processing' | 'completed' | 'failed'
  /** Null until there is an answer. */
  answered: boolean | null
  /** Of a stream that failed: what had been given out. */
  answer: string | null
  confidence: number | null
  confidence_level: 'low' | 'medium' | 'high' | null
  response_language: string | null
  /** What the answer rests on; empty where it declines. */
  sources: ChatSource[]
  /** Why it failed; null: it did not. */
  error: 'timeout' | 'interrupted' | 'caller_gone' | 'superseded' | 'internal_error' | null
  error_message: string | null
  /** Whether a test key asked. */
  test: boolean
  created_at: string
  /** When it was completed, or failed. */
  completed_at: string | null
  /** `documents`: quotes of the documents alone. `model`: a language model that was shown them. */
  answered_by: string | null
  /** Likelihood of the best answer there was, given or not. */
  support: number | null
  /** The batch that was being tried on this session. */
  batch_id: string | null
  /** Name of the key that asked. */
  integration: string
  /** Environment of that key. */
  environment: string
  /** How often it was polled. */
  polls: number
  polled_at: string | null
  started_at: string | null
  /** When the caller closed the connection before the answer. */
  hung_up_at: string | null
  feedback: 'good' | 'bad' | null
  feedback_comment: string | null
  feedback_submitted_at: string | null
}

export interface ChatRequest {
  /** Of the question; not the same as `X-Request-Id`. */
  request_id: string
  /** As the caller chose it. */
  session_id: string
  status: 'pending' | 'processing' | 'completed' | 'failed'
  /** Null until there is an answer. */
  answered: boolean | null
  /** Of a stream that failed: what had been given out. */
  answer: string | null
  confidence: number | null
  confidence_level: 'low' | 'medium' | 'high' | null
  response_language: string | null
  /** What the answer rests on; empty where it declines. */
  sources: ChatSource[]
  /** Why it failed; null: it did not. */
  error: 'timeout' | 'interrupted' | 'caller_gone' | 'superseded' | 'internal_error' | null
  error_message: string | null
  /** Whether a test key asked. */
  test: boolean
  created_at: string
  /** When it was completed, or failed. */
  completed_at: string | null
}

export interface ChatSession {
  /** As the caller chose it. */
  session_id: string
  state: 'open' | 'closed'
  /** The last one that was given. */
  email: string | null
  /** Questions that were accepted. */
  requests: number
  /** Whether a test key opened it. */
  test: boolean
  created_at: string
  last_request_at: string
  closed_at: string | null
}

export interface ChatSource {
  document_id: string
  title: string
  /** Those above the quote, the outermost first. */
  headings: string[]
  /** The words of the document that the answer rests on. */
  quote: string
  /** Where the quote begins in the text of that version, in UTF-16 units. */
  start: number
  /** Where it ends. */
  end: number
  /** Version of the document that was quoted. */
  version: number
  /** Language of the quote. */
  language: string
}

export interface ChatStatistics {
  /** First day, in UTC. */
  from_date: string
  /** Last day, in UTC. */
  to_date: string
  /** Accepted; those of test keys are not counted. */
  requests: number
  /** Completed with an answer. */
  answered: number
  /** Completed without one: nothing in the documents supported it. */
  declined: number
  /** For whatever reason. */
  failed: number
  /** Failed because the deadline passed. */
  timeouts: number
  /** The caller closed the connection before the answer. */
  hung_up: number
  /** Completed with the level `low`, the declined ones included. */
  low_confidence: number
  /** Good feedback. */
  good: number
  /** Bad feedback. */
  bad: number
  /** Neither completed nor failed yet. */
  unfinished: number
  /** Asynchronous ones that took longer than callers poll, 45 s, or still do (A29). */
  unfinished_after_45_s: number
  /** Completed requests by level. */
  confidence: {
    /** 0.7 and more. */
    high: number
    /** 0.4 and more. */
    medium: number
    /** Less. */
    low: number
  }
  /** Of the completed; null: there is none. */
  answered_share: number | null
  /** Of the completed; null: there is none. */
  low_confidence_share: number | null
  /** Of the feedback; null: there is none. */
  bad_feedback_share: number | null
  latency: {
    sync: {
      /** Completed requests. */
      count: number
      /** Half took no longer, from acceptance to the answer; null: there is none. */
      p50_ms: number | null
      /** 95 % took no longer, from acceptance to the answer; null: there is none. */
      p95_ms: number | null
    }
    async: {
      /** Completed requests. */
      count: number
      /** Half took no longer, from acceptance to the answer; null: there is none. */
      p50_ms: number | null
      /** 95 % took no longer, from acceptance to the answer; null: there is none. */
      p95_ms: number | null
    }
  }
  /** Every day, by when the question was asked; those without one included. */
  daily: Array<{
    /** In UTC. */
    date: string
    /** Accepted; those of test keys are not counted. */
    requests: number
    /** Completed with an answer. */
    answered: number
    /** Completed without one: nothing in the documents supported it. */
    declined: number
    /** For whatever reason. */
    failed: number
    /** Failed because the deadline passed. */
    timeouts: number
    /** The caller closed the connection before the answer. */
    hung_up: number
    /** Completed with the level `low`, the declined ones included. */
    low_confidence: number
    /** Good feedback. */
    good: number
    /** Bad feedback. */
    bad: number
  }>
}

export interface ChatUserStatistics {
  email: string
  /** Sessions in which this address asked. */
  sessions: number
  /** Accepted; those of test keys are not counted. */
  requests: number
  /** Completed with an answer. */
  answered: number
  /** Completed without one: nothing in the documents supported it. */
  declined: number
  /** For whatever reason. */
  failed: number
  /** Good feedback. */
  good: number
  /** Bad feedback. */
  bad: number
  first_request_at: string | null
  last_request_at: string | null
}

export interface CreditAlert {
  /** Whether notices are sent. The events `credit.low` and `credit.depleted` come all the same. */
  enabled: boolean
  /** Credits left, in percent of the total, at which the first notice and `credit.low` come. */
  threshold_percentage: number
  /** Who gets the notices; empty: the owners of the workspace. */
  recipients: string[]
}

export interface Credits {
  /** Credits left to spend, reserved ones not counted; null: the plan charges nothing. */
  balance: number | null
  /** Credits spent or reserved in this billing period. */
  used: number
  /** Credits of the plan for this billing period; null: the plan charges nothing. */
  plan_limit: number | null
  /** Whether credits are bought by themselves. Never so: nothing here can pay. */
  auto_recharge: boolean
  /** The part of the balance that ends with the billing period, and is spent first. */
  plan_credits: number
  /** The part that was topped up, and does not end. */
  extra_credits: number
  plan: 'default' | 'starter' | 'growth' | 'professional' | 'business' | 'enterprise'
  billing_period: {
    starts_at: string
    /** Its last second. */
    ends_at: string
  }
}

export interface CursorMeta {
  /** Pass it as `cursor` to go on, now or later; null only where nothing was ever read. */
  next_cursor: string | null
  /** Whether more is there already. */
  has_more: boolean
}

export interface Delivery {
  id: string
  webhook_id: string
  /** Id of the event: the same on every attempt and for every webhook. Test events begin with `evt_test_`. */
  event_id: string
  event_type: string
  /** The same as `event_type`. */
  event: string
  status: AttemptState
  /** What the receiver answered; null if no answer came. */
  http_status: number | null
  /** The same as `http_status`. */
  status_code: number | null
  /** Which POST of this event to this webhook; 1 is the first. */
  attempt: number
  /** What caused it. */
  trigger: DeliveryTrigger
  /** Milliseconds until the end of the headers. */
  response_time_ms: number | null
  /** Whether the receiver succeeded, but took more than 5 seconds. */
  slow: boolean
  error: DeliveryError | null
  /** True on the last attempt of an event that was given up. */
  permanent: boolean
  /** Time of the attempt; null while pending. */
  delivered_at: string | null
  /** When a pending attempt is due, or when a failed one is followed by the next. */
  next_retry_at: string | null
  created_at: string
}

export interface DeliveryDetail {
  id: string
  webhook_id: string
  /** Id of the event: the same on every attempt and for every webhook. Test events begin with `evt_test_`. */
  event_id: string
  event_type: string
  /** The same as `event_type`. */
  event: string
  status: AttemptState
  /** What the receiver answered; null if no answer came. */
  http_status: number | null
  /** The same as `http_status`. */
  status_code: number | null
  /** Which POST of this event to this webhook; 1 is the first. */
  attempt: number
  /** What caused it. */
  trigger: DeliveryTrigger
  /** Milliseconds until the end of the headers. */
  response_time_ms: number | null
  /** Whether the receiver succeeded, but took more than 5 seconds. */
  slow: boolean
  error: DeliveryError | null
  /** True on the last attempt of an event that was given up. */
  permanent: boolean
  /** Time of the attempt; null while pending. */
  delivered_at: string | null
  /** When a pending attempt is due, or when a failed one is followed by the next. */
  next_retry_at: string | null
  created_at: string
  /** Where it was sent. */
  url: string
  /** As sent, signatures left out: whoever may read could replay them. Null while pending. */
  request_headers: Record<string, string> | null
  /** The bytes that were signed and sent. */
  request_body: string
  /** The same as `http_status`. */
  response_status: number | null
  /** Of the answer; null if none came. */
  response_headers: Record<string, string> | null
  /** First 4 KiB of the answer; null if none came. */
  response_body: string | null
  /** What went wrong, as a sentence; null where an answer came. */
  error_detail: string | null
}

export interface DeliveryRates {
  /** First day, in UTC. */
  from_date: string
  /** Last day, in UTC. */
  to_date: string
  /** By the channel that carried them last, or was to; those that accepted most first. */
  channels: Array<{
    channel_id: string
    type: 'sms' | 'email' | 'whatsapp'
    /** Adapter to the carrier; `simulator` where nothing left the building. */
    provider: string
    /** How people call the channel, also after it was deleted. */
    name: string
    /** All of them: the sum of the five below. An e-mail counts once for each recipient. */
    accepted: number
    /** Not with a carrier yet, paused ones included. */
    queued: number
    /** With the carrier, which has told nothing more. */
    sent: number
    /** Reached their recipients, those that were read included. */
    delivered: number
    /** Did not, for another reason than a bounce. */
    failed: number
    /** E-mails that came back. */
    bounced: number
    /** Delivered, in percent of those whose end is known; null: none is. */
    delivery_rate: number | null
  }>
}

export interface Document {
  id: string
  object: 'document'
  site_id: string
  type: 'file' | 'text' | 'qa' | 'url'
  title: string
  category: string | null
  /** Whether it may be used in answers. */
  status: 'draft' | 'active'
  /** How far its latest version is. The version before stays in answers until this one is ready. */
  readiness: 'processing' | 'ready' | 'failed'
  /** Of its latest version; 100 when that is ready. */
  progress: number
  /** What is being done while it is `processing`; null otherwise. */
  step: 'waiting' | 'fetching' | 'reading' | 'indexing' | null
  /** Why its latest version cannot be used; null unless `failed`. */
  failure: {
    code: 'unsupported_type' | 'too_large' | 'too_many_pages' | 'expands_too_much' | 'encrypted' | 'broken' | 'empty' | 'took_too_long' | 'blocked_url' | 'robots_disallow' | 'not_found' | 'unreachable' | 'stuck'
    /** What is wrong, and what to do. */
    message: string
  } | null
  /** The caller's own name for it, once in a site. */
  source_id: string | null
  /** The label under which its latest version came. */
  batch_id: string | null
  /** Its latest version. */
  version: number
  /** The version that everybody is answered from; null: none. */
  indexed_version: number | null
  /** As it was given, or as its words say. */
  language: 'en' | 'pt' | 'es' | 'fr' | 'de' | null
  /** Pieces that its latest version was cut into. */
  chunks: number
  /** Size of its latest version: of its text as UTF-8, or of its file. */
  bytes: number
  file_name: string | null
  media_type: string | null
  /** Where its page is. */
  source_url: string | null
  /** How its page is kept up to date; null unless its type is `url`. */
  crawl: {
    /** How often it is fetched again; null: only when asked for. */
    every_hours: number | null
    /** When it was last fetched, changed or not. */
    crawled_at: string | null
    /** When it is fetched next; after a failure that may pass, sooner than usual. */
    next_at: string | null
    /** Why it could not be fetched again the last time. What was read before stays in answers. */
    failure: {
      code: 'unsupported_type' | 'too_large' | 'too_many_pages' | 'expands_too_much' | 'encrypted' | 'broken' | 'empty' | 'took_too_long' | 'blocked_url' | 'robots_disallow' | 'not_found' | 'unreachable' | 'stuck'
      /** What is wrong, and what to do. */
      message: string
    } | null
  } | null
  /** Whether it came with the installation. */
  is_example: boolean
  created_at: string
  updated_at: string
}

export interface DocumentFeedback {
  document_id: string
  /** As it was when it was quoted last. */
  title: string
  /** Answers that rest on it and were called good. */
  good: number
  /** Answers that rest on it and were called bad. */
  bad: number
  /** Of these, those with a comment. */
  with_comment: number
  last_bad_at: string | null
}

export interface DocumentPage {
  documents: Document[]
  meta: PageMeta
}

export interface DocumentVersion {
  document_id: string
  object: 'document.version'
  version: number
  title: string
  /** As it was then. */
  category: string | null
  /** What is asked, of a `qa`. */
  question: string | null
  /** As it was given, or as its words say. */
  language: 'en' | 'pt' | 'es' | 'fr' | 'de' | null
  /** Pieces that it was cut into; null: it was not read, or not yet. */
  chunks: number | null
  /** What made it. */
  origin: 'created' | 'updated' | 'rollback' | 'crawled'
  /** Whose text it has, if it was made by a rollback. */
  origin_version: number | null
  batch_id: string | null
  /** Whether everybody is answered from it. */
  is_live: boolean
  /** Id of the API key, or the name of what made it. */
  made_by: string
  created_at: string
}

export interface DocumentVersionPage {
  versions: DocumentVersion[]
  meta: PageMeta
}

export interface DocumentVersionText {
  document_id: string
  object: 'document.version'
  version: number
  title: string
  /** As it was then. */
  category: string | null
  /** What is asked, of a `qa`. */
  question: string | null
  /** As it was given, or as its words say. */
  language: 'en' | 'pt' | 'es' | 'fr' | 'de' | null
  /** Pieces that it was cut into; null: it was not read, or not yet. */
  chunks: number | null
  /** What made it. */
  origin: 'created' | 'updated' | 'rollback' | 'crawled'
  /** Whose text it has, if it was made by a rollback. */
  origin_version: number | null
  batch_id: string | null
  /** Whether everybody is answered from it. */
  is_live: boolean
  /** Id of the API key, or the name of what made it. */
  made_by: string
  created_at: string
  /** Its text, in which the spans of citations count; the answer, of a `qa`. Null: it was not read, or not yet. */
  content: string | null
}

export interface DomainRecord {
  type: 'TXT' | 'CNAME'
  /** Whole name of the record. */
  name: string
  /** What to publish. Longer than 255 characters: as one record of several strings. */
  value: string
  /** Whether the domain is verified only with it. */
  required: boolean
  status: EmailDomainState
  /** What stood there at the last check, the strings of a record joined. */
  found: string[]
  /** Where it stood: DMARC may be inherited from the organisational domain. */
  found_at: string | null
  /** What is wrong and what to do; null when nothing is. */
  problem: string | null
  /** Last check that got an answer. */
  checked_at: string | null
}

export interface EmailDomain {
  id: string
  /** In lower case, in ASCII (punycode). */
  domain: string
  status: EmailDomainState
  /** Whether `from` may use it: `status` is `verified`. */
  verified: boolean
  /** Why it is not verified, or what could not be checked. */
  reason: string | null
  records: {
    dkim: DomainRecord
    spf: DomainRecord
    dmarc: DomainRecord
    return_path: DomainRecord
  }
  returns: MailReturns
  created_at: string
  /** Beginning of the last check. */
  checked_at: string | null
  /** Since when it is verified; null while it is not. */
  verified_at: string | null
}

export interface EmailMessage {
  id: string
  object: 'email.message'
  to: string[]
  from: string
  from_name: string | null
  reply_to: string | null
  subject: string
  bounce: {
    bounce_type: 'hard' | 'soft'
    error: string
    bounced_at: string
  } | null
  opened_at: string | null
  clicked_at: string | null
  complained_at: string | null
  status: MessageState
  /** Why it failed, as a word; null unless it failed. */
  error_code: string | null
  /** The same as a sentence. */
  error_message: string | null
  /** Carrier adapter that sends it. */
  provider: string
  /** Whether a test key sent it: simulated, never delivered. */
  test: boolean
  created_at: string
  /** When it is to be sent; null: at once. */
  scheduled_at: string | null
  sent_at: string | null
  delivered_at: string | null
  failed_at: string | null
  cancelled_at: string | null
}

export interface EmailTemplate {
  id: string
  object: 'email.template'
  /** Unique in the workspace. */
  name: string
  subject: string
  html: string | null
  text: string | null
  /** The names that it uses, as they were found in it. */
  variables: string[]
  created_at: string
  updated_at: string
}

export interface EmailTemplatePreview {
  subject: string
  html: string | null
  text: string | null
  /** Variables without a usable value, shown as they stand in the template. A send is refused for them. */
  missing: string[]
  /** Variables that were given and are not used. */
  unknown: string[]
}

export interface ErrorBody {
  success: false
  error: {
    /** Family of the error, upper snake. */
    code: string
    /** The error itself, lower snake. See the table of errors. */
    type: string
    /** Four-digit number, where clients know one. */
    number: number | null
    /** What happened and what to do. */
    message: string
    /** The HTTP status again. */
    status: number
    /** The field at fault, as a path such as `events[0]`. */
    param: string | null
    /** Seconds to wait; the same as `Retry-After`. */
    retry_after: number | null
  }
  meta: {
    /** The same as `X-Request-Id`. Quote it when you ask for help. */
    request_id: string
    timestamp: string
  }
}

export interface Event {
  /** The same as `event_id`. */
  id: string
  /** Type of the event. */
  event: string
  /** Id of the event; de-duplicate by it. */
  event_id: string
  /** When it happened. */
  timestamp: string
  workspace_id: string
  /** Depends on the type; see the catalogue of events. */
  data: Record<string, unknown>
}

export interface EventDetail {
  /** The same as `event_id`. */
  id: string
  /** Type of the event. */
  event: string
  /** Id of the event; de-duplicate by it. */
  event_id: string
  /** When it happened. */
  timestamp: string
  workspace_id: string
  /** Depends on the type; see the catalogue of events. */
  data: Record<string, unknown>
  deliveries: Array<{
    webhook_id: string
    url: string
    state: DeliveryState
    /** POSTs made so far. */
    attempts: number
    last_http_status: number | null
    last_error: DeliveryError | null
    next_retry_at: string | null
    last_delivery_id: string | null
  }>
}

export interface EventLogLine {
  event_id: string
  event_type: string
  occurred_at: string
  state: DeliveryState
  /** POSTs made so far. */
  attempts: number
  last_http_status: number | null
  last_error: DeliveryError | null
  next_retry_at: string | null
  last_delivery_id: string | null
}

export interface EventTypeInfo {
  type: string
  category: string
  summary: string
  /** JSON Schema of `data`. */
  schema: Record<string, unknown>
  /** An example of `data`. */
  example: Record<string, unknown>
}

export interface FeedbackReceipt {
  status: 'ok'
  request_id: string
  /** The one that stands: the first. */
  feedback: 'good' | 'bad'
  /** Absent where feedback had been given already. */
  feedback_submitted_at?: string
}

export interface ForcedBy {
  character: string
  /** As Unicode writes it, such as `U+00E7`. */
  code_point: string
  /** Characters before it. */
  index: number
}

export interface Gap {
  id: string
  object: 'gap'
  site_id: string
  /** `resolved`: a document was made of it. `dismissed`: a person wants to hear no more of it. */
  state: 'open' | 'resolved' | 'dismissed'
  /** Unanswered questions in it. */
  question_count: number
  /** Sessions in which they were asked. */
  session_count: number
  /** Of the sessions that asked anything in the last 30 days, those that asked this then. */
  session_share: number
  reasons: {
    /** Nothing supported an answer. */
    declined: number
    /** The answer was unsure. */
    low_confidence: number
    /** The answer was called bad. */
    bad_feedback: number
  }
  /** The most frequent first. */
  languages: Array<{
    language: string
    /** Questions in it. */
    question_count: number
  }>
  /** Some of its questions, the likest to the others first. Personal data is masked. */
  examples: string[]
  /** When the first of its questions was asked. */
  first_seen_at: string
  /** When the last one was. */
  last_seen_at: string
  draft: GapDraft
  /** The document that its approval made; null: none yet. */
  document_id: string | null
  /** Whether it was resolved, and was asked again without an answer. */
  reopened: boolean
  resolved_at: string | null
  dismissed_at: string | null
  created_at: string
  updated_at: string
}

export interface GapDetail {
  id: string
  object: 'gap'
  site_id: string
  /** `resolved`: a document was made of it. `dismissed`: a person wants to hear no more of it. */
  state: 'open' | 'resolved' | 'dismissed'
  /** Unanswered questions in it. */
  question_count: number
  /** Sessions in which they were asked. */
  session_count: number
  /** Of the sessions that asked anything in the last 30 days, those that asked this then. */
  session_share: number
  reasons: {
    /** Nothing supported an answer. */
    declined: number
    /** The answer was unsure. */
    low_confidence: number
    /** The answer was called bad. */
    bad_feedback: number
  }
  /** The most frequent first. */
  languages: Array<{
    language: string
    /** Questions in it. */
    question_count: number
  }>
  /** Some of its questions, the likest to the others first. Personal data is masked. */
  examples: string[]
  /** When the first of its questions was asked. */
  first_seen_at: string
  /** When the last one was. */
  last_seen_at: string
  draft: GapDraft
  /** The document that its approval made; null: none yet. */
  document_id: string | null
  /** Whether it was resolved, and was asked again without an answer. */
  reopened: boolean
  resolved_at: string | null
  dismissed_at: string | null
  created_at: string
  updated_at: string
  /** A page of them, the newest first. */
  questions: GapQuestion[]
  meta: PageMeta
}

export interface GapDraft {
  /** The question that stands for the others best, or as it was edited. Personal data is masked. */
  question: string
  /** Quotes of the nearest passages, to be checked, or as it was edited; null where nothing is near. */
  answer: string | null
  /** Title of the document to be made; null: the question. */
  title: string | null
  category: string | null
  /** `to_check`: quotes that were near, and answered nobody. `edited`: a person wrote it. */
  status: 'empty' | 'to_check' | 'edited'
  /** What to do, in English. */
  hint: string
  /** Where the quotes stand. */
  quotes: GapQuote[]
  /** The document to change instead, where one is near; null: none is. */
  document: {
    document_id: string
    title: string
  } | null
}

export interface GapPage {
  gaps: Gap[]
  meta: PageMeta
}

export interface GapQuestion {
  /** The chat request. */
  request_id: string
  session_id: string
  /** As it was asked; personal data is masked. */
  question: string
  language: string
  reason: 'declined' | 'low_confidence' | 'bad_feedback'
  asked_at: string
}

export interface GapQuote {
  document_id: string
  version: number
  title: string
  /** The headings above it, the outermost first. */
  headings: string[]
  /** As it stands in the document. */
  quote: string
}

export interface Health {
  status: 'ok' | 'degraded'
  /** Version of the server. */
  version: string
  timestamp: string
}

export interface M2mErrorBody {
  error: string
  message: string
  /** The same as `X-Request-Id`; not the id of a chat request. */
  request_id: string
}

export interface MailReturns {
  /**
   * Whether Posthorn takes in bounces, complaints and answers. If not they go to the address that an e-mail comes from.
   */
  taken_in: boolean
  /** Where they are addressed to: the return path once its record is right, until then the mail domain. */
  domain: string | null
  /** The platform's own domain: its operator publishes an MX record that leads to Posthorn. */
  mail_domain: string | null
  /** Takes complaints: the address to enter at the feedback loops of mailbox providers. */
  feedback_address: string | null
}

export interface Me {
  key_id: string
  /** Name of the integration that the key belongs to. */
  key_name: string
  /** The same as `workspace_id`. */
  company_id: string
  workspace_id: string
  /** The same as `workspace_id`. */
  tenant_id: string
  workspace_name: string
  environment: Environment
  /** Whether the key only simulates. */
  test: boolean
  /** As asked for when the key was made, aliases included. */
  scopes: string[]
  /** What is checked. */
  canonical_scopes: Scope[]
  /** Every canonical scope, and whether this key has it. */
  permissions: Record<string, boolean>
  /** Plan of the workspace. */
  plan: string
  rate_limit_per_minute: number
  expires_at: string | null
}

export interface MessageHistoryLine {
  /** Which of the recipients, where an e-mail has several. */
  message_id: string
  /**
   * A state (scheduled, queued, paused, sent, delivered, read, failed, cancelled), `retrying`, `unknown`, or what an
   * e-mail may report besides.
   */
  status: string
  /** False: late, told before, or an attempt that changed nothing. */
  applied: boolean
  channel_id: string | null
  /** Who carried the attempt; null for what was reported. */
  provider: string | null
  /** What else is known: codes, sentences, when it is tried again. */
  detail: Record<string, unknown> | null
  at: string
}

export interface MessageSummary {
  id: string
  object: 'message'
  kind: 'sms' | 'whatsapp' | 'email'
  /** Its recipients: one, but for an e-mail. */
  to: string[]
  status: MessageState
  error_code: string | null
  error_message: string | null
  /** Whether a test key sent it. */
  test: boolean
  batch_id: string | null
  created_at: string
  scheduled_at: string | null
  sent_at: string | null
  delivered_at: string | null
  failed_at: string | null
  cancelled_at: string | null
}

export interface Notification {
  id: string
  /** What it is about: `webhook.failing`, `webhook.recovered`, … */
  kind: string
  subject: string
  text: string
  recipients: string[]
  /** `stored`: no mail server is configured; it is shown here only. */
  state: NotificationState
  created_at: string
  sent_at: string | null
  error: string | null
}

export interface OptOutSettings {
  object: 'sms.opt_out_settings'
  /** Whether STOP, START and HELP are answered. They are obeyed in any case. */
  enabled: boolean
  /** Who sends; the name of the workspace when null. */
  business_name: string | null
  /** How people reach the sender: a number, an address, a page. */
  contact: string | null
  /** For words of several languages, where the number’s country does not tell. */
  default_language: 'en' | 'pt' | 'es' | 'fr' | 'de'
  /** Texts of your own, by language. */
  texts: {
    en?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string
    }
    pt?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string
    }
    es?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string
    }
    fr?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string
    }
    de?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string
    }
  }
  /** What is sent: the texts of your own, and ours for the rest, with the names in their places. */
  effective_texts: {
    en: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help: string
    }
    pt: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help: string
    }
    es: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help: string
    }
    fr: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help: string
    }
    de: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop: string
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start: string
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help: string
    }
  }
  /** Null: nobody has changed them. */
  updated_at: string | null
}

export interface PageMeta {
  page: number
  per_page: number
  /** Items on all pages. */
  total: number
  /** Loop until `page` reaches it. */
  total_pages: number
  /** The same as `total_pages`, under the name that some clients read. */
  last_page: number
}

export interface PublishedEvent {
  /** The same as `event_id`. */
  id: string
  /** Type of the event. */
  event: string
  event_id: string
  timestamp: string
  workspace_id: string
}

export interface Recovery {
  id: string
  webhook_id: string
  since: string
  until: string
  /** Null: every type. */
  event_types: string[] | null
  state: RecoveryState
  /** Whether it only counted. */
  dry_run: boolean
  /** Events that failed for good in the range. */
  matched: number
  /** Events queued again so far. */
  resent: number
  /** Events that were no longer failed when their turn came. */
  skipped: number
  /** Most events queued in one second. */
  rate_per_second: number
  created_at: string
  finished_at: string | null
}

export interface RemovedExample {
  site_id: string
  /** Empty where there was none. */
  removed: Array<{
    document_id: string
    title: string
    type: 'text' | 'qa'
    language: string
  }>
}

export interface Rollout {
  id: string
  object: 'rollout'
  site_id: string
  /** The batch of documents that is rolled out. */
  batch_id: string
  /** What it is called; the `batch_id` where nobody gave it a name. */
  name: string
  status: 'draft' | 'running' | 'paused' | 'expanded' | 'done' | 'rolled_back'
  /** Percent of the sessions that are shown the batch now. */
  share: number
  /** The shares that it goes through, in percent. */
  stages: number[]
  /** The next of its stages; 100: all. Null: it goes no further. */
  next_share: number | null
  /** From when on the watch pauses the rollout. Checked every minute. */
  thresholds: RolloutThresholds
  approval: {
    /** Who approved the content. */
    by: string
    at: string
    /** Documents that were approved. */
    documents: number
    /** Whether documents were added or changed since: it counts for nothing then. */
    stale: boolean
  } | null
  smoke: {
    at: string
    /** Questions whose answer was the expected one. */
    passed: number
    /** Questions whose answer was not. */
    failed: number
    /** Whether documents or questions changed since: it counts for nothing then. */
    stale: boolean
  } | null
  /** Why it was paused or rolled back. */
  reason: string | null
  /** Whether the watch paused it by itself. */
  paused_by_watch: boolean
  counts: {
    /** Documents of the batch. */
    documents: number
    /** Of these: ready. */
    ready: number
    /** Of these: being read. */
    processing: number
    /** Of these: cannot be read. */
    failed: number
    /** Smoke questions. */
    questions: number
  }
  /** What is worth a second look, in sentences. */
  warnings: string[]
  created_at: string
  updated_at: string
  started_at: string | null
  paused_at: string | null
  expanded_at: string | null
  ended_at: string | null
}

export interface RolloutApproval {
  /** Who approved the content. */
  by: string
  at: string
  /** Documents that were approved. */
  documents: number
  /** Whether documents were added or changed since: it counts for nothing then. */
  stale: boolean
}

export interface RolloutDetail {
  id: string
  object: 'rollout'
  site_id: string
  /** The batch of documents that is rolled out. */
  batch_id: string
  /** What it is called; the `batch_id` where nobody gave it a name. */
  name: string
  status: 'draft' | 'running' | 'paused' | 'expanded' | 'done' | 'rolled_back'
  /** Percent of the sessions that are shown the batch now. */
  share: number
  /** The shares that it goes through, in percent. */
  stages: number[]
  /** The next of its stages; 100: all. Null: it goes no further. */
  next_share: number | null
  /** From when on the watch pauses the rollout. Checked every minute. */
  thresholds: RolloutThresholds
  approval: {
    /** Who approved the content. */
    by: string
    at: string
    /** Documents that were approved. */
    documents: number
    /** Whether documents were added or changed since: it counts for nothing then. */
    stale: boolean
  } | null
  smoke: {
    at: string
    /** Questions whose answer was the expected one. */
    passed: number
    /** Questions whose answer was not. */
    failed: number
    /** Whether documents or questions changed since: it counts for nothing then. */
    stale: boolean
  } | null
  /** Why it was paused or rolled back. */
  reason: string | null
  /** Whether the watch paused it by itself. */
  paused_by_watch: boolean
  counts: {
    /** Documents of the batch. */
    documents: number
    /** Of these: ready. */
    ready: number
    /** Of these: being read. */
    processing: number
    /** Of these: cannot be read. */
    failed: number
    /** Smoke questions. */
    questions: number
  }
  /** What is worth a second look, in sentences. */
  warnings: string[]
  created_at: string
  updated_at: string
  started_at: string | null
  paused_at: string | null
  expanded_at: string | null
  ended_at: string | null
  documents: RolloutDocument[]
  questions: SmokeQuestion[]
  watch: RolloutWatch
  /** What may be done now, and why the rest may not. */
  actions: {
    change: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    approve: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    smoke: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    start: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    expand: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    pause: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    resume: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    rollback: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
    finish: {
      allowed: boolean
      /** Whether what speaks against it can be overridden with a reason. */
      overridable: boolean
      /** What speaks against it. */
      reasons: string[]
    }
  }
  /** The last 20 entries of its log, the newest first. */
  log: RolloutLogEntry[]
}

export interface RolloutDocument {
  document_id: string
  /** The caller's name for it. */
  source_id: string | null
  title: string
  /** Whether the site has it without the batch. */
  change: 'new' | 'replaces'
  /** The version that the batch brings. */
  version: number
  /** The version that everybody else is answered from; null: none. */
  live_version: number | null
  readiness: 'processing' | 'ready' | 'failed'
  status: 'draft' | 'active'
  updated_at: string
}

export interface RolloutLogEntry {
  /** Counts the entries of a rollout from 1. */
  number: number
  at: string
  action: 'created' | 'changed' | 'document_added' | 'approved' | 'questions_generated' | 'question_added' | 'question_changed' | 'question_deleted' | 'smoke_run' | 'started' | 'expanded' | 'paused' | 'resumed' | 'rolled_back' | 'finished'
  /** Who did it: as the caller said, or the name of the key; `watch` for the platform itself. */
  by: string
  key_id: string | null
  /** Why, as the caller or the watch gave it. */
  reason: string | null
  /** Whether it was done although something spoke against it; `details.overridden` says what. */
  override: boolean
  /** The documents it was done to. */
  documents: Array<{
    document_id: string
    source_id: string | null
    /** The version that the batch brought then. */
    version: number
  }>
  /** What else there is to know: shares, figures, results. */
  details: Record<string, unknown>
}

export interface RolloutSmoke {
  at: string
  /** Questions whose answer was the expected one. */
  passed: number
  /** Questions whose answer was not. */
  failed: number
  /** Whether documents or questions changed since: it counts for nothing then. */
  stale: boolean
}

export interface RolloutThresholds {
  /** Cases from which on a part of them is judged. */
  min_cases: number
  /** Bad cases that there must be. At least two: nothing is paused for a single failure. */
  min_occurrences: number
  bad_feedback: {
    /** A part of the cases below this is never too much. */
    least: number
    /** Too much is this many times the baseline, or more. */
    factor: number
  }
  low_confidence: {
    /** A part of the cases below this is never too much. */
    least: number
    /** Too much is this many times the baseline, or more. */
    factor: number
  }
  errors: {
    /** A part of the cases below this is never too much. */
    least: number
    /** Too much is this many times the baseline, or more. */
    factor: number
  }
  /** Smoke answers that no longer match, each counted as often as it failed in a row, from which on it is paused. */
  mismatches: number
  /** How long an expanded rollout is watched. */
  watch_hours: number
}

export interface RolloutWatch {
  /** `unknown`: too few cases so far to say. Only `acceptable` may be expanded without an override. */
  verdict: 'acceptable' | 'poor' | 'unknown'
  /** Figures count from here: when it was started, expanded or resumed last, at most 24 hours back. */
  since: string | null
  /** When the watch looked last. */
  checked_at: string | null
  batch: {
    /** Questions that were asked. */
    requests: number
    /** Answers that feedback was given on. */
    feedback: number
    /** Of these: bad. */
    bad_feedback: number
    /** Null: there is no feedback. */
    bad_feedback_share: number | null
    /** Questions that were answered or declined. */
    completed: number
    /** Of these: with low confidence, declined ones included. */
    low_confidence: number
    low_confidence_share: number | null
    /** Questions that were completed or failed. */
    finished: number
    /** Of these: failed, timeouts included. */
    errors: number
    /** Of the errors: timeouts. */
    timeouts: number
    error_share: number | null
  }
  others: {
    /** Questions that were asked. */
    requests: number
    /** Answers that feedback was given on. */
    feedback: number
    /** Of these: bad. */
    bad_feedback: number
    /** Null: there is no feedback. */
    bad_feedback_share: number | null
    /** Questions that were answered or declined. */
    completed: number
    /** Of these: with low confidence, declined ones included. */
    low_confidence: number
    low_confidence_share: number | null
    /** Questions that were completed or failed. */
    finished: number
    /** Of these: failed, timeouts included. */
    errors: number
    /** Of the errors: timeouts. */
    timeouts: number
    error_share: number | null
  }
  before: {
    /** Questions that were asked. */
    requests: number
    /** Answers that feedback was given on. */
    feedback: number
    /** Of these: bad. */
    bad_feedback: number
    /** Null: there is no feedback. */
    bad_feedback_share: number | null
    /** Questions that were answered or declined. */
    completed: number
    /** Of these: with low confidence, declined ones included. */
    low_confidence: number
    low_confidence_share: number | null
    /** Questions that were completed or failed. */
    finished: number
    /** Of these: failed, timeouts included. */
    errors: number
    /** Of the errors: timeouts. */
    timeouts: number
    error_share: number | null
  }
  breaches: Array<{
    figure: 'bad_feedback' | 'low_confidence' | 'errors' | 'mismatches'
    /** Bad cases. */
    occurrences: number
    /** Cases. */
    cases: number
    /** The part of the cases that are bad; null: it is counted, not measured. */
    share: number | null
    /** The same part of the baseline; null: it has too few cases. */
    baseline: number | null
    /** From here on it is too much: a part, or for mismatches a number. */
    limit: number
    /** The same for people. */
    sentence: string
  }>
  /** What is missing for a verdict, in sentences. */
  missing: string[]
}

export interface Route {
  type: 'sms' | 'email' | 'whatsapp'
  channel_ids: string[]
  /** True while there is no channel: the simulator takes the messages and nothing leaves the building. */
  simulated: boolean
}

export interface SentBatch {
  batch_id: string
  object: 'batch'
  kind: 'sms' | 'whatsapp' | 'email'
  /** Whether a test key sent it. */
  test: boolean
  /** When it is to be sent; null: at once. */
  scheduled_at: string | null
  /** Messages that were accepted. */
  accepted: number
  /** Recipients that were refused. */
  refused: number
  created_at: string
  /** One for each recipient, in the order of the call. */
  results: BatchResult[]
}

export interface SessionQr {
  session_id: string
  channel_id: string
  status: 'pending' | 'connecting' | 'connected' | 'disconnected'
  /** The QR code as a PNG in a data URI; null while there is none to scan. */
  qr_code: string | null
  /** Until when it can be scanned. Another one follows by itself, for some minutes. */
  qr_expires_at: string | null
}

export interface SimulatedInbound {
  channel_id: string
  message_id: string
  conversation_id: string
  contact_id: string
  /** Whether it had come in before, so that nothing happened. */
  repeated: boolean
}

export interface Site {
  id: string
  object: 'site'
  name: string
  /** What is answered in where a question does not tell; null: the language of most documents. */
  language: 'en' | 'pt' | 'es' | 'fr' | 'de' | null
  /** Groups of words that mean the same here. */
  synonyms: string[][]
  /** The likelihood from which on something is answered; null: the usual one. */
  least_support: number | null
  documents: {
    /** All of them. */
    total: number
    /** Not used in answers. */
    draft: number
    /** Used in answers, once ready. */
    active: number
    /** Being read. */
    processing: number
    /** Whose latest version is ready. */
    ready: number
    /** Whose latest version could not be read. */
    failed: number
  }
  created_at: string
}

export interface SiteExample {
  site_id: string
  /**
   * `answering`: it answers, for nothing of the site’s own does yet. `aside`: it is kept, and never in an answer.
   * `none`: it was removed, or never was there.
   */
  state: 'answering' | 'aside' | 'none'
  documents: Array<{
    document_id: string
    title: string
    type: 'text' | 'qa'
    language: string
  }>
}

export interface SitePage {
  sites: Site[]
  meta: PageMeta
}

export interface SmokeQuestion {
  id: string
  question: string
  /** Language it is asked in, such as `en`; null: as far as it can be told. */
  language: string | null
  /** The passage that is expected in the answer; null: any answer will do. */
  expected: string | null
  /** The document that is to answer; null: whichever. */
  document_id: string | null
  /** Where in the document the passage stands. */
  heading: string | null
  /** Whether it was made from the documents or written by somebody. */
  origin: 'generated' | 'written'
  created_at: string
  updated_at: string
  last_result: {
    at: string
    passed: boolean
    /** What the answer was like, held against what was expected. */
    because: 'matches' | 'declined' | 'says_something_else' | 'other_document' | 'not_ready'
    /** What was answered. */
    answer: string
    confidence: number
    /** The documents it was answered from. */
    document_ids: string[]
    /** How often it has failed since it passed last. */
    failed_in_row: number
  } | null
}

export interface SmokeResult {
  at: string
  passed: boolean
  /** What the answer was like, held against what was expected. */
  because: 'matches' | 'declined' | 'says_something_else' | 'other_document' | 'not_ready'
  /** What was answered. */
  answer: string
  confidence: number
  /** The documents it was answered from. */
  document_ids: string[]
  /** How often it has failed since it passed last. */
  failed_in_row: number
}

export interface SmsMessage {
  id: string
  object: 'sms.message'
  /** E.164. */
  to: string
  sender_id: string | null
  content: string
  /** The same as `content`. */
  message: string
  encoding: 'GSM-7' | 'UCS-2'
  /** SMS that the text takes up. */
  segments: number
  /** The first character for which the text is UCS-2 and not GSM-7; null for GSM-7. */
  forced_by: {
    character: string
    /** As Unicode writes it, such as `U+00E7`. */
    code_point: string
    /** Characters before it. */
    index: number
  } | null
  callback_url: string | null
  status: MessageState
  /** Why it failed, as a word; null unless it failed. */
  error_code: string | null
  /** The same as a sentence. */
  error_message: string | null
  /** Carrier adapter that sends it. */
  provider: string
  /** Whether a test key sent it: simulated, never delivered. */
  test: boolean
  created_at: string
  /** When it is to be sent; null: at once. */
  scheduled_at: string | null
  sent_at: string | null
  delivered_at: string | null
  failed_at: string | null
  cancelled_at: string | null
}

export interface SmsPreview {
  object: 'sms.preview'
  /** E.164. */
  to: string
  /** The text as it would be sent. */
  content: string
  encoding: 'GSM-7' | 'UCS-2'
  /** SMS that the text takes up. */
  segments: number
  /** What sending it to this number would cost; 0 where the plan charges nothing. */
  credits: number
  /** What each SMS says. */
  parts: string[]
  /** GSM-7 characters, or UTF-16 units of UCS-2, that still fit into the last SMS. */
  characters_left: number
  /** The first character for which the text is UCS-2 and not GSM-7; null for GSM-7. */
  forced_by: {
    character: string
    /** As Unicode writes it, such as `U+00E7`. */
    code_point: string
    /** Characters before it. */
    index: number
  } | null
  /** Every character that GSM-7 does not have, once; `index` is that of the first. */
  suggestions: Array<{
    character: string
    /** As Unicode writes it, such as `U+00E7`. */
    code_point: string
    /** Characters before it. */
    index: number
    /** How often it stands in the text. */
    count: number
    /** What could stand in its place; null: nothing that is near. */
    replacement: string | null
  }>
  /** The same with `smart_encoding: true`. */
  with_smart_encoding: {
    encoding: 'GSM-7' | 'UCS-2'
    /** SMS that the text takes up. */
    segments: number
    /** What sending it to this number would cost; 0 where the plan charges nothing. */
    credits: number
  }
  /** Whether the number gets no SMS from this workspace, so that sending would fail. */
  suppressed: boolean
}

export interface Suppression {
  id: string
  /** What it is kept from. */
  channel: 'email' | 'sms' | 'whatsapp'
  /** An e-mail address in lower case, or a number in E.164 form. */
  address: string
  reason: SuppressionReason
  /** What it holds for: every message of the workspace over this channel. */
  scope: 'workspace'
  /** Id of the message that it came from. */
  message_id: string | null
  /** Whether it stands on the list of the test keys, which live messages never look at. */
  test: boolean
  /** From then on the address gets messages again; null: never by itself. */
  expires_at: string | null
  created_at: string
}

export interface SuppressionImport {
  /** Addresses that were not on the list. */
  added: number
  /** Addresses that were on it, or stood twice in the import. */
  known: number
  /** Entries that are no addresses; the others were taken. */
  refused: Array<{
    /** Place in the import, from 0. */
    index: number
    address: string
    problem: string
  }>
}

export interface Template {
  id: string
  object: 'template'
  /** The channel whose account has it; null for a simulated one. */
  channel_id: string | null
  /** Whether the built-in simulator approves it: nobody has reviewed it, and no carrier knows it. */
  simulated: boolean
  name: string
  /** Such as `en` or `pt_BR`. */
  language: string
  /** The carrier may change it. */
  category: TemplateCategory
  status: TemplateState
  components: Array<Record<string, unknown>>
  /** What a send has to give values for. */
  variables: TemplateVariable[]
  quality: TemplateQuality
  /** In the words of the carrier; null unless it was rejected, paused or disabled. */
  rejection_reason: string | null
  /** Why the carrier could not be asked the last time; null while all is well. */
  problem: string | null
  /** The id that the carrier gave it. */
  provider_template_id: string | null
  /** Since it was submitted; null for a draft. */
  age_seconds: number | null
  submitted_at: string | null
  /** When it was approved, or found to be. */
  approved_at: string | null
  /** When the carrier was last asked, or last told. */
  checked_at: string | null
  created_at: string
  updated_at: string
}

export interface TemplateVariable {
  place: 'header' | 'body' | 'button'
  /** `1`, `2`, … or the name; of a button, its place from 0. */
  name: string
}

export interface Tenant {
  /** The same string as `workspace_id`. */
  tenant_id: string
  workspace_id: string
  name: string
  plan: 'default' | 'starter' | 'growth' | 'professional' | 'business' | 'enterprise'
  /** The first hundred, the oldest first. */
  sites: Array<{
    site_id: string
    name: string
  }>
  created_at: string
}

export interface TenantLimits {
  /** The same string as `workspace_id`. */
  tenant_id: string
  plan: 'default' | 'starter' | 'growth' | 'professional' | 'business' | 'enterprise'
  limits: {
    /** Calls that this key may make in 60 seconds. */
    requests_per_minute: number
    /** Questions in a month; null: any number. */
    monthly_messages: number | null
    /** Documents; null: any number. */
    documents: number | null
    /** Sites; null: any number. */
    sites: number | null
  }
  usage: {
    /** Calls of this key in the last 60 seconds, this one included. */
    requests_per_minute: number
    /** Questions accepted this month, in UTC; neither those of test keys nor those that failed. */
    monthly_messages: number
    /** Documents now. */
    documents: number
    /** Sites now. */
    sites: number
  }
  remaining: {
    /** Calls left now. */
    requests_per_minute: number
    /** Questions left; null: any number. */
    monthly_messages: number | null
    /** Documents left; null: any number. */
    documents: number | null
    /** Sites left; null: any number. */
    sites: number | null
  }
  /** Last second of the month. */
  period_end: string
}

export interface TenantUsage {
  /** The same string as `workspace_id`. */
  tenant_id: string
  plan: 'default' | 'starter' | 'growth' | 'professional' | 'business' | 'enterprise'
  period: {
    starts_at: string
    /** Its last second. */
    ends_at: string
  }
  /** Questions accepted, without those that failed. */
  messages: number
  /** Questions that failed, and are not held against the limit. */
  failed: number
  /** Documents now. */
  documents: number
  /** Bytes of these documents. */
  document_bytes: number
  sites: Array<{
    site_id: string
    name: string
    /** As above. */
    messages: number
    /** As above. */
    failed: number
    /** As above. */
    documents: number
  }>
}

export interface TenantUsageHistory {
  /** The same string as `workspace_id`. */
  tenant_id: string
  /** First day, in UTC. */
  from_date: string
  /** Last day, in UTC. */
  to_date: string
  granularity: 'daily' | 'monthly'
  /** The days, or months, that were asked for, those without questions included. */
  history: Array<{
    /** The day, or the first day of the month, in UTC. */
    date: string
    /** Questions accepted, without those that failed. */
    messages: number
    /** Questions that failed. */
    failed: number
  }>
}

export interface TestDelivery {
  id: string
  webhook_id: string
  /** Id of the event: the same on every attempt and for every webhook. Test events begin with `evt_test_`. */
  event_id: string
  event_type: string
  /** The same as `event_type`. */
  event: string
  status: AttemptState
  /** What the receiver answered; null if no answer came. */
  http_status: number | null
  /** The same as `http_status`. */
  status_code: number | null
  /** Which POST of this event to this webhook; 1 is the first. */
  attempt: number
  /** What caused it. */
  trigger: DeliveryTrigger
  /** Milliseconds until the end of the headers. */
  response_time_ms: number | null
  /** Whether the receiver succeeded, but took more than 5 seconds. */
  slow: boolean
  error: DeliveryError | null
  /** True on the last attempt of an event that was given up. */
  permanent: boolean
  /** Time of the attempt; null while pending. */
  delivered_at: string | null
  /** When a pending attempt is due, or when a failed one is followed by the next. */
  next_retry_at: string | null
  created_at: string
  mode: TestMode
  /** Normal: the receiver answered 2xx. Tampered: it answered 401, as it should to a wrong signature. */
  passed: boolean
}

export interface Usage {
  plan: 'default' | 'starter' | 'growth' | 'professional' | 'business' | 'enterprise'
  billing_period: {
    starts_at: string
    /** Its last second. */
    ends_at: string
  }
  /** This billing period so far. */
  usage: {
    whatsapp_messages: {
      /** Messages that the carrier took. */
      sent: number
      /** Messages that came in. */
      received: number
      /** Messages that the plan allows in a billing period; null: any number. */
      quota: number | null
      /** What was sent, in percent of the quota. */
      percentage: number | null
    }
    sms: {
      /** Messages that the carrier took. */
      sent: number
      /** Messages that came in. */
      received: number
      /** Messages that the plan allows in a billing period; null: any number. */
      quota: number | null
      /** What was sent, in percent of the quota. */
      percentage: number | null
    }
    emails: {
      /** Messages that the carrier took. */
      sent: number
      /** Messages that came in. */
      received: number
      /** Messages that the plan allows in a billing period; null: any number. */
      quota: number | null
      /** What was sent, in percent of the quota. */
      percentage: number | null
    }
    whatsapp_sessions: {
      /** Connected sessions. */
      active: number
      /** Sessions that the plan allows; null: any number. */
      quota: number | null
    }
  }
  /** The days, or months, that were asked for, those without messages included. */
  daily_breakdown: Array<{
    /** The day, or the first day of the month, in UTC. */
    date: string
    whatsapp_messages: {
      /** Messages that the carrier took. */
      sent: number
      /** Messages that came in. */
      received: number
    }
    sms: {
      /** Messages that the carrier took. */
      sent: number
      /** Messages that came in. */
      received: number
    }
    emails: {
      /** Messages that the carrier took. */
      sent: number
      /** Messages that came in. */
      received: number
    }
    /** Credits spent on what was sent. */
    credits: number
  }>
}

export interface Verification {
  id: string
  object: 'verification'
  /** E.164, or an e-mail address. */
  to: string
  channel: 'sms' | 'whatsapp' | 'email'
  status: 'pending' | 'approved' | 'expired' | 'failed' | 'cancelled'
  /** Wrong codes that it still bears. */
  attempts_left: number
  /** The message that carries the code; what it says is never shown with the code. */
  message_id: string
  /** Whether a test key sent it: simulated, never delivered. */
  test: boolean
  /** The code. Only in the answer to a test key that sends one. */
  test_code?: string
  created_at: string
  expires_at: string
  /** When it was approved, failed, was replaced or was found expired. */
  ended_at: string | null
}

export interface VerificationCheck {
  id: string
  /** Whether the code is right: true once, and never again. */
  valid: boolean
  status: 'pending' | 'approved' | 'expired' | 'failed' | 'cancelled'
  /** Wrong codes that it still bears. */
  attempts_left: number
}

export interface Webhook {
  id: string
  /** Where events are sent. */
  url: string
  /** As given when the webhook was registered. */
  events: string[]
  status: WebhookState
  /** False only when `status` is `inactive`. A failing webhook is active: it goes on getting events. */
  is_active: boolean
  name: string | null
  description: string | null
  retry_policy: RetryPolicy
  signatures: ExtraSignature[]
  /** The whole signing secret. Only in the reply that creates or rotates it. */
  secret?: string
  /** First characters of the secret, to recognise it by. */
  secret_prefix: string
  secret_rotation: {
    /** Whether an older secret is still in use beside the newest one. */
    pending: boolean
    old_secret_valid_until: string | null
  }
  /** Share of the last 100 completed attempts that succeeded; 1 before any. */
  success_rate: number
  /** Failed attempts in a row, now. */
  failure_count: number
  /** When it turned failing; null while it is well. */
  failing_since: string | null
  /** Time of the last attempt. */
  last_delivery_at: string | null
  created_at: string
  updated_at: string
}

export interface WhatsAppMessage {
  id: string
  object: 'whatsapp.message'
  session_id: string | null
  conversation_id: string
  contact_id: string
  channel_id: string
  direction: 'inbound' | 'outbound'
  from: string | null
  to: string | null
  /** `sticker` comes in only. */
  type: 'text' | 'template' | 'image' | 'video' | 'audio' | 'document' | 'location' | 'contact' | 'interactive' | 'sticker'
  /** Text of the message, or caption of its media. */
  content: string | null
  /** What `type` names: the template, the media, the location, … */
  payload: Record<string, unknown> | null
  read_at: string | null
  status: MessageState
  /** Why it failed, as a word; null unless it failed. */
  error_code: string | null
  /** The same as a sentence. */
  error_message: string | null
  /** Carrier adapter that sends it. */
  provider: string
  /** Whether a test key sent it: simulated, never delivered. */
  test: boolean
  created_at: string
  /** When it is to be sent; null: at once. */
  scheduled_at: string | null
  sent_at: string | null
  delivered_at: string | null
  failed_at: string | null
  cancelled_at: string | null
}

export interface WhatsAppSession {
  id: string
  object: 'whatsapp.session'
  /** The same session as a channel: its id is the same but for the prefix. */
  channel_id: string
  name: string
  status: 'pending' | 'connecting' | 'connected' | 'disconnected'
  /** Why it is not connected; null while nothing is wrong. */
  reason: 'connection_lost' | 'no_life_sign' | 'phone_offline' | 'service_unavailable' | 'session_error' | 'server_restart' | 'driver_unavailable' | 'requested' | 'replaced' | 'qr_expired' | 'logged_out' | 'banned' | 'link_broken' | null
  /** The same as a sentence, where more is known. */
  reason_detail: string | null
  /** When Posthorn tries again by itself; null when it does not have to, or will not. */
  reconnects_at: string | null
  /** The QR code as a PNG in a data URI; null while there is none to scan. */
  qr_code: string | null
  /** Until when it can be scanned. Another one follows by itself, for some minutes. */
  qr_expires_at: string | null
  /** E.164, once a phone was connected. */
  phone_number: string | null
  /** The last sign of life, to within 15 seconds. */
  last_seen_at: string | null
  /** Since when it is connected, or when it was last. */
  connected_at: string | null
  /** Messages that came or went through it. */
  message_count: number
  /** Gets the events of this session and of its messages. */
  webhook_url: string | null
  /** What carries it. `simulator`: no phone is behind it. */
  driver: 'simulator' | 'baileys'
  /** Whether the simulator carries it, so that nothing leaves the building. */
  simulated: boolean
  created_at: string
  updated_at: string
}

export interface Workspace {
  id: string
  /** The same as `id`. */
  tenant_id: string
  name: string
  /** Plan of the workspace; sets the rate limit, the quotas and the credits of each month. */
  plan: string
  /** Who gets alerts. */
  owner_emails: string[]
  credit_alert: CreditAlert
  created_at: string
  updated_at: string
}
