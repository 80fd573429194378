import { pino, type Logger } from 'pino'

/** The structured log: one wide line for each unit of work, named `noun.verbed`. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Field names whose values never reach the log, wherever they stand in a line. */
const SECRET_FIELDS = ['authorization', 'x-api-key', 'secret', 'api_key', 'key', 'password', 'masterKey']

export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'event',
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`].map(quoted)), censor: '[secret]' },
  })
}

function quoted(path: string): string {
  return path.replace(/([\w-]+-[\w-]+)/g, '["$1"]').replace('.[', '[')
}

export const silentLog: Log = pino({ level: 'silent' })
