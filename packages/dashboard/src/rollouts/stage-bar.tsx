import type { RolloutDetail } from '@posthorn/sdk'
import { classNames } from '../ui/class-names.ts'

/** From nobody to everybody, and how far it has come. */
export function StageBar({ rollout: { stages, share, status } }: { rollout: RolloutDetail }) {
  const now = status === 'expanded' || status === 'done' ? 100 : share
  const stops = [...new Set([0, ...stages, now, 100])].sort((one, other) => one - other)
  const hidden = status === 'paused' || status === 'rolled_back'
  return (
    <ol aria-label="Stages" className="flex gap-1.5">
      {stops.map((stop) => {
        const isNow = stop === (hidden ? 0 : now)
        const isPast = !hidden && stop <= now && stop > 0
        return (
          <li key={stop} aria-current={isNow ? 'step' : undefined} className="min-w-0 flex-1">
            <span
              aria-hidden
              className={classNames(
                'block h-2 rounded-full',
                isPast ? 'bg-ok' : 'bg-sunken ring-1 ring-line ring-inset',
              )}
            />
            <span
              className={classNames(
                'mt-1.5 block text-xs tabular-nums',
                isNow ? 'font-semibold text-ink' : 'text-faint',
              )}
            >
              {stop === 0 ? 'nobody' : stop === 100 ? 'all' : `${stop}%`}
              {hidden && stop === share && stop > 0 && ' (had)'}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
