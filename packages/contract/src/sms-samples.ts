/** SMS for the examples, as the other samples typed. */
import type { OptOutSettings, SmsPreview } from './objects/sms.ts'
import { created } from './samples.ts'

export const samplePreview: SmsPreview = {
  object: 'sms.preview',
  to: '+5511999999999',
  content: 'Sua “conexão” caiu',
  encoding: 'UCS-2',
  segments: 1,
  credits: 1,
  parts: ['Sua “conexão” caiu'],
  characters_left: 52,
  forced_by: { character: '“', code_point: 'U+201C', index: 4 },
  suggestions: [
    { character: '“', code_point: 'U+201C', index: 4, count: 1, replacement: '"' },
    { character: 'ã', code_point: 'U+00E3', index: 10, count: 1, replacement: 'a' },
    { character: '”', code_point: 'U+201D', index: 12, count: 1, replacement: '"' },
  ],
  with_smart_encoding: { encoding: 'UCS-2', segments: 1, credits: 1 },
  suppressed: false,
}

export const sampleOptOut: OptOutSettings = {
  object: 'sms.opt_out_settings',
  enabled: true,
  business_name: 'The Shop',
  contact: 'help@shop.example',
  default_language: 'en',
  texts: {},
  effective_texts: {
    en: {
      stop: 'The Shop: you will get no more messages. Reply START to get them again.',
      start: 'The Shop: you will get messages again. Reply STOP to end them.',
      help: 'The Shop: help@shop.example. Reply STOP to get no more messages.',
    },
    pt: {
      stop: 'The Shop: cancelamento confirmado. Responda VOLTAR para receber mensagens de novo.',
      start: 'The Shop: mensagens reativadas. Responda PARAR para cancelar.',
      help: 'The Shop: help@shop.example. Responda PARAR para cancelar as mensagens.',
    },
    es: {
      stop: 'The Shop: baja confirmada. Responda ALTA para recibir mensajes de nuevo.',
      start: 'The Shop: mensajes reactivados. Responda BAJA para cancelar.',
      help: 'The Shop: help@shop.example. Responda BAJA para no recibir mensajes.',
    },
    fr: {
      stop: 'The Shop : désinscription confirmée. Répondez START pour recevoir de nouveau nos messages.',
      start: 'The Shop : vous recevrez de nouveau nos messages. Répondez STOP pour ne plus en recevoir.',
      help: 'The Shop : help@shop.example. Répondez STOP pour ne plus recevoir de messages.',
    },
    de: {
      stop: 'The Shop: Abmeldung bestätigt. Mit START erhalten Sie wieder Nachrichten.',
      start: 'The Shop: Sie erhalten wieder Nachrichten. Mit STOPP melden Sie sich ab.',
      help: 'The Shop: help@shop.example. Mit STOPP erhalten Sie keine Nachrichten mehr.',
    },
  },
  updated_at: created,
}
