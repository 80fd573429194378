/** What to do about the failures that have a plain cause outside the program. */
const advice: Record<string, string> = {
  EADDRINUSE:
    'Another program listens there. Stop it, or choose another port with POSTHORN_PORT (for mail that comes in: POSTHORN_MAIL_IN_PORT).',
  EADDRNOTAVAIL:
    'This machine has no such address. Set POSTHORN_HOST (POSTHORN_MAIL_IN_HOST) to one of its own, or to 0.0.0.0 for all of them.',
  EACCES: 'This user may not do that. Check who owns POSTHORN_DATA_DIR; ports below 1024 need more rights.',
  EROFS: 'The disk is read-only. Set POSTHORN_DATA_DIR to a folder that can be written.',
  ENOSPC: 'The disk is full. Make room and start again; nothing that was accepted is lost.',
  ECONNREFUSED: 'Nothing answers there. Is PostgreSQL running, and is POSTHORN_DATABASE_URL right?',
  ENOTFOUND: 'There is no such host. Is POSTHORN_DATABASE_URL right?',
  '28P01': 'PostgreSQL refuses the password in POSTHORN_DATABASE_URL.',
  '28000': 'PostgreSQL refuses the user in POSTHORN_DATABASE_URL.',
  '3D000': 'Create the database first, e.g. with createdb, or correct POSTHORN_DATABASE_URL.',
}

function messageOf(error: Error): string {
  // A failed connection to a host with several addresses has its reasons inside and an empty message.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(String).join('; ')
  return error.message
}

/** One failure in words for the terminal; with a stack only for whoever asked to debug. */
export function explainFailure(error: unknown, env: NodeJS.ProcessEnv = process.env): string {
  if (!(error instanceof Error)) return String(error)
  if (env['POSTHORN_LOG_LEVEL'] === 'debug') return error.stack ?? error.message
  const code = 'code' in error ? String(error.code) : ''
  const next = advice[code]
  return next === undefined ? messageOf(error) : `${messageOf(error)}\n${next}`
}
