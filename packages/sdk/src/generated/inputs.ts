// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.

import type {
  ApiKeyState,
  AttemptState,
  DeliveryState,
  EmailDomainState,
  Environment,
  ExtraSignature,
  KeyPrefix,
  MessageState,
  NotificationState,
  RetryPolicy,
  SuppressionReason,
  TemplateCategory,
  TemplateState,
  TestMode,
  WebhookState,
  WhatsAppType,
} from './words.ts'
import type {
  FileInput,
} from '../file-input.ts'

/** Body of `PATCH /v1/workspaces/{workspace_id}`. */
export interface WorkspacesUpdateBody {
  /** Shown in the dashboard and in notices. */
  name?: string | undefined
  /** Who gets alerts; replaces the whole list. */
  owner_emails?: string[] | undefined
  /** What is booked; `default` charges nothing. */
  plan?: 'default' | 'starter' | 'growth' | 'professional' | 'business' | 'enterprise' | undefined
  credit_alert?: {
    /** Whether notices are sent. The events `credit.low` and `credit.depleted` come all the same. */
    enabled?: boolean | undefined
    /** Credits left, in percent of the total, at which the first notice and `credit.low` come. */
    threshold_percentage?: number | undefined
    /** Who gets the notices; empty: the owners of the workspace. */
    recipients?: string[] | undefined
  } | undefined
}

/** Query of `GET /v1/api-keys`. */
export interface ApiKeysListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: ApiKeyState | undefined
}

/** Body of `POST /v1/api-keys`. */
export interface ApiKeysCreateBody {
  /** Name of the integration that will use the key. */
  name: string
  /** Scopes or their aliases. */
  scopes: string[]
  environment?: Environment | undefined
  /** Person or team to ask about it. */
  owner?: string | undefined
  /** The key stops working then. Must be in the future. */
  expires_at?: string | undefined
  /** A `test` key simulates and never delivers or charges. */
  prefix?: KeyPrefix | undefined
  /** Raise an alert when its requests suddenly drop. */
  critical?: boolean | undefined
}

/** Body of `POST /v1/webhooks`. */
export interface WebhooksCreateBody {
  /** Where to send events: HTTPS, public, without credentials. */
  url: string
  /** Types (`message.received`), categories (`message.*` or `message`), `custom.*` names, or `*`. */
  events: string[]
  description?: string | null | undefined
  name?: string | null | undefined
  /** `standard`: 5 retries in 21 minutes. `extended`: 6 more, three days in all. */
  retry_policy?: RetryPolicy | undefined
  /** `body` adds `X-SendAPI-Signature`, which covers the body only and no time. */
  signatures?: ExtraSignature[] | undefined
}

/** Query of `GET /v1/webhooks`. */
export interface WebhooksListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: WebhookState | undefined
}

/** Body of `PUT /v1/webhooks/{webhook_id}`. */
export interface WebhooksUpdateBody {
  /** Where to send events: HTTPS, public, without credentials. */
  url?: string | undefined
  /** Types (`message.received`), categories (`message.*` or `message`), `custom.*` names, or `*`. */
  events?: string[] | undefined
  description?: string | null | undefined
  name?: string | null | undefined
  /** `standard`: 5 retries in 21 minutes. `extended`: 6 more, three days in all. */
  retry_policy?: RetryPolicy | undefined
  /** `body` adds `X-SendAPI-Signature`, which covers the body only and no time. */
  signatures?: ExtraSignature[] | undefined
  /** False stops events at once and cancels what is pending. */
  is_active?: boolean | undefined
  /** The same as `is_active`, as a word. */
  status?: 'active' | 'inactive' | undefined
}

/** Body of `PATCH /v1/webhooks/{webhook_id}`. */
export interface WebhooksPatchBody {
  /** Where to send events: HTTPS, public, without credentials. */
  url?: string | undefined
  /** Types (`message.received`), categories (`message.*` or `message`), `custom.*` names, or `*`. */
  events?: string[] | undefined
  description?: string | null | undefined
  name?: string | null | undefined
  /** `standard`: 5 retries in 21 minutes. `extended`: 6 more, three days in all. */
  retry_policy?: RetryPolicy | undefined
  /** `body` adds `X-SendAPI-Signature`, which covers the body only and no time. */
  signatures?: ExtraSignature[] | undefined
  /** False stops events at once and cancels what is pending. */
  is_active?: boolean | undefined
  /** The same as `is_active`, as a word. */
  status?: 'active' | 'inactive' | undefined
}

/** Body of `POST /v1/webhooks/{webhook_id}/test`. */
export interface WebhooksTestBody {
  /** Type to send; the first one subscribed to by default. */
  event?: string | undefined
  mode?: TestMode | undefined
}

/** Body of `POST /v1/webhooks/{webhook_id}/rotate-secret`. */
export interface WebhooksRotateSecretBody {
  /** Hours for which the old secret goes on signing. */
  overlap_hours?: number | undefined
}

/** Query of `GET /v1/webhooks/{webhook_id}/deliveries`. */
export interface DeliveriesListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only this type. */
  event_type?: string | undefined
  /** From this time on. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
  status?: AttemptState | undefined
  /** Only attempts of this event. */
  event_id?: string | undefined
}

/** Query of `GET /v1/webhooks/{webhook_id}/events`. */
export interface WebhooksEventLogQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only this type. */
  event_type?: string | undefined
  /** From this time on. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
  state?: DeliveryState | undefined
}

/** Body of `POST /v1/webhooks/{webhook_id}/recover`. */
export interface RecoveriesCreateBody {
  /** Events that happened from this time on. */
  since: string
  /** Events that happened before this time; now by default. */
  until?: string | undefined
  /** Types and patterns, as in the `events` of a webhook; all by default. */
  event_types?: string[] | undefined
  /** Most events queued in one second. */
  rate_per_second?: number | undefined
  /** Count, and send nothing. */
  dry_run?: boolean | undefined
}

/** Query of `GET /v1/webhooks/{webhook_id}/recoveries`. */
export interface RecoveriesListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Query of `GET /v1/events`. */
export interface EventsListQuery {
  /** `meta.next_cursor` of the page before. */
  cursor?: string | undefined
  /** Events on a page; more than 100 is answered with 100. */
  limit?: number | undefined
  /** A type or a pattern, such as `message.*`. */
  event_type?: string | undefined
  /** From this time on; used where there is no cursor. */
  since?: string | undefined
}

/** Body of `POST /v1/events`. */
export interface EventsPublishBody {
  /** `custom.` and one to five parts of lower-case letters, digits, `_` and `-`. */
  type: string
  /** What the receivers get as `data`. */
  data: Record<string, unknown>
  /** When it happened; now by default. */
  timestamp?: string | undefined
}

/** Body of `POST /v1/sms/send`. */
export interface SmsSendBody {
  /** Recipient in E.164 form. */
  to: string
  /** Text, at most 1600 characters. */
  message?: string | undefined
  /** The same as `message`. */
  content?: string | undefined
  /** What the recipient sees as sender, at most 11 characters. */
  sender_id?: string | undefined
  /**
   * Writes typographic quotes, dashes, ellipses and unusual spaces as GSM-7 has them, where that makes the text GSM-7.
   */
  smart_encoding?: boolean | undefined
  /** Gets the events of this message, besides the webhooks that subscribe to them. Vetted like a webhook URL. */
  callback_url?: string | undefined
  /** Sends it then, at most 30 days ahead, in place of at once. */
  scheduled_at?: string | undefined
}

/** Body of `POST /v1/sms/preview`. */
export interface SmsPreviewBody {
  /** Recipient in E.164 form. */
  to: string
  /** Text, at most 1600 characters. */
  message?: string | undefined
  /** The same as `message`. */
  content?: string | undefined
  /**
   * Writes typographic quotes, dashes, ellipses and unusual spaces as GSM-7 has them, where that makes the text GSM-7.
   */
  smart_encoding?: boolean | undefined
}

/** Body of `PUT /v1/sms/opt-out-settings`. */
export interface SmsUpdateOptOutSettingsBody {
  /** Whether STOP, START and HELP are answered. They are obeyed in any case. */
  enabled?: boolean | undefined
  /** Who sends; the name of the workspace when null. */
  business_name?: string | null | undefined
  /** How people reach the sender: a number, an address, a page. */
  contact?: string | null | undefined
  /** For words of several languages, where the number’s country does not tell. */
  default_language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | undefined
  /** Texts of your own, by language. */
  texts?: {
    en?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string | undefined
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string | undefined
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string | undefined
    } | undefined
    pt?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string | undefined
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string | undefined
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string | undefined
    } | undefined
    es?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string | undefined
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string | undefined
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string | undefined
    } | undefined
    fr?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string | undefined
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string | undefined
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string | undefined
    } | undefined
    de?: {
      /**
       * Confirms that nothing more is sent. `{business}` and `{contact}` stand for the business name and the contact.
       */
      stop?: string | undefined
      /**
       * Confirms that messages are sent again. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      start?: string | undefined
      /**
       * Says who sends, and how to reach them. `{business}` and `{contact}` stand for the business name and the
       * contact.
       */
      help?: string | undefined
    } | undefined
  } | undefined
}

/** Body of `POST /v1/whatsapp/send`. */
export interface WhatsappSendBody {
  /** Recipient in E.164 form. */
  to: string
  /** The session that sends. */
  session_id?: string | undefined
  type?: WhatsAppType | undefined
  text?: {
    /** Text of the message. */
    body: string
  } | undefined
  /** The same as `text.body`. */
  content?: string | undefined
  /** The same as `text.body`. */
  message?: string | undefined
  template?: {
    /** Name of an approved template. */
    name: string
    /** Language of the template, such as `en` or `pt_BR`. */
    language?: string | {
      code: string
    } | undefined
    components?: Array<Record<string, unknown>> | undefined
  } | undefined
  /** Where `type` is `image`: `link`, and `caption` or `filename`. */
  image?: Record<string, unknown> | undefined
  /** Where `type` is `video`: `link`, and `caption` or `filename`. */
  video?: Record<string, unknown> | undefined
  /** Where `type` is `audio`: `link`, and `caption` or `filename`. */
  audio?: Record<string, unknown> | undefined
  /** Where `type` is `document`: `link`, and `caption` or `filename`. */
  document?: Record<string, unknown> | undefined
  /** Address of the media, in place of `link`. */
  media_url?: string | undefined
  /** Caption of the media. */
  caption?: string | undefined
  /** Where `type` is `location`: `latitude`, `longitude`, `name`, `address`. */
  location?: Record<string, unknown> | undefined
  /** Where `type` is `contact`: `name`, `phone`. */
  contact?: Record<string, unknown> | undefined
  /** In place of `contact`, where there are several. */
  contacts?: Array<Record<string, unknown>> | undefined
  /** Where `type` is `interactive`: `type` (`button`, `list`, `cta_url`, …), `body` and `action`. */
  interactive?: Record<string, unknown> | undefined
  /** As what a text is sent when its contact has not written for 24 hours, in place of that of the channel. */
  fallback_template?: {
    /** Name of an approved template whose body has one variable: the text. */
    name: string
    /** Its language. */
    language?: string | undefined
  } | undefined
  /** Sends it then, at most 30 days ahead, in place of at once. */
  scheduled_at?: string | undefined
}

/** Query of `GET /v1/whatsapp/messages`. */
export interface WhatsappMessagesQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only this session. */
  session_id?: string | undefined
  direction?: 'in' | 'out' | 'inbound' | 'outbound' | undefined
  status?: MessageState | undefined
  /** From this date or time on. */
  from_date?: string | undefined
  /** Up to and with this date, or before this time. */
  to_date?: string | undefined
}

/** Body of `POST /v1/whatsapp/sessions`. */
export interface WhatsappSessionsCreateBody {
  /** How people call it. */
  name: string
  /** Public HTTPS address. */
  webhook_url?: string | undefined
}

/** Query of `GET /v1/whatsapp/sessions`. */
export interface WhatsappSessionsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: 'pending' | 'connecting' | 'connected' | 'disconnected' | undefined
}

/** Body of `POST /v1/whatsapp/sessions/{session_id}/simulate`. */
export interface WhatsappSessionsSimulateBody {
  action: 'scan' | 'drop' | 'phone_offline' | 'logout' | 'ban' | 'replace' | 'break' | 'silence'
  /** Of the phone that scans, in E.164 form; +15005550006 by default. */
  phone_number?: string | undefined
  /** How long the phone is away. 0 by default. */
  seconds?: number | undefined
}

/** Body of `POST /v1/templates`. */
export interface TemplatesCreateBody {
  /** Whose account it belongs to. */
  channel_id?: string | undefined
  /** Lower case letters, digits and underscores. */
  name: string
  /** Such as `en` or `pt_BR`. */
  language: string
  category: TemplateCategory
  components: Array<Record<string, unknown>>
}

/** Query of `GET /v1/templates`. */
export interface TemplatesListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: TemplateState | undefined
  /** Only those of the account of this channel. */
  channel_id?: string | undefined
  /** Only those of this name. */
  name?: string | undefined
}

/** Body of `POST /v1/email/send`. */
export interface EmailSendBody {
  /** One address, or up to 50. */
  to: string | string[]
  /** At most 500 characters. Needed unless a template has it. */
  subject?: string | undefined
  /** Body as HTML. */
  html?: string | undefined
  /** Body as plain text; beside `html` it is the alternative. */
  text?: string | undefined
  /** Template to send, in place of `html` and `text`. */
  template_id?: string | undefined
  /** Values for the template. Those that it does not use are ignored. */
  variables?: Record<string, unknown> | undefined
  /** Address on a verified domain of the workspace; the address of the platform by default. */
  from?: string | undefined
  /** Name shown as sender. */
  from_name?: string | undefined
  /** Where answers go. */
  reply_to?: string | undefined
  /** True for bulk mail: each recipient gets a one-click unsubscribe link of their own (RFC 8058). */
  unsubscribe?: boolean | undefined
  /** True for mail that no person wrote: it says `Auto-Submitted: auto-generated`, so that nothing answers it. */
  automatic?: boolean | undefined
  /**
   * True to be told, with `email.opened`, when the e-mail is opened: a picture of one pixel at the end of `html`. False
   * by default, since it watches people; an e-mail of `text` alone tells nothing.
   */
  track_opens?: boolean | undefined
  /**
   * True to be told, with `email.clicked`, which links are followed: the web links of `html` lead over this server. An
   * `<a>` with `data-posthorn-no-track` stays as it is. False by default.
   */
  track_clicks?: boolean | undefined
  /**
   * At most 20 files of 10 MiB together, within the largest body that the server takes. No programs: mail servers
   * refuse them.
   */
  attachments?: Array<{
    /** Name of the file. */
    filename: string
    /** The file, in base64. */
    content: string
    /** Media type, such as `application/pdf`. */
    content_type: string
  }> | undefined
  /** Sends it then, at most 30 days ahead, in place of at once. */
  scheduled_at?: string | undefined
}

/** Body of `POST /v1/email/domains`. */
export interface EmailDomainsCreateBody {
  /** The domain that addresses end in, such as `example.com`. Subdomains are domains of their own. */
  domain: string
}

/** Query of `GET /v1/email/domains`. */
export interface EmailDomainsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: EmailDomainState | undefined
}

/** Body of `POST /v1/email/templates`. */
export interface EmailTemplatesCreateBody {
  /** Unique in the workspace; at most 100 characters. */
  name: string
  /** At most 500 characters. */
  subject: string
  /** Body as HTML. Values are escaped. */
  html?: string | null | undefined
  /** Body as plain text. Values stand as they are. */
  text?: string | null | undefined
}

/** Query of `GET /v1/email/templates`. */
export interface EmailTemplatesListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only the one of this name. */
  name?: string | undefined
}

/** Body of `PATCH /v1/email/templates/{template_id}`. */
export interface EmailTemplatesUpdateBody {
  /** Unique in the workspace; at most 100 characters. */
  name?: string | undefined
  /** At most 500 characters. */
  subject?: string | undefined
  /** Body as HTML. Values are escaped. */
  html?: string | null | undefined
  /** Body as plain text. Values stand as they are. */
  text?: string | null | undefined
}

/** Body of `POST /v1/email/templates/{template_id}/preview`. */
export interface EmailTemplatesPreviewBody {
  /** Values for the template. */
  variables?: Record<string, unknown> | undefined
}

/** Query of `GET /v1/email/suppressions`. */
export interface SuppressionsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Whose list; `email` by default. */
  channel?: 'email' | 'sms' | 'whatsapp' | undefined
  reason?: SuppressionReason | undefined
  /** Only this address. */
  address?: string | undefined
}

/** Body of `POST /v1/email/suppressions`. */
export interface SuppressionsCreateBody {
  /** Whose list; `email` by default. */
  channel?: 'email' | 'sms' | 'whatsapp' | undefined
  /** A bare e-mail address, or a number in E.164 form. */
  address: string
  reason?: SuppressionReason | undefined
  /** From then on the address gets messages again; never by itself when left out. */
  expires_at?: string | undefined
}

/** Body of `POST /v1/email/suppressions/import`. */
export interface SuppressionsImportBody {
  suppressions: Array<{
    /** Whose list; `email` by default. */
    channel?: 'email' | 'sms' | 'whatsapp' | undefined
    /** A bare e-mail address, or a number in E.164 form. */
    address: string
    reason?: SuppressionReason | undefined
    /** From then on the address gets messages again; never by itself when left out. */
    expires_at?: string | null | undefined
  }>
}

/** Query of `GET /v1/email/suppressions/export`. */
export interface SuppressionsExportQuery {
  /** Whose list; `email` by default. */
  channel?: 'email' | 'sms' | 'whatsapp' | undefined
}

/** Body of `POST /v1/sms/send-bulk`. */
export interface SmsSendBulkBody {
  /** Up to 500. One for each recipient: `to`, and whatever differs from the fields beside this list. */
  messages?: Array<string | {
    /** The recipient. */
    to?: string | undefined
    /** Text, at most 1600 characters. */
    message?: string | undefined
    /** The same as `message`. */
    content?: string | undefined
    /** What the recipient sees as sender, at most 11 characters. */
    sender_id?: string | undefined
    /** Values for the templates; those of a recipient go before those for all. */
    variables?: Record<string, unknown> | undefined
  }> | undefined
  /** Up to 500. The same as `messages`; give one of the two. A bare string is a recipient with nothing of its own. */
  recipients?: Array<string | {
    /** The recipient. */
    to?: string | undefined
    /** Text, at most 1600 characters. */
    message?: string | undefined
    /** The same as `message`. */
    content?: string | undefined
    /** What the recipient sees as sender, at most 11 characters. */
    sender_id?: string | undefined
    /** Values for the templates; those of a recipient go before those for all. */
    variables?: Record<string, unknown> | undefined
  }> | undefined
  /** Text, at most 1600 characters. */
  message?: string | undefined
  /** The same as `message`. */
  content?: string | undefined
  /** What the recipient sees as sender, at most 11 characters. */
  sender_id?: string | undefined
  /** Values for the templates; those of a recipient go before those for all. */
  variables?: Record<string, unknown> | undefined
  /** Gets the events of all of them. Vetted like a webhook URL. */
  callback_url?: string | undefined
  /** Sends it then, at most 30 days ahead, in place of at once. */
  scheduled_at?: string | undefined
}

/** Body of `POST /v1/whatsapp/send-bulk`. */
export interface WhatsappSendBulkBody {
  /** Up to 500. One for each recipient: `to`, and whatever differs from the fields beside this list. */
  messages?: Array<string | {
    /** The recipient. */
    to?: string | undefined
    type?: WhatsAppType | undefined
    text?: {
      /** Text of the message. */
      body: string
    } | undefined
    /** The same as `text.body`. */
    content?: string | undefined
    /** The same as `text.body`. */
    message?: string | undefined
    /** Where `type` is `template`: as a single send takes it. */
    template?: Record<string, unknown> | undefined
    /** Where `type` is `image`. */
    image?: Record<string, unknown> | undefined
    /** Where `type` is `video`. */
    video?: Record<string, unknown> | undefined
    /** Where `type` is `audio`. */
    audio?: Record<string, unknown> | undefined
    /** Where `type` is `document`. */
    document?: Record<string, unknown> | undefined
    /** Address of the media, in place of `link`. */
    media_url?: string | undefined
    /** Caption of the media. */
    caption?: string | undefined
    /** Where `type` is `location`. */
    location?: Record<string, unknown> | undefined
    /** Where `type` is `contact`. */
    contact?: Record<string, unknown> | undefined
    /** Where `type` is `interactive`. */
    interactive?: Record<string, unknown> | undefined
    /** Values for the templates; those of a recipient go before those for all. */
    variables?: Record<string, unknown> | undefined
  }> | undefined
  /** Up to 500. The same as `messages`; give one of the two. A bare string is a recipient with nothing of its own. */
  recipients?: Array<string | {
    /** The recipient. */
    to?: string | undefined
    type?: WhatsAppType | undefined
    text?: {
      /** Text of the message. */
      body: string
    } | undefined
    /** The same as `text.body`. */
    content?: string | undefined
    /** The same as `text.body`. */
    message?: string | undefined
    /** Where `type` is `template`: as a single send takes it. */
    template?: Record<string, unknown> | undefined
    /** Where `type` is `image`. */
    image?: Record<string, unknown> | undefined
    /** Where `type` is `video`. */
    video?: Record<string, unknown> | undefined
    /** Where `type` is `audio`. */
    audio?: Record<string, unknown> | undefined
    /** Where `type` is `document`. */
    document?: Record<string, unknown> | undefined
    /** Address of the media, in place of `link`. */
    media_url?: string | undefined
    /** Caption of the media. */
    caption?: string | undefined
    /** Where `type` is `location`. */
    location?: Record<string, unknown> | undefined
    /** Where `type` is `contact`. */
    contact?: Record<string, unknown> | undefined
    /** Where `type` is `interactive`. */
    interactive?: Record<string, unknown> | undefined
    /** Values for the templates; those of a recipient go before those for all. */
    variables?: Record<string, unknown> | undefined
  }> | undefined
  type?: WhatsAppType | undefined
  text?: {
    /** Text of the message. */
    body: string
  } | undefined
  /** The same as `text.body`. */
  content?: string | undefined
  /** The same as `text.body`. */
  message?: string | undefined
  /** Where `type` is `template`: as a single send takes it. */
  template?: Record<string, unknown> | undefined
  /** Where `type` is `image`. */
  image?: Record<string, unknown> | undefined
  /** Where `type` is `video`. */
  video?: Record<string, unknown> | undefined
  /** Where `type` is `audio`. */
  audio?: Record<string, unknown> | undefined
  /** Where `type` is `document`. */
  document?: Record<string, unknown> | undefined
  /** Address of the media, in place of `link`. */
  media_url?: string | undefined
  /** Caption of the media. */
  caption?: string | undefined
  /** Where `type` is `location`. */
  location?: Record<string, unknown> | undefined
  /** Where `type` is `contact`. */
  contact?: Record<string, unknown> | undefined
  /** Where `type` is `interactive`. */
  interactive?: Record<string, unknown> | undefined
  /** The session that sends. */
  session_id?: string | undefined
  /** Values for the templates; those of a recipient go before those for all. */
  variables?: Record<string, unknown> | undefined
  /** Sends it then, at most 30 days ahead, in place of at once. */
  scheduled_at?: string | undefined
}

/** Body of `POST /v1/email/send-bulk`. */
export interface EmailSendBulkBody {
  /** Up to 500. One for each recipient: `to`, and whatever differs from the fields beside this list. */
  messages?: Array<string | {
    /** The recipient. */
    to?: string | undefined
    /** At most 500 characters. Needed unless a template has it. */
    subject?: string | undefined
    /** Body as HTML. */
    html?: string | undefined
    /** Body as plain text. */
    text?: string | undefined
    /** Values for the templates; those of a recipient go before those for all. */
    variables?: Record<string, unknown> | undefined
  }> | undefined
  /** Up to 500. The same as `messages`; give one of the two. A bare string is a recipient with nothing of its own. */
  recipients?: Array<string | {
    /** The recipient. */
    to?: string | undefined
    /** At most 500 characters. Needed unless a template has it. */
    subject?: string | undefined
    /** Body as HTML. */
    html?: string | undefined
    /** Body as plain text. */
    text?: string | undefined
    /** Values for the templates; those of a recipient go before those for all. */
    variables?: Record<string, unknown> | undefined
  }> | undefined
  /** At most 500 characters. Needed unless a template has it. */
  subject?: string | undefined
  /** Body as HTML. */
  html?: string | undefined
  /** Body as plain text. */
  text?: string | undefined
  /** Template to send, in place of `html` and `text`. */
  template_id?: string | undefined
  /** Values for the templates; those of a recipient go before those for all. */
  variables?: Record<string, unknown> | undefined
  /** As a single send takes it. */
  from?: string | undefined
  /** Name shown as sender. */
  from_name?: string | undefined
  /** Where answers go. */
  reply_to?: string | undefined
  /** Gives each recipient a one-click unsubscribe link of their own (RFC 8058); mail to many should have one. */
  unsubscribe?: boolean | undefined
  /** Says `Auto-Submitted: auto-generated`, so that nothing answers it. */
  automatic?: boolean | undefined
  /** True to be told who opens it, as with a single send. False by default. */
  track_opens?: boolean | undefined
  /** True to be told who follows which link. False by default. */
  track_clicks?: boolean | undefined
  /** Sends it then, at most 30 days ahead, in place of at once. */
  scheduled_at?: string | undefined
}

/** Query of `GET /v1/batches/{batch_id}`. */
export interface BatchesGetQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `POST /v1/verify/send`. */
export interface VerifySendBody {
  /** A number in E.164 form, or for `email` an address. */
  to: string
  channel?: 'sms' | 'whatsapp' | 'email' | undefined
  /** Digits of the code. */
  length?: number | undefined
  /** Seconds for which it is valid. */
  ttl?: number | undefined
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | undefined
  /** Named in the text; by default nobody is. */
  brand?: string | undefined
  /** Text in place of ours; it must hold `{code}`, and may hold `{brand}` and `{minutes}`. */
  message?: string | undefined
  /** Of an SMS: what the recipient sees as sender. */
  sender_id?: string | undefined
  /** Of WhatsApp: sends this template, with the code as its parameter and in its button. */
  template?: {
    /** Name of an approved authentication template. */
    name: string
    /** Such as `en` or `pt_BR`. */
    language?: string | undefined
  } | undefined
}

/** Body of `POST /v1/verify/check`. */
export interface VerifyCheckBody {
  /** Which one; or give `to`. */
  verification_id?: string | undefined
  /** Whose: the one that was sent last to this recipient. */
  to?: string | undefined
  /** What was typed in; spaces and hyphens are ignored. */
  code: string
}

/** Body of `POST /v1/channels`. */
export interface ChannelsCreateBody {
  /** How people call it. */
  name: string
  /** See `GET /v1/channel-providers`. */
  provider: string
  /** Follows from the provider; refused if it differs. */
  type?: 'sms' | 'email' | 'whatsapp' | undefined
  /** See `GET /v1/channel-providers` for what the provider needs. */
  settings?: Record<string, unknown> | undefined
  /** Sealed at once, and never given back. Those that are given replace all that were there. */
  credentials?: Record<string, unknown> | undefined
  /** False: keep it without a test. True by default. */
  check?: boolean | undefined
}

/** Query of `GET /v1/channels`. */
export interface ChannelsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  type?: 'sms' | 'email' | 'whatsapp' | undefined
  status?: 'disconnected' | 'connected' | 'error' | undefined
}

/** Body of `PUT /v1/channels/{channel_id}`. */
export interface ChannelsUpdateBody {
  /** How people call it. */
  name?: string | undefined
  /** See `GET /v1/channel-providers` for what the provider needs. */
  settings?: Record<string, unknown> | undefined
  /** Sealed at once, and never given back. Those that are given replace all that were there. */
  credentials?: Record<string, unknown> | undefined
}

/** Body of `POST /v1/channels/{channel_id}/disconnect`. */
export interface ChannelsDisconnectBody {
  reason?: string | null | undefined
}

/** Query of `GET /v1/channels/{channel_id}/history`. */
export interface ChannelsHistoryQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `PUT /v1/routing/{type}`. */
export interface RoutingUpdateBody {
  /** The first choice first. */
  channel_ids: string[]
}

/** Body of `POST /v1/channels/{channel_id}/inbound`. */
export interface ChannelsInboundBody {
  /** Who sends it: a number in E.164 form, or on an e-mail channel an address. */
  from: string
  /** Name of the sender. */
  name?: string | undefined
  /** Text of the message. */
  content: string
  type?: 'text' | 'image' | 'video' | 'audio' | 'document' | undefined
  /** Where `type` is a medium: its address. */
  media_url?: string | undefined
  /** The carrier's id of the message; a new one by default. */
  external_id?: string | undefined
}

/** Query of `GET /v1/notifications`. */
export interface NotificationsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  state?: NotificationState | undefined
}

/** Query of `GET /v1/account/usage`. */
export interface AccountUsageQuery {
  /** First day, in UTC. */
  from_date?: string | undefined
  /** Last day, in UTC. */
  to_date?: string | undefined
  granularity?: 'daily' | 'monthly' | undefined
}

/** Body of `POST /v1/workspaces/{workspace_id}/credits`. */
export interface CreditsTopUpBody {
  /** Credits to add. */
  amount: number
  /** Kept in the ledger: an invoice number, a reason. */
  note?: string | undefined
}

/** Query of `GET /v1/account/delivery-rates`. */
export interface AccountDeliveryRatesQuery {
  /** First day, in UTC. */
  from_date?: string | undefined
  /** Last day, in UTC; today by default. */
  to_date?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts`. */
export interface RolloutsCreateBody {
  /** The batch that the documents are sent with. It is rolled out once. */
  batch_id: string
  /** What it is called. */
  name?: string | undefined
  /** Percent of the sessions, stage by stage, growing. By default 10 and 50; after the last one come all. */
  stages?: number[] | undefined
  thresholds?: {
    /** Cases from which on a part of them is judged. */
    min_cases?: number | undefined
    /** Bad cases that there must be. At least two: nothing is paused for a single failure. */
    min_occurrences?: number | undefined
    bad_feedback?: {
      /** A part of the cases below this is never too much. */
      least?: number | undefined
      /** Too much is this many times the baseline, or more. */
      factor?: number | undefined
    } | undefined
    low_confidence?: {
      /** A part of the cases below this is never too much. */
      least?: number | undefined
      /** Too much is this many times the baseline, or more. */
      factor?: number | undefined
    } | undefined
    errors?: {
      /** A part of the cases below this is never too much. */
      least?: number | undefined
      /** Too much is this many times the baseline, or more. */
      factor?: number | undefined
    } | undefined
    /** Smoke answers that no longer match, each counted as often as it failed in a row, from which on it is paused. */
    mismatches?: number | undefined
    /** How long an expanded rollout is watched. */
    watch_hours?: number | undefined
  } | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/rollouts`. */
export interface RolloutsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: 'draft' | 'running' | 'paused' | 'expanded' | 'done' | 'rolled_back' | undefined
  /** Only the one of this batch. */
  batch_id?: string | undefined
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}`. */
export interface RolloutsUpdateBody {
  /** What it is called. */
  name?: string | undefined
  /** Percent of the sessions, stage by stage, growing. By default 10 and 50; after the last one come all. */
  stages?: number[] | undefined
  thresholds?: {
    /** Cases from which on a part of them is judged. */
    min_cases?: number | undefined
    /** Bad cases that there must be. At least two: nothing is paused for a single failure. */
    min_occurrences?: number | undefined
    bad_feedback?: {
      /** A part of the cases below this is never too much. */
      least?: number | undefined
      /** Too much is this many times the baseline, or more. */
      factor?: number | undefined
    } | undefined
    low_confidence?: {
      /** A part of the cases below this is never too much. */
      least?: number | undefined
      /** Too much is this many times the baseline, or more. */
      factor?: number | undefined
    } | undefined
    errors?: {
      /** A part of the cases below this is never too much. */
      least?: number | undefined
      /** Too much is this many times the baseline, or more. */
      factor?: number | undefined
    } | undefined
    /** Smoke answers that no longer match, each counted as often as it failed in a row, from which on it is paused. */
    mismatches?: number | undefined
    /** How long an expanded rollout is watched. */
    watch_hours?: number | undefined
  } | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/approve`. */
export interface RolloutsApproveBody {
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/smoke`. */
export interface RolloutsSmokeBody {
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/start`. */
export interface RolloutsStartBody {
  /** Percent of the sessions. By default the first of the stages. */
  share?: number | undefined
  /** Does it although it is not ready, and says why. What was overridden stands in the log. */
  override?: string | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/expand`. */
export interface RolloutsExpandBody {
  /** Percent of the sessions, more than now, or `all`. By default the next of the stages. */
  share?: number | 'all' | undefined
  /** Does it although it is not ready, and says why. What was overridden stands in the log. */
  override?: string | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/pause`. */
export interface RolloutsPauseBody {
  /** Why. */
  reason: string
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/resume`. */
export interface RolloutsResumeBody {
  /** Why. */
  reason?: string | undefined
  /** Does it although it is not ready, and says why. What was overridden stands in the log. */
  override?: string | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/rollback`. */
export interface RolloutsRollbackBody {
  /** Why. */
  reason: string
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/finish`. */
export interface RolloutsFinishBody {
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/log`. */
export interface RolloutsLogQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions/generate`. */
export interface SmokeQuestionsGenerateBody {
  /** Questions for one document at most. By default 4. */
  per_document?: number | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions`. */
export interface SmokeQuestionsCreateBody {
  /** What is asked. */
  question: string
  /** Language it is asked in, such as `en`. */
  language?: string | null | undefined
  /** The passage that is expected in the answer; null: any answer will do. */
  expected?: string | null | undefined
  /** The document that is to answer; null: whichever. */
  document_id?: string | null | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}/rollouts/{rollout_id}/questions/{question_id}`. */
export interface SmokeQuestionsUpdateBody {
  /** What is asked. */
  question?: string | undefined
  /** Language it is asked in, such as `en`. */
  language?: string | null | undefined
  /** The passage that is expected in the answer; null: any answer will do. */
  expected?: string | null | undefined
  /** The document that is to answer; null: whichever. */
  document_id?: string | null | undefined
  /** Who does it, for the log. Without it, the name of the key. */
  by?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites`. */
export interface SitesListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `POST /api/v1/m2m/sites`. */
export interface SitesCreateBody {
  /** At most 100 characters. */
  name: string
  /** What is answered in where a question does not tell; null: the language of most documents. */
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | null | undefined
  /** Groups of words that mean the same here: all of them, in place of those before. */
  synonyms?: string[][] | undefined
  /** The likelihood from which on something is answered; null: the usual one. */
  least_support?: number | null | undefined
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}`. */
export interface SitesUpdateBody {
  /** At most 100 characters. */
  name?: string | undefined
  /** What is answered in where a question does not tell; null: the language of most documents. */
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | null | undefined
  /** Groups of words that mean the same here: all of them, in place of those before. */
  synonyms?: string[][] | undefined
  /** The likelihood from which on something is answered; null: the usual one. */
  least_support?: number | null | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/documents/text`. */
export interface DocumentsCreateTextBody {
  /** At most 300 characters. */
  title: string
  /** Markdown, or plain text. Headings, lists and tables are understood; HTML stays as it is written. */
  content: string
  /** Any word of yours. */
  category?: string | null | undefined
  /** `active`: used in answers once ready. Left out: `active` for text and questions, `draft` for files. */
  status?: 'draft' | 'active' | undefined
  /** Your own name for it, once in a site: given again, it makes a new version, or nothing if it says the same. */
  source_id?: string | null | undefined
  /** A label for what comes together. If a rollout of this label exists, it decides who is answered from it. */
  batch_id?: string | null | undefined
  /** Of its text; left out: as its words say. */
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | null | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/documents/qa`. */
export interface DocumentsCreateQaBody {
  /** Left out: the question. */
  title?: string | null | undefined
  /** As people ask it. */
  question: string
  /** What is answered; Markdown, or plain text. */
  answer: string
  /** Any word of yours. */
  category?: string | null | undefined
  /** `active`: used in answers once ready. Left out: `active` for text and questions, `draft` for files. */
  status?: 'draft' | 'active' | undefined
  /** Your own name for it, once in a site: given again, it makes a new version, or nothing if it says the same. */
  source_id?: string | null | undefined
  /** A label for what comes together. If a rollout of this label exists, it decides who is answered from it. */
  batch_id?: string | null | undefined
  /** Of its text; left out: as its words say. */
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | null | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/documents`. */
export interface DocumentsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: 'draft' | 'active' | undefined
  readiness?: 'processing' | 'ready' | 'failed' | undefined
  type?: 'file' | 'text' | 'qa' | 'url' | undefined
  category?: string | undefined
  batch_id?: string | undefined
  source_id?: string | undefined
  /** What stands in the title, in whatever case. */
  q?: string | undefined
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}/documents/{document_id}`. */
export interface DocumentsUpdateBody {
  /** At most 300 characters. */
  title?: string | undefined
  /** Markdown, or plain text. Headings, lists and tables are understood; HTML stays as it is written. */
  content?: string | undefined
  /** As people ask it. */
  question?: string | undefined
  /** What is answered; Markdown, or plain text. */
  answer?: string | undefined
  /** Any word of yours. */
  category?: string | null | undefined
  /** `active`: used in answers once ready. Left out: `active` for text and questions, `draft` for files. */
  status?: 'draft' | 'active' | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/documents/{document_id}/versions`. */
export interface DocumentsVersionsQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/documents/{document_id}/rollback`. */
export interface DocumentsRollbackBody {
  /** The version whose text is to hold again. */
  version: number
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/documents`; it goes out as a form. */
export interface DocumentsUploadBody {
  /** The file, with its name; at most 20 MiB. */
  file: FileInput
  /** Left out: as the file or page says, or else its name. */
  title?: string | null | undefined
  /** Any word of yours. */
  category?: string | null | undefined
  /** `active`: used in answers once ready. Left out: `active` for text and questions, `draft` for files. */
  status?: 'draft' | 'active' | undefined
  /** Your own name for it, once in a site: given again, it makes a new version, or nothing if it says the same. */
  source_id?: string | null | undefined
  /** A label for what comes together. If a rollout of this label exists, it decides who is answered from it. */
  batch_id?: string | null | undefined
  /** Of its text; left out: as its words say. */
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | null | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/documents/url`. */
export interface DocumentsImportUrlBody {
  /** A public https address. */
  url: string
  /** Left out: as the file or page says, or else its name. */
  title?: string | null | undefined
  /** Any word of yours. */
  category?: string | null | undefined
  /** `active`: used in answers once ready. Left out: `active` for text and questions, `draft` for files. */
  status?: 'draft' | 'active' | undefined
  /** Your own name for it, once in a site: given again, it makes a new version, or nothing if it says the same. */
  source_id?: string | null | undefined
  /** A label for what comes together. If a rollout of this label exists, it decides who is answered from it. */
  batch_id?: string | null | undefined
  /** Of its text; left out: as its words say. */
  language?: 'en' | 'pt' | 'es' | 'fr' | 'de' | null | undefined
  /** Hours until the page is fetched again, and so on; null: never. */
  recrawl_every_hours?: number | null | undefined
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}/documents/{document_id}/recrawl`. */
export interface DocumentsSetRecrawlBody {
  /** Hours until the page is fetched again, and so on; null: never. */
  recrawl_every_hours: number | null
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}/documents/bulk-status`. */
export interface DocumentsBulkStatusBody {
  document_ids?: string[] | undefined
  /** In place of ids: all whose latest version came under this label. */
  batch_id?: string | undefined
  /** In place of ids, or beside a batch: all of this category. */
  category?: string | undefined
  status: 'draft' | 'active'
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/documents/bulk-delete`. */
export interface DocumentsBulkDeleteBody {
  document_ids?: string[] | undefined
  /** In place of ids: all whose latest version came under this label. */
  batch_id?: string | undefined
  /** In place of ids, or beside a batch: all of this category. */
  category?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/chat`. */
export interface ChatAskBody {
  /** Any string of your own that names the conversation; a new one opens it. */
  session_id: string
  /** The question, in any words. */
  message: string
  /**
   * Language to answer in, such as `en`, `pt-BR` or `de`: English, Portuguese, Spanish, French and German are known.
   * With another one, and without, the answer is in the language of the question; `response_language` of the reply says
   * which it is.
   */
  response_language?: string | undefined
  /** Who asks. */
  email?: string | undefined
  /** The same as `Accept: text/event-stream`. */
  stream?: boolean | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/chat/async`. */
export interface ChatAskAsyncBody {
  /** Any string of your own that names the conversation; a new one opens it. */
  session_id: string
  /** The question, in any words. */
  message: string
  /**
   * Language to answer in, such as `en`, `pt-BR` or `de`: English, Portuguese, Spanish, French and German are known.
   * With another one, and without, the answer is in the language of the question; `response_language` of the reply says
   * which it is.
   */
  response_language?: string | undefined
  /** Who asks. */
  email?: string | undefined
  /** Gets the events of this request, signed as those of a webhook. */
  callback_url?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/chat/requests`. */
export interface ChatRequestsQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  status?: 'pending' | 'processing' | 'completed' | 'failed' | undefined
  /** False: only those that were declined. */
  answered?: boolean | undefined
  confidence_level?: 'low' | 'medium' | 'high' | undefined
  feedback?: 'good' | 'bad' | undefined
  /** Only those asked in sessions that tried this batch. */
  batch_id?: string | undefined
  /** Only those of this session. */
  session_id?: string | undefined
  /** Only those of this address. */
  email?: string | undefined
  /** Only those asked then or later. */
  since?: string | undefined
  /** Only those asked before. */
  until?: string | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/chat/session/close`. */
export interface ChatCloseSessionBody {
  /** Any string of your own that names the conversation; a new one opens it. */
  session_id: string
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/sessions`. */
export interface ChatSessionsQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  state?: 'open' | 'closed' | undefined
  /** Only those of this address. */
  email?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/sessions/{session_id}`. */
export interface ChatSessionQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/chat/feedback`. */
export interface ChatFeedbackBody {
  /** Any string of your own that names the conversation; a new one opens it. */
  session_id: string
  /** Id of the request whose answer is meant. */
  request_id: string
  feedback: 'good' | 'bad'
  /** Why, in words. */
  comment?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/chat/feedback`. */
export interface ChatFeedbackListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only feedback given then or later. */
  since?: string | undefined
  /** Only feedback given before. */
  until?: string | undefined
  feedback?: 'good' | 'bad' | undefined
  /** Only on answers that rest on this document. */
  document_id?: string | undefined
  /** Only of sessions that tried this batch. */
  batch_id?: string | undefined
  /** True: only with a comment; false: only without. */
  with_comment?: boolean | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/chat/feedback/export`. */
export interface ChatFeedbackExportQuery {
  /** Only feedback given then or later. */
  since?: string | undefined
  /** Only feedback given before. */
  until?: string | undefined
  feedback?: 'good' | 'bad' | undefined
  /** Only on answers that rest on this document. */
  document_id?: string | undefined
  /** Only of sessions that tried this batch. */
  batch_id?: string | undefined
  /** True: only with a comment; false: only without. */
  with_comment?: boolean | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/chat/feedback/export.csv`. */
export interface ChatFeedbackCsvQuery {
  /** Only feedback given then or later. */
  since?: string | undefined
  /** Only feedback given before. */
  until?: string | undefined
  feedback?: 'good' | 'bad' | undefined
  /** Only on answers that rest on this document. */
  document_id?: string | undefined
  /** Only of sessions that tried this batch. */
  batch_id?: string | undefined
  /** True: only with a comment; false: only without. */
  with_comment?: boolean | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/statistics/documents`. */
export interface ChatDocumentFeedbackQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only feedback given then or later. */
  since?: string | undefined
  /** Only feedback given before. */
  until?: string | undefined
}

/** Query of `GET /api/v1/m2m/tenants/{tenant_id}/usage/history`. */
export interface TenantsUsageHistoryQuery {
  /** First day, in UTC. */
  from_date?: string | undefined
  /** Last day, in UTC; today by default. */
  to_date?: string | undefined
  granularity?: 'daily' | 'monthly' | undefined
}

/** Query of `GET /api/v1/m2m/tenants/{tenant_id}/statistics`. */
export interface TenantsStatisticsQuery {
  /** First day, in UTC; by default seven days up to the last. */
  from_date?: string | undefined
  /** Last day, in UTC; today by default. */
  to_date?: string | undefined
  /** Only what keys of this environment asked. */
  environment?: string | undefined
  /** Only what keys of this name asked. */
  integration?: string | undefined
  /** Only what was answered in this language. */
  language?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/statistics`. */
export interface ChatStatisticsQuery {
  /** First day, in UTC; by default seven days up to the last. */
  from_date?: string | undefined
  /** Last day, in UTC; today by default. */
  to_date?: string | undefined
  /** Only what keys of this environment asked. */
  environment?: string | undefined
  /** Only what keys of this name asked. */
  integration?: string | undefined
  /** Only what was answered in this language. */
  language?: string | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/gaps`. */
export interface GapsListQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
  /** Only those in this state. */
  state?: 'open' | 'resolved' | 'dismissed' | undefined
  /** `count`: the most questions first. `last`: what was asked last first. */
  sort?: 'count' | 'last' | undefined
}

/** Query of `GET /api/v1/m2m/sites/{site_id}/gaps/{gap_id}`. */
export interface GapsGetQuery {
  /** Page to return, from 1. */
  page?: number | undefined
  /** Items on a page; more than 100 is answered with 100. */
  per_page?: number | undefined
  /** Older name of `per_page`. */
  limit?: number | undefined
}

/** Body of `PATCH /api/v1/m2m/sites/{site_id}/gaps/{gap_id}`. */
export interface GapsUpdateBody {
  /** At most 500 characters. */
  question?: string | null | undefined
  /** At most 20,000 characters. */
  answer?: string | null | undefined
  /** Title of the document; the question by default. */
  title?: string | null | undefined
  /** At most 100 characters. */
  category?: string | null | undefined
  /** `open` reopens. */
  state?: 'open' | 'dismissed' | undefined
}

/** Body of `POST /api/v1/m2m/sites/{site_id}/gaps/{gap_id}/approve`. */
export interface GapsApproveBody {
  /** At most 20,000 characters. */
  answer: string
  /** At most 500 characters. */
  question?: string | undefined
  /** Title of the document; the question by default. */
  title?: string | undefined
  /** At most 100 characters. */
  category?: string | null | undefined
  /** Label of the batch that it belongs to. */
  batch_id?: string | undefined
}
