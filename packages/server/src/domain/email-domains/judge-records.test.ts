import assert from 'node:assert/strict'
import { test } from 'node:test'

import { judgeDkim, judgeDmarc, type Judgement, judgeReturnPath, judgeSpf } from './judge-records.ts'

const KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'
const MAIL = 'mail.posthorn.test'

type Case = readonly [what: string, found: readonly string[], verdict: Judgement['verdict'], problem?: RegExp]

function cases(name: string, judge: (found: readonly string[]) => Judgement, rows: readonly Case[]): void {
  for (const [what, found, verdict, problem] of rows) {
    test(`${name}: ${what} is ${verdict}`, () => {
      const judgement = judge(found)
      assert.equal(judgement.verdict, verdict, JSON.stringify(judgement))
      if (judgement.verdict !== 'right') assert.match(judgement.problem, problem ?? /./)
    })
  }
}

cases('DKIM', (found) => judgeDkim(found, KEY), [
  ['the record', [`v=DKIM1; k=rsa; p=${KEY}`], 'right'],
  ['the record in another spelling', [`k=rsa;p=${KEY.slice(0, 10)} ${KEY.slice(10)} ;t=s`], 'right'],
  ['nothing', [], 'missing'],
  ['a key that was cut off', [`v=DKIM1; k=rsa; p=${KEY.slice(0, 20)}`], 'wrong', /cut off after 20/],
  ['another key', ['v=DKIM1; k=rsa; p=AAAA'], 'wrong', /another key/],
  ['a revoked key', ['v=DKIM1; p='], 'wrong', /revoked/],
  ['a key of another kind', [`v=DKIM1; k=ed25519; p=${KEY}`], 'wrong', /no DKIM record/],
  ['another version', [`v=DKIM2; p=${KEY}`], 'wrong', /no DKIM record/],
  ['some other text', ['google-site-verification=x'], 'wrong', /no DKIM record/],
  ['two records', [`v=DKIM1; p=${KEY}`, `v=DKIM1; p=${KEY}`], 'wrong', /2 TXT records/],
])

cases('SPF', (found) => judgeSpf(found, MAIL), [
  ['the record', [`v=spf1 include:${MAIL} ~all`], 'right'],
  [
    'the record among others',
    ['google-site-verification=x', `v=spf1 mx include:a.test +include:${MAIL} -all`],
    'right',
  ],
  ['the record in capitals', [`V=SPF1 INCLUDE:${MAIL.toUpperCase()} ~ALL`], 'right'],
  ['a redirect to ours', [`v=spf1 redirect=${MAIL}`], 'right'],
  ['nothing', [], 'missing'],
  ['a record of a later version', ['v=spf10 -all'], 'missing'],
  ['a record without ours', ['v=spf1 mx ~all'], 'wrong', /include:mail\.posthorn\.test/],
  ['ours behind its all', [`v=spf1 ~all include:${MAIL}`], 'wrong', /before its "all"/],
  ['ours refused', [`v=spf1 -include:${MAIL} ~all`], 'wrong'],
  ['ours left open', [`v=spf1 ?include:${MAIL} ~all`], 'wrong'],
  ['a name that ends in ours', [`v=spf1 include:x${MAIL} ~all`], 'wrong'],
  ['a redirect that its all overrides', [`v=spf1 redirect=${MAIL} -all`], 'wrong'],
  ['two records', [`v=spf1 include:${MAIL} ~all`, 'v=spf1 mx -all'], 'wrong', /2 SPF records/],
])

cases('DMARC', judgeDmarc, [
  ['a policy', ['v=DMARC1; p=none'], 'right'],
  ['a strict policy with reports', ['v=DMARC1;p=Reject;rua=mailto:d@example.com;sp=none'], 'right'],
  ['nothing', [], 'missing'],
  ['some other text', ['v=spf1 -all'], 'missing'],
  ['no policy', ['v=DMARC1; rua=mailto:d@example.com'], 'wrong', /policy/],
  ['a policy that is none', ['v=DMARC1; p=maybe'], 'wrong', /policy/],
  ['two records', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'wrong', /2 DMARC/],
])

cases('return path', (found) => judgeReturnPath(found, MAIL), [
  ['the record', [MAIL], 'right'],
  ['nothing', [], 'missing'],
  ['another target', ['other.test'], 'wrong', /elsewhere/],
])
