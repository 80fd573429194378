import assert from 'node:assert/strict'
import { test } from 'node:test'

import { directionOf } from './evidence.ts'
import { likelihoodOf, type Model, numbersOf, sumOf } from './likelihood.ts'
import { passageModel } from './passage-model.ts'

const odd = (likelihood: number): number => Math.log(likelihood / (1 - likelihood))

test('a tree goes left up to its bound, and the trees add up', () => {
  const model: Model = {
    base: 0.5,
    depth: 2,
    features: [0, 1, 1, 0, 0, 0],
    bounds: [0.5, 0.2, 0.8, 0.3, 9, 9],
    leaves: [1, 2, 3, 4, 10, 10, 20, 20],
  }
  assert.equal(sumOf([0.5, 0.1], model), 0.5 + 1 + 20)
  assert.equal(sumOf([0.1, 0.3], model), 0.5 + 2 + 10)
  assert.equal(sumOf([0.6, 0.8], model), 0.5 + 3 + 20)
  assert.ok(Math.abs(odd(likelihoodOf([0.1, 0.3], model)) - 12.5) < 1e-3)
})

test('the fitted trees are whole, and evidence for an answer never speaks against it', () => {
  const { depth, features, bounds, leaves } = passageModel
  const inner = 2 ** depth - 1
  assert.ok(features.length > 0 && features.length % inner === 0)
  assert.equal(bounds.length, features.length)
  assert.equal(leaves.length, (features.length / inner) * (inner + 1))
  assert.ok([...features, ...bounds, ...leaves].every(Number.isFinite))
  const width = Math.max(...features) + 1
  const middle = Array.from({ length: width }, () => 0.3)
  for (let feature = 0; feature < width; feature++) {
    const [less, more] = [0, 0.9].map((value) => sumOf(middle.with(feature, value), passageModel)) as [number, number]
    assert.ok((more - less) * directionOf(feature) >= -1e-9, `feature ${feature}: ${less} to ${more}`)
  }
})

test('numbers are read between blanks', () => {
  assert.deepEqual(numbersOf(' 1 -0.5\n2e3 \n'), [1, -0.5, 2000])
})
