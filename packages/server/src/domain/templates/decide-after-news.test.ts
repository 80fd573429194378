import assert from 'node:assert/strict'
import { test } from 'node:test'

import { canMove, type TemplateState, templateStates } from '@posthorn/contract'
import fc from 'fast-check'

import { decideAfterNews, type Said } from './decide-after-news.ts'
import { newTemplate, type Template } from './template.ts'

const pending: Template = {
  ...newTemplate(
    {
      id: 'tpl_1',
      workspaceId: 'ws_1',
      channelId: 'chan_1',
      account: 'waba:1',
      name: 'a',
      language: 'en',
      category: 'utility',
      components: [],
    },
    1_000,
  ),
  state: 'pending',
  submittedAt: 1_000,
}

test('an approval says when, and takes the reason of an earlier refusal away', () => {
  const rejected = decideAfterNews(pending, { state: 'rejected', reason: 'SCAM', at: 2_000 }, 2_500)
  assert.deepEqual([rejected.state, rejected.rejectionReason, rejected.stateAt], ['rejected', 'SCAM', 2_000])
  const approved = decideAfterNews(rejected, { state: 'approved', reason: null, at: 3_000 }, 3_500)
  assert.deepEqual([approved.state, approved.rejectionReason, approved.approvedAt], ['approved', null, 3_000])
  assert.deepEqual([approved.updatedAt, approved.checkedAt], [3_500, 3_500])
})

test('what was said before what stands changes nothing, but that the carrier was heard', () => {
  const approved = decideAfterNews(pending, { state: 'approved', at: 3_000 }, 3_500)
  const late = decideAfterNews(approved, { state: 'rejected', reason: 'SCAM', at: 2_000 }, 4_000)
  assert.deepEqual(late, { ...approved, checkedAt: 4_000 })
})

test('a reason that is told later is added, and one that says nothing erases none', () => {
  const rejected = decideAfterNews(pending, { state: 'rejected', reason: 'SCAM', at: 2_000 }, 2_500)
  assert.equal(decideAfterNews(rejected, { state: 'rejected', at: 2_100 }, 2_600).rejectionReason, 'SCAM')
  const better = decideAfterNews(rejected, { state: 'rejected', reason: 'SCAM – No.', at: 2_100 }, 2_600)
  assert.equal(better.rejectionReason, 'SCAM – No.')
})

test('in whatever order news come, states move as the table allows, and the latest of two stands', () => {
  const states = templateStates.filter((state): state is Exclude<TemplateState, 'draft'> => state !== 'draft')
  const said = fc.record({ state: fc.constantFrom(...states), at: fc.integer({ min: 1, max: 50 }) })
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (all: Said[]) => {
      let template = pending
      for (const each of all) {
        const next = decideAfterNews(template, each, 100)
        if (next.state !== template.state) {
          assert.ok(canMove('template', template.state, next.state))
          assert.ok(each.at >= template.stateAt)
        }
        assert.ok(next.stateAt >= template.stateAt)
        template = next
      }
      // All of it again, doubled, changes nothing but by what is not older than what stands.
      const stale = all.filter(({ at }) => at < template.stateAt)
      const again = stale.reduce((one, each) => decideAfterNews(one, each, 100), template)
      assert.deepEqual(again.state, template.state)
    }),
  )
})
