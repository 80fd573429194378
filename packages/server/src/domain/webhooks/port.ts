import type { OutboundOutcome, Target } from '../../kernel/guarded-fetch/index.ts'

/** Sends one POST to a customer's URL, guarded. Never rejects: what went wrong is an outcome. */
export type PostWebhook = (call: {
  target: Target
  headers: string[]
  body: string
  timeoutMs: number
}) => Promise<OutboundOutcome>

/** Says whether a customer's URL may be called at all, and what to do about it when not. */
export type VetWebhookUrl = (url: string) => Promise<{ ok: true; url: string } | { ok: false; message: string }>
