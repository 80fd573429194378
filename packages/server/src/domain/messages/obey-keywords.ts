import type { KeywordLanguage } from '@posthorn/contract'

import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { HOUR_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { normalisePhone } from '../contacts/index.ts'
import { deleteSuppressionAt, type Place, suppress } from '../suppressions/index.ts'
import { KEYWORD_ANSWER_JOB, type KeywordAnswerJob } from './answer-keyword.ts'
import { type KeywordType } from './content.ts'
import { languageFor, readKeyword } from './keywords.ts'
import type { CarrierOptOut } from './port.ts'
import type { OnReceived } from './receive-messages.ts'
import type { Received } from './received.ts'
import { noteAnswer, optOutSettingsOf } from './store-opt-outs.ts'

export interface KeywordDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly jobs: Pick<Jobs, 'enqueue'>
}

/** Two machines that answer each other are stopped by this: a number gets one answer to each word in so long. */
const ANSWER_EVERY_MS = HOUR_MS

interface Asked {
  readonly type: KeywordType
  readonly languages: readonly KeywordLanguage[]
}

/**
 * Obeys STOP and START in the transaction that takes them in, and answers them and HELP: once, by a job, for an answer is
 * a message like any other. Where the carrier answers, only what it did is written down.
 */
export function createObeyKeywords(deps: KeywordDeps): OnReceived {
  return async (tx, received) => {
    for (const each of received) {
      const asked = askedIn(each)
      // Who writes from a short code or under a name can be neither written to nor kept from it.
      const number = asked && normalisePhone(each.message.address)
      if (!asked || !number) continue
      const place = { workspaceId: each.message.workspaceId, mode: 'live', channel: 'sms', address: number } as const
      const isNews = await obey(tx, { place, asked, received: each }, deps)
      if (isNews && !each.optOut) await answer(tx, { place, asked, received: each }, deps)
    }
  }
}

function askedIn({ content, optOut }: Received): Asked | null {
  if (content.kind !== 'sms') return null
  const read = readKeyword(content.text)
  const type = carrierSays(optOut)
  return type === null ? read : { type, languages: read?.languages ?? [] }
}

function carrierSays(optOut: CarrierOptOut | null): KeywordType | null {
  return optOut?.type ?? null
}

interface Case {
  readonly place: Place
  readonly asked: Asked
  readonly received: Received
}

/** Whether it changed anything, or wants an answer anyhow. */
async function obey(tx: Transaction, { place, asked, received }: Case, deps: KeywordDeps): Promise<boolean> {
  const { optOut, message } = received
  switch (asked.type) {
    case 'stop': {
      const reason = optOut ? 'provider_opt_out' : 'stop'
      return (await suppress(tx, deps, [{ ...place, reason, messageId: message.id, expiresAt: null }])).size > 0
    }
    case 'start':
      // What somebody else put there, or a carrier that keeps a list of its own, is not taken off by a word to us.
      return deleteSuppressionAt(tx, place, optOut ? ['stop', 'provider_opt_out'] : ['stop'])
    case 'help':
      return true
  }
}

async function answer(tx: Transaction, { place, asked, received }: Case, deps: KeywordDeps): Promise<void> {
  const { workspaceId, address: number } = place
  const settings = await optOutSettingsOf(tx, workspaceId)
  const now = deps.clock.now()
  const to = { workspaceId, number, keyword: asked.type }
  if (!settings.enabled || !(await noteAnswer(tx, to, { now, notSince: now - ANSWER_EVERY_MS }))) return
  const payload: KeywordAnswerJob = {
    id: deps.newId.prefixed('sms'),
    workspaceId,
    to: number,
    channelId: received.channel.id,
    type: asked.type,
    language: languageFor(number, asked.languages, settings.defaultLanguage),
  }
  await deps.jobs.enqueue(tx, [{ kind: KEYWORD_ANSWER_JOB, payload, dueAt: now, workspaceId }])
}
