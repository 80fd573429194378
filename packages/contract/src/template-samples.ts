/** Templates for the examples, as the other samples typed. */
import type { Template } from './objects/template.ts'
import { created, sampleIds } from './samples.ts'

export const sampleComponents = [
  { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
  {
    type: 'BODY',
    text: 'Hello {{1}}, your order is on its way and arrives {{2}}.',
    example: { body_text: [['Maria', 'on Friday']] },
  },
  { type: 'FOOTER', text: 'Your shop' },
  { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thank you' }] },
]

export const sampleTemplate: Template = {
  id: sampleIds.template,
  object: 'template',
  channel_id: sampleIds.channel,
  simulated: false,
  name: 'order_on_its_way',
  language: 'en',
  category: 'utility',
  status: 'approved',
  components: sampleComponents,
  variables: [
    { place: 'header', name: '1' },
    { place: 'body', name: '1' },
    { place: 'body', name: '2' },
  ],
  quality: 'green',
  rejection_reason: null,
  problem: null,
  provider_template_id: '594425479261596',
  age_seconds: 86_400,
  submitted_at: created,
  approved_at: '2026-04-19T16:02:11Z',
  checked_at: '2026-04-20T14:30:00Z',
  created_at: created,
  updated_at: '2026-04-19T16:02:11Z',
}

export const sampleDraft: Template = {
  ...sampleTemplate,
  status: 'draft',
  quality: 'unknown',
  provider_template_id: null,
  age_seconds: null,
  submitted_at: null,
  approved_at: null,
  checked_at: null,
  updated_at: created,
}
