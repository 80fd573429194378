import type { CarrierAnswer } from '../../domain/messages/port.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { Settings } from './account.ts'

/** 5.1.3: values of command_status that programs want to tell apart; others keep their number. */
const NAMES: Readonly<Record<number, string>> = {
  0x01: 'too_long',
  0x0a: 'invalid_sender',
  0x0b: 'invalid_recipient',
  0x11: 'cancelled',
  0x45: 'submit_failed',
  0x48: 'invalid_sender',
  0x49: 'invalid_sender',
  0x50: 'invalid_recipient',
  0x51: 'invalid_recipient',
  0x66: 'rejected_by_carrier',
}

/** Too much at once: RMSGQFUL, whose queue is full, and RTHROTTLED. */
const THROTTLES = new Set([0x14, 0x58])
const PAUSES = { 0x14: 5 * SECOND_MS, 0x58: SECOND_MS } as const

/** About the SMSC, the line or the account, and not about the message: RINVBNDSTS, RALYBND, RSYSERR, binds, RX_T_APPN, RUNKNOWNERR. */
const TEMPORARY = new Set([0x04, 0x05, 0x08, 0x0d, 0x0e, 0x0f, 0x64, 0xff])
const NOT_BOUND = 0x04
const ALREADY_BOUND = 0x05
const BIND_FAILED = 0x0d
/** RINVPASWD and RINVSYSID. */
const LOGIN = new Set([0x0e, 0x0f])

/** An error as its number is written in the standard. */
export function statusName(status: number): string {
  return `0x${status.toString(16).toUpperCase().padStart(8, '0')}`
}

/** Whether the SMSC says that this connection is not bound, so that it is of no use. */
export function meansNotBound(status: number): boolean {
  return status === NOT_BOUND
}

/** Why a bind was refused, in words that help. */
export function bindRefusal(status: number): { code: BindRefusal; message: string } {
  const said = `The SMSC answered the bind with ${statusName(status)}`
  if (LOGIN.has(status))
    return { code: 'credentials_refused', message: `${said}: it does not accept the system_id and password.` }
  if (status === ALREADY_BOUND)
    return { code: 'already_bound', message: `${said}: the account is bound, and may not be twice.` }
  if (status !== BIND_FAILED) return { code: 'bind_refused', message: `${said}.` }
  const reasons = 'the account, this server’s address, the kind of bind, or the number of connections is not allowed'
  return { code: 'bind_refused', message: `${said}: ${reasons}.` }
}

export type BindRefusal = 'credentials_refused' | 'already_bound' | 'bind_refused'

/**
 * Which of the five an SMSC's refusal is. `rejected` for what is not known: it was answered, so it was not taken, and
 * nothing says that it ever will be.
 */
export function readStatus(
  status: number,
  { temporary_statuses: temporary = [], opted_out_statuses: optedOut = [] }: Settings,
): Extract<CarrierAnswer, { kind: 'rejected' | 'throttled' | 'unavailable' }> {
  const message = `The SMSC answered ${statusName(status)}.`
  if (optedOut.includes(status)) return { kind: 'rejected', code: 'opted_out', message }
  if (THROTTLES.has(status)) return { kind: 'throttled', retryAfterMs: PAUSES[status as keyof typeof PAUSES] }
  if (TEMPORARY.has(status) || temporary.includes(status)) return { kind: 'unavailable', detail: message }
  return { kind: 'rejected', code: NAMES[status] ?? `smpp_${status.toString(16).padStart(4, '0')}`, message }
}
