import type { ConfigFault } from '@posthorn/server'

/** All faults of the configuration at once, so that none is found only after the last was mended. */
export function explainFaults(faults: readonly ConfigFault[]): string {
  const heading = faults.length === 1 ? 'One setting cannot be used:' : `${faults.length} settings cannot be used:`
  const lines = faults.map(({ name, value, message }) => `  ${name}=${value}\n      ${message}`)
  return [heading, '', ...lines].join('\n')
}
