import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { migrate, type Store } from '../../store/index.ts'
import { answerQuestion } from '../chat/index.ts'
import { LIVE, makeChunks, replaceChunks } from '../knowledge/index.ts'
import { exampleDocuments } from './example-documents.ts'

const SITE = { workspaceId: 'ws_ONE', siteId: 'site_ONE' }

/** What a person who tries the product asks first, and what the answer has to say. */
const asked: readonly (readonly [question: string, says: string])[] = [
  ['What are your support hours?', 'Support is available Monday to Friday between 09:00 and 18:00.'],
  ['What are your shipping costs?', '3.90 euros'],
  ['How much is shipping to Spain?', '5.90 euros'],
  ['How long does delivery to Portugal take?', '1 to 2 working days'],
  ['How much does express delivery cost?', '12 euros'],
  ['How can I return something?', 'Return'],
  ['How long do I have to return a lamp?', '30 days'],
  ['When do I get my refund?', '5 working days'],
  ['Which payment methods do you accept?', 'PayPal'],
  ['Do you accept PayPal?', 'PayPal'],
  ['How long is the warranty?', 'three years'],
  ['What is your phone number?', '+351 555 010 020'],
  ['When is the showroom open?', 'Tuesday to Saturday from 10:00 to 19:00'],
  ['How do I cancel my order?', 'until it is packed'],
  ['Do you sell gift cards?', '25, 50 and 100 euros'],
  ['Are light bulbs included?', 'LED bulb'],
  ['I forgot my password', 'Forgot password'],
  ['Qual é o horário de atendimento?', 'segunda a sexta-feira, das 09:00 às 18:00'],
  ['qual o horario de atendimento', 'segunda a sexta-feira, das 09:00 às 18:00'],
  ['Quanto custa o frete para Portugal?', '3,90 euros'],
  ['Quais são as formas de pagamento?', 'Multibanco'],
  ['Qual é a garantia das luminárias?', 'três anos'],
  ['Como devolver uma compra?', 'Devolver'],
]

/** What the shop says nothing about. */
const unknown = ['Do you ship to Iceland?', 'Do you have a student discount?', 'Vocês têm estacionamento?']

eachSchema((kind, open) => {
  async function openExample(t: { after: (work: () => Promise<void>) => void }): Promise<Store> {
    const store = await openNode(await open(), { serving: false })
    t.after(() => store.close())
    await migrate(store, 1)
    await store.transaction(async (tx) => {
      await tx.run(
        "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ('ws_ONE', 'W', 'free', '[]', 1, 1)",
      )
      for (const each of exampleDocuments) {
        const source = each.type === 'text' ? each.content : `# ${each.question}\n\n${each.answer}`
        const document = { ...SITE, documentId: each.sourceId, version: 1, title: each.title, shelf: LIVE }
        await replaceChunks(tx, document, makeChunks(source, { title: each.title, language: each.language }))
      }
    })
    return store
  }
  const answer = (store: Store, text: string) =>
    answerQuestion(store.read, { ...SITE, shelves: [LIVE], text, language: null, synonyms: [], answerIn: null })

  test('the example answers what people try first', async (t) => {
    const store = await openExample(t)
    const wrong: string[] = []
    for (const [question, says] of asked) {
      const { text, answered, confidence } = await answer(store, question)
      if (!answered || !text.includes(says)) wrong.push(`${question} → ${confidence.toFixed(2)} ${text}`)
    }
    assert.deepEqual(wrong, [], kind)
  })

  test('its first question is answered with high confidence', async (t) => {
    const store = await openExample(t)
    const { text, confidenceLevel } = await answer(store, 'What are your support hours?')
    assert.equal(confidenceLevel, 'high')
    assert.ok(text.startsWith('Support is available Monday to Friday between 09:00 and 18:00.'), text)
  })

  test('what it does not say is not answered', async (t) => {
    const store = await openExample(t)
    for (const question of unknown) {
      const { answered, text } = await answer(store, question)
      assert.equal(answered, false, `${question} → ${text}`)
    }
  })
})
