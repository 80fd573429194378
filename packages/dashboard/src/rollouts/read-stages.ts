export type ReadStages =
  { readonly ok: true; readonly stages: readonly number[] } | { readonly ok: false; readonly problem: string }

/** Reads “10, 50” as the shares of the sessions, in percent, that a rollout goes through. */
export function readStages(text: string): ReadStages {
  const stages = text.split(/[\s,;%]+/).filter((word) => word !== '')
  const shares = stages.map(Number)
  if (shares.length === 0) return { ok: false, problem: 'Give at least one stage, such as 10.' }
  if (shares.length > 10) return { ok: false, problem: 'At most 10 stages.' }
  if (!shares.every((share) => Number.isInteger(share) && share >= 1 && share <= 99))
    return { ok: false, problem: 'Each stage is a whole number from 1 to 99.' }
  if (shares.some((share, index) => index > 0 && share <= (shares[index - 1] ?? 0)))
    return { ok: false, problem: 'Each stage has to be larger than the one before.' }
  return { ok: true, stages: shares }
}
