// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.

import type {
  ChatSource,
} from './objects.ts'

/** What `data` holds, by the type of the event. */
export interface EventDataByType {
  /** A customer sent a message. */
  'message.received': {
    message_id: string
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    contact: {
      id: string
      phone: string | null
      name: string | null
    }
    /** Text of the message. Cut, with `truncated: true`, where the event would grow too large to deliver. */
    content: string
    /** True where `content` was cut. */
    truncated?: boolean
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel: string
    agent_id: string | null
    type: 'text' | 'image' | 'audio' | 'video' | 'document' | 'location' | 'sticker' | 'contact' | 'interactive' | 'template'
    /** Signed address of the media, valid for 24 hours. */
    media_url: string | null
    media_mime_type: string | null
    location: {
      lat: number
      lng: number
      label: string | null
    } | null
    /** Where the channel is a WhatsApp session. */
    session_id?: string
    direction: 'inbound'
    /** Address of the sender. */
    from?: string
    received_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A message was handed to its carrier. */
  'message.sent': {
    message_id: string
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    contact: {
      id: string
      phone: string | null
      name: string | null
    }
    /** Text of the message. Cut, with `truncated: true`, where the event would grow too large to deliver. */
    content: string
    /** True where `content` was cut. */
    truncated?: boolean
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel: string
    agent_id: string | null
    type: 'text' | 'image' | 'audio' | 'video' | 'document' | 'location' | 'sticker' | 'contact' | 'interactive' | 'template'
    /** Signed address of the media, valid for 24 hours. */
    media_url: string | null
    media_mime_type: string | null
    location: {
      lat: number
      lng: number
      label: string | null
    } | null
    /** Where the channel is a WhatsApp session. */
    session_id?: string
    direction: 'outbound'
    sender_type: 'agent' | 'human' | 'api'
    to: string
    status: 'sent'
    sent_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A message reached the device of its recipient. */
  'message.delivered': {
    message_id: string
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    delivered_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A message was opened by its recipient. */
  'message.read': {
    message_id: string
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    read_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A message could not be delivered. */
  'message.failed': {
    message_id: string
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    error_code: string
    error_message: string
    failed_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A conversation began. */
  'conversation.created': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    status: 'open' | 'human' | 'waiting' | 'closed'
    assigned_to: string | null
    assigned_type: 'agent' | 'attendant' | null
    tags: string[]
    created_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A conversation was given to an agent or an attendant. */
  'conversation.assigned': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    status: 'open' | 'human' | 'waiting' | 'closed'
    assigned_to: string | null
    assigned_type: 'agent' | 'attendant' | null
    tags: string[]
    created_at: string
    previous_assigned_to: string | null
    assigned_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A conversation was closed. */
  'conversation.closed': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    status: 'open' | 'human' | 'waiting' | 'closed'
    assigned_to: string | null
    assigned_type: 'agent' | 'attendant' | null
    tags: string[]
    created_at: string
    closed_at: string
    closed_by: string | null
    close_reason: string | null
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A closed conversation was opened again, by hand or by a new message of the customer. */
  'conversation.reopened': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    status: 'open' | 'human' | 'waiting' | 'closed'
    assigned_to: string | null
    assigned_type: 'agent' | 'attendant' | null
    tags: string[]
    created_at: string
    reopened_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A contact was added. */
  'contact.created': {
    contact_id: string
    name: string | null
    phone: string | null
    email: string | null
    avatar_url: string | null
    source: 'whatsapp' | 'instagram' | 'widget' | 'telegram' | 'sms' | 'email' | 'api' | 'manual'
    tags: string[]
    /** Fields of your own. */
    custom_fields: Record<string, unknown>
    assigned_to: string | null
    created_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A contact changed; `changes` has the old and the new values. */
  'contact.updated': {
    contact_id: string
    name: string | null
    phone: string | null
    email: string | null
    avatar_url: string | null
    source: 'whatsapp' | 'instagram' | 'widget' | 'telegram' | 'sms' | 'email' | 'api' | 'manual'
    tags: string[]
    /** Fields of your own. */
    custom_fields: Record<string, unknown>
    assigned_to: string | null
    created_at: string
    changes: Record<string, {
      from: unknown
      to: unknown
    }>
    updated_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A contact was deleted. */
  'contact.deleted': {
    contact_id: string
    deleted_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An agent asked for a person; it answers no more until the conversation is resumed. */
  'agent.handoff_started': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    agent_id: string
    handoff_reason: 'user_requested' | 'rule_triggered' | 'max_attempts' | 'sentiment_negative' | 'autonomous'
    handoff_note: string | null
    queue_id: string | null
    started_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An attendant took the conversation. */
  'agent.handoff_completed': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    agent_id: string
    handoff_reason: 'user_requested' | 'rule_triggered' | 'max_attempts' | 'sentiment_negative' | 'autonomous'
    handoff_note: string | null
    queue_id: string | null
    started_at: string
    attendant_id: string
    completed_at: string
    wait_seconds: number
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A conversation went from one agent to another. */
  'agent.transferred': {
    conversation_id: string
    contact_id: string
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    from_agent_id: string
    to_agent_id: string
    reason: string | null
    transferred_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A channel was connected. */
  'channel.connected': {
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    channel_name: string
    phone_number: string | null
    /** `qrcode`, `waba`, `simulator`, … */
    provider: string
    status: 'connected' | 'disconnected' | 'error'
    connected_by: string | null
    connected_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A channel lost its connection. */
  'channel.disconnected': {
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    channel_name: string
    phone_number: string | null
    /** `qrcode`, `waba`, `simulator`, … */
    provider: string
    status: 'connected' | 'disconnected' | 'error'
    reason: string | null
    disconnected_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A channel keeps failing. */
  'channel.error': {
    channel_id: string
    /** Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`. */
    channel_type: string
    channel_name: string
    phone_number: string | null
    /** `qrcode`, `waba`, `simulator`, … */
    provider: string
    status: 'connected' | 'disconnected' | 'error'
    error_code: string
    error_message: string
    occurrences: number
    first_seen_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A WhatsApp session was connected. */
  'session.connected': {
    session_id: string
    channel_id: string
    phone_number: string | null
    connected_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A WhatsApp session lost its connection. `channel.disconnected` says the same of its channel. */
  'session.disconnected': {
    session_id: string
    channel_id: string
    phone_number: string | null
    reason: string | null
    disconnected_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** The credits left fell below the threshold. Once for each crossing. */
  'credit.low': {
    credits_remaining: number
    credits_total: number
    credits_used: number
    usage_percentage: number
    alert_threshold_percentage: number
    estimated_depletion_at: string | null
    billing_period_end: string
    plan_id: string
    plan_name: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** The credits are used up; sending is paused. */
  'credit.depleted': {
    credits_remaining: number
    credits_total: number
    credits_used: number
    usage_percentage: number
    alert_threshold_percentage: number
    estimated_depletion_at: string | null
    billing_period_end: string
    plan_id: string
    plan_name: string
    depleted_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** The plan of the workspace changed. */
  'plan.changed': {
    previous_plan_id: string | null
    plan_id: string
    plan_name: string
    change_type: 'upgrade' | 'downgrade' | 'cancellation'
    effective_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An SMS was handed to its carrier. */
  'sms.sent': {
    id: string
    to: string
    segments: number
    provider: string
    cost_usd: number | null
    sent_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An SMS reached its recipient. */
  'sms.delivered': {
    id: string
    to: string
    delivered_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An SMS could not be delivered. */
  'sms.failed': {
    id: string
    to: string
    error_code: string
    error_message: string
    failed_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An e-mail was handed to the mail server. */
  'email.sent': {
    id: string
    to: string
    subject: string
    sent_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An e-mail was accepted by the server of its recipient. */
  'email.delivered': {
    id: string
    to: string
    delivered_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An e-mail was opened. */
  'email.opened': {
    id: string
    to: string
    opened_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A link in an e-mail was followed. */
  'email.clicked': {
    id: string
    to: string
    url: string
    clicked_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An e-mail came back. After a hard bounce the address is suppressed. */
  'email.bounced': {
    id: string
    to: string
    bounce_type: 'hard' | 'soft'
    error: string
    bounced_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A recipient marked an e-mail as spam. The address is suppressed. */
  'email.complained': {
    id: string
    to: string
    complained_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** An e-mail could not be sent. */
  'email.failed': {
    id: string
    to: string
    error_code: string
    error_message: string
    failed_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A batch of documents is shown to a share of the sessions; also when it is shown again after a pause. */
  'rollout.started': {
    rollout_id: string
    site_id: string
    batch_id: string
    name: string
    /** Who did it; `watch` for the platform itself. */
    by: string
    reason: string | null
    /** Percent of the sessions that are shown the batch. */
    share: number
    started_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A batch is shown to more sessions, or to all. */
  'rollout.expanded': {
    rollout_id: string
    site_id: string
    batch_id: string
    name: string
    /** Who did it; `watch` for the platform itself. */
    by: string
    reason: string | null
    /** Percent of the sessions that are shown the batch. */
    share: number
    expanded_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A batch was taken out of the answers, by somebody or by the watch. */
  'rollout.paused': {
    rollout_id: string
    site_id: string
    batch_id: string
    name: string
    /** Who did it; `watch` for the platform itself. */
    by: string
    reason: string | null
    /** Whether the watch did it. */
    automatic: boolean
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
    paused_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A rollout has ended: its documents are content like any other, or those from before are back. */
  'rollout.finished': {
    rollout_id: string
    site_id: string
    batch_id: string
    name: string
    /** Who did it; `watch` for the platform itself. */
    by: string
    reason: string | null
    outcome: 'done' | 'rolled_back'
    finished_at: string
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A question was answered, or politely declined. */
  'chat.completed': {
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
    created_at: string
    /** When it was completed, or failed. */
    completed_at: string | null
    site_id: string
    tenant_id: string
    mode: 'sync' | 'stream' | 'async'
    /** The question. */
    message: string
    /** Whether a test key asked. */
    test_key: boolean
    /** Whether quotes or the answer were cut, since an event has at most 90 kB; polling has all of it. */
    truncated: boolean
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
  /** A question got no answer: its deadline passed, its caller hung up, or we failed. */
  'chat.failed': {
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
    created_at: string
    /** When it was completed, or failed. */
    completed_at: string | null
    site_id: string
    tenant_id: string
    mode: 'sync' | 'stream' | 'async'
    /** The question. */
    message: string
    /** Whether a test key asked. */
    test_key: boolean
    /** Whether quotes or the answer were cut, since an event has at most 90 kB; polling has all of it. */
    truncated: boolean
    /** True in a test delivery, absent otherwise. */
    test?: boolean
  }
}
