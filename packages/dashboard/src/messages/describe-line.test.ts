import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeLine, detailsOf, recipientOf } from './describe-line.ts'

test('what was reported and not applied says so; attempts that changed nothing do not', () => {
  assert.equal(describeLine({ status: 'delivered', applied: true }).sentence, 'It reached its recipient.')
  assert.deepEqual(describeLine({ status: 'sent', applied: false }), {
    word: 'sent',
    tone: 'idle',
    sentence: 'Reported and not applied: it was late, or known already.',
  })
  assert.match(describeLine({ status: 'retrying', applied: false }).sentence, /tried again/)
  assert.match(describeLine({ status: 'cancelled', applied: true }).sentence, /not sent/)
  assert.match(describeLine({ status: 'something new', applied: true }).sentence, /reported/)
})

test('details are names and values, without what is empty', () => {
  assert.deepEqual(detailsOf({ detail: { provider_message_id: null, because: 'throttled', tries: 2 } }), [
    { name: 'because', value: 'throttled' },
    { name: 'tries', value: '2' },
  ])
  assert.deepEqual(detailsOf({ detail: null }), [])
})

test('a line is about a recipient once it is known whose it is', () => {
  const lines = [{ message_id: 'b' }, { message_id: 'a' }, { message_id: 'b' }]
  const whose = (id: string, to: string[]) => recipientOf({ message_id: id }, lines, to)
  assert.deepEqual([whose('a', ['one', 'two']), whose('b', ['one', 'two'])], ['one', 'two'])
  assert.equal(whose('a', ['one', 'two', 'three']), null)
  assert.equal(whose('a', ['one']), null)
})
