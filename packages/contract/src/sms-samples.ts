/** SMS for the examples, as the other samples typed. */
import type { SmsPreview } from './objects/sms.ts'

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
