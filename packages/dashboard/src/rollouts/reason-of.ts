import type { RolloutDetail } from '@posthorn/sdk'

type Allowed = RolloutDetail['actions']['start']

/** Why an action cannot be done; null: it can, if need be with a reason that overrides what speaks against it. */
export const reasonOf = ({ allowed, overridable, reasons }: Allowed): string | null =>
  allowed || overridable ? null : reasons.join(' ')

/** Whether it can be done only by overriding what speaks against it. */
export const wantsOverride = ({ allowed, overridable }: Allowed): boolean => !allowed && overridable
