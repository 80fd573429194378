// Made from the contract by scripts/generate.ts. Do not edit: change the contract and run it again.

export const allScopes = [
  'agents:read',
  'agents:write',
  'contacts:read',
  'contacts:write',
  'conversations:read',
  'conversations:write',
  'messages:read',
  'messages:write',
  'channels:read',
  'channels:write',
  'webhooks:read',
  'webhooks:write',
  'documents:read',
  'documents:write',
  'chat:write',
  'feedback:write',
  'sms:write',
  'whatsapp:read',
  'whatsapp:write',
  'email:write',
  'verify:write',
  'account:read',
  'admin',
] as const
export type Scope = (typeof allScopes)[number]

export const environments = [
  'production',
  'staging',
  'development',
] as const
export type Environment = (typeof environments)[number]

export const keyPrefixes = [
  'sk_live_',
  'sk_test_',
  'tly_live_',
  'tly_test_',
  'upz_live_',
  'upz_test_',
] as const
export type KeyPrefix = (typeof keyPrefixes)[number]

export const apiKeyStates = [
  'active',
  'expired',
  'revoked',
] as const
export type ApiKeyState = (typeof apiKeyStates)[number]

export const webhookStates = [
  'active',
  'inactive',
  'failing',
] as const
export type WebhookState = (typeof webhookStates)[number]

export const retryPolicies = [
  'standard',
  'extended',
] as const
export type RetryPolicy = (typeof retryPolicies)[number]

export const extraSignatures = [
  'body',
] as const
export type ExtraSignature = (typeof extraSignatures)[number]

export const deliveryStates = [
  'pending',
  'retrying',
  'delivered',
  'permanent_failure',
  'cancelled',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const attemptStates = [
  'pending',
  'success',
  'failed',
] as const
export type AttemptState = (typeof attemptStates)[number]

export const deliveryErrors = [
  'timeout',
  'dns',
  'connection',
  'tls',
  'http_status',
  'redirect',
  'blocked_address',
] as const
export type DeliveryError = (typeof deliveryErrors)[number]

export const deliveryTriggers = [
  'automatic',
  'manual',
  'test',
] as const
export type DeliveryTrigger = (typeof deliveryTriggers)[number]

export const testModes = [
  'normal',
  'tampered',
] as const
export type TestMode = (typeof testModes)[number]

export const recoveryStates = [
  'running',
  'done',
  'cancelled',
] as const
export type RecoveryState = (typeof recoveryStates)[number]

export const messageStates = [
  'scheduled',
  'queued',
  'paused',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
] as const
export type MessageState = (typeof messageStates)[number]

export const whatsappTypes = [
  'text',
  'template',
  'image',
  'video',
  'audio',
  'document',
  'location',
  'contact',
  'interactive',
] as const
export type WhatsAppType = (typeof whatsappTypes)[number]

export const templateStates = [
  'draft',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
] as const
export type TemplateState = (typeof templateStates)[number]

export const templateCategories = [
  'utility',
  'marketing',
  'authentication',
] as const
export type TemplateCategory = (typeof templateCategories)[number]

export const templateQualities = [
  'unknown',
  'green',
  'yellow',
  'red',
] as const
export type TemplateQuality = (typeof templateQualities)[number]

export const emailDomainStates = [
  'pending',
  'verified',
  'failed',
] as const
export type EmailDomainState = (typeof emailDomainStates)[number]

export const suppressionReasons = [
  'hard_bounce',
  'complaint',
  'unsubscribe',
  'manual',
  'stop',
  'provider_opt_out',
] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

export const notificationStates = [
  'stored',
  'sending',
  'sent',
  'failed',
] as const
export type NotificationState = (typeof notificationStates)[number]
