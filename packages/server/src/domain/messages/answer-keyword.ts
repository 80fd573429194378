import type { KeywordLanguage } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Log } from '../../kernel/log.ts'
import { splitSms } from '../../kernel/sms-text/index.ts'
import type { Store } from '../../store/index.ts'
import { workspaceById } from '../access/index.ts'
import type { AcceptMessages } from './accept-message.ts'
import type { KeywordType, SmsContent } from './content.ts'
import { textOf } from './opt-out-settings.ts'
import { messagesOfCall } from './store.ts'
import { optOutSettingsOf } from './store-opt-outs.ts'

export const KEYWORD_ANSWER_JOB = 'sms.keyword_answer'

export interface KeywordAnswerJob {
  /** Of the message that it becomes. */
  readonly id: string
  readonly workspaceId: string
  readonly to: string
  /** Where the word came in. */
  readonly channelId: string
  readonly type: KeywordType
  readonly language: KeywordLanguage
}

export interface AnswerKeywordDeps {
  readonly store: Store
  readonly log: Log
  readonly accept: Pick<AcceptMessages, 'one'>
}

/** Answers a word such as STOP with a message that is accepted, paid and sent as any other. */
export function createAnswerKeyword(deps: AnswerKeywordDeps): (job: KeywordAnswerJob) => Promise<'done'> {
  return async (job) => {
    const { store, log } = deps
    const { id, workspaceId, to, channelId } = job
    // It may have been done by a process that died before it could say so.
    if ((await messagesOfCall(store.read, workspaceId, 'sms', id)).length > 0) return 'done'
    const settings = await optOutSettingsOf(store.read, workspaceId)
    const name = (await workspaceById(store.read, workspaceId))?.name ?? ''
    const text = textOf(settings, job, name)
    const { encoding, parts } = splitSms(text)
    const content: SmsContent = {
      kind: 'sms',
      text,
      senderId: null,
      encoding,
      callbackUrl: null,
      answers: job.type,
      via: channelId,
    }
    const message = {
      id,
      workspaceId,
      simulated: false,
      content,
      recipients: [{ address: to, contact: { by: 'phone' as const, address: to } }],
      segments: parts.length,
      callbackUrl: null,
    }
    try {
      await deps.accept.one({ call: { once: null }, message, render: () => ({}) })
    } catch (error) {
      // Without credits nothing is sent, this neither; the word itself has been obeyed.
      if (!(error instanceof ApiError)) throw error
      log.warn({ workspace: workspaceId, error: error.code }, 'sms.keyword_not_answered')
    }
    return 'done'
  }
}
