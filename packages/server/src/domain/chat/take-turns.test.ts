import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'

import { createTurns, type GiveBack } from './take-turns.ts'

const forever = new AbortController().signal
const settle = async (): Promise<void> => {
  for (let step = 0; step < 10; step++) await turn()
}

test('so many work at once, the others in the order in which they came, and a turn given back twice is one', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 10 })
  const began: number[] = []
  const backs: GiveBack[] = []
  for (let name = 0; name < 5; name++)
    void turns.take(forever).then((back) => {
      began.push(name)
      backs.push(back)
    })
  await settle()
  assert.deepEqual(began, [0, 1])
  backs[0]!()
  backs[0]!()
  await settle()
  assert.deepEqual(began, [0, 1, 2])
  backs[1]!()
  backs[2]!()
  await settle()
  assert.deepEqual(began, [0, 1, 2, 3, 4])
})

test('who leaves while waiting is not begun, and who leaves while working makes room', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 10 })
  const [working, waiting] = [new AbortController(), new AbortController()]
  const began: string[] = []
  const take = (name: string, signal: AbortSignal) =>
    turns.take(signal).then(
      () => began.push(name),
      () => began.push(`${name} left`),
    )
  void take('working', working.signal)
  void take('waiting', waiting.signal)
  void take('last', forever)
  await settle()
  waiting.abort()
  await settle()
  assert.deepEqual(began, ['working', 'waiting left'])
  working.abort()
  await settle()
  assert.deepEqual(began, ['working', 'waiting left', 'last'])
  await assert.rejects(turns.take(AbortSignal.abort(new Error('gone'))), /gone/)
})

test('who would have to wait where none may is told to come again, and nobody is while there is room', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 0 })
  turns.refuseWhenFull()
  const back = await turns.take(forever)
  assert.throws(() => turns.refuseWhenFull(), { code: 'CHAT_BUSY', retryAfter: 2 })
  back()
  await settle()
  turns.refuseWhenFull()
})

test('one question is begun in each turn of the event loop, so that others are heard in between', async () => {
  const turns = createTurns({ atOnce: 8, waiting: 8 })
  let began = 0
  let between = 0
  const heard: number[] = []
  for (let name = 0; name < 4; name++) void turns.take(forever).then(() => began++)
  while (began < 4) {
    await turn()
    if (began > between) heard.push(began)
    between = began
  }
  assert.deepEqual(heard, [1, 2, 3, 4])
})
