import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { migrate } from '../../store/index.ts'
import type { ReadyChannel } from '../channels/index.ts'
import type { WhatsAppContent } from './content.ts'
import { createHoldToWindow } from './hold-to-window.ts'
import type { MessageTask } from './message-task.ts'
import type { ChannelCarrier } from './port.ts'

const ready = {
  channel: { id: 'chan_1' },
  templating: { windowMs: 86_400_000 },
} as unknown as ReadyChannel<ChannelCarrier>

const fallback = { name: 'news', language: 'en', components: [] }
const code: WhatsAppContent = { kind: 'whatsapp', type: 'text', text: 'Your code is ******', payload: null, fallback }

async function held(context: TestContext, database: OpenedDatabase, content: WhatsAppContent) {
  const store = await openNode(database)
  context.after(() => store.close())
  await migrate(store, 0)
  const task = { id: 'msg_1', message: { workspaceId: 'ws_1', address: '+5511999999999' }, content }
  return createHoldToWindow({ store, clock: new FakeClock() })(task as unknown as MessageTask, ready)
}

eachDatabase((_kind, open) => {
  test('what shows its secret as asterisks never goes out as the fallback once the window is shut', async (context) => {
    const result = await held(context, await open(), { ...code, sealed: 'v1.sealed' })
    assert.ok('answer' in result && result.answer.kind === 'rejected')
    assert.equal(result.answer.code, 'template_required')
  })

  test('what nobody holds any more is not made a template', async (context) => {
    const result = await held(context, await open(), code)
    assert.ok('answer' in result && result.answer.kind === 'unavailable')
  })
})
