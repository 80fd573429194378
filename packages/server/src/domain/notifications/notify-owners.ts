import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { workspaceById } from '../access/index.ts'
import type { SendMail } from './port.ts'
import { insertNotification, notificationById, setNotificationState } from './store.ts'

/**
 * Writes a notice to the owners of a workspace, or to `recipients` where they are named, into the outbox, in the caller's
 * transaction, and has it mailed.
 */
export type NotifyOwners = (
  tx: Transaction,
  notice: { workspaceId: string; kind: string; subject: string; text: string; recipients?: readonly string[] },
) => Promise<void>

export interface NotificationDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly jobs: Jobs
  /** Null: no mail server is configured, and the outbox is all there is. */
  readonly sendMail: SendMail | null
}

const JOB = 'mail-notification'
/** A mail server that refuses for this many tries, about a day with the jobs' waits, will not take it any more. */
const MOST_TRIES = 300

interface MailJob {
  readonly workspaceId: string
  readonly id: string
}

export function createNotifyOwners(deps: NotificationDeps): NotifyOwners {
  const { clock, newId, jobs, sendMail } = deps
  if (sendMail)
    jobs.define<MailJob>(JOB, (payload, job) => mailNotification({ ...deps, sendMail }, payload, job.attempts))
  return async (tx, notice) => {
    const recipients = notice.recipients ?? (await workspaceById(tx, notice.workspaceId))?.ownerEmails ?? []
    const id = newId.prefixed('ntf')
    const mailed = sendMail !== null && recipients.length > 0
    await insertNotification(tx, {
      ...notice,
      id,
      recipients,
      state: mailed ? 'sending' : 'stored',
      error: null,
      createdAt: clock.now(),
      sentAt: null,
    })
    const payload: MailJob = { workspaceId: notice.workspaceId, id }
    if (mailed) await jobs.enqueue(tx, [{ kind: JOB, payload, dueAt: clock.now(), workspaceId: notice.workspaceId }])
  }
}

async function mailNotification(
  deps: NotificationDeps & { sendMail: SendMail },
  { workspaceId, id }: MailJob,
  attempts: number,
): Promise<'done'> {
  const { store, clock, sendMail } = deps
  const notification = await notificationById(store.read, workspaceId, id)
  if (notification?.state !== 'sending') return 'done'
  try {
    const { recipients, subject, text } = notification
    await sendMail({ to: recipients, subject, text, messageId: `<${id}@posthorn>` })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const state = attempts + 1 >= MOST_TRIES ? 'failed' : 'sending'
    await store.transaction((tx) => setNotificationState(tx, notification, { state, error: problem, sentAt: null }))
    if (state === 'sending') throw error
    return 'done'
  }
  await store.transaction((tx) =>
    setNotificationState(tx, notification, { state: 'sent', error: null, sentAt: clock.now() }),
  )
  return 'done'
}
