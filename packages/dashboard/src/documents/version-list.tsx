import { Badge } from '../ui/badge.tsx'
import { classNames } from '../ui/class-names.ts'
import { Moment } from '../ui/moment.tsx'
import { originName, type Version } from './version-words.ts'

interface VersionListProps {
  versions: readonly Version[]
  chosen: number
  onChoose: (version: number) => void
}

export function VersionList({ versions, chosen, onChoose }: VersionListProps) {
  return (
    <ul aria-label="Versions" className="max-h-[32rem] space-y-1 overflow-y-auto">
      {versions.map((version) => (
        <li key={version.version}>
          <button
            type="button"
            aria-pressed={version.version === chosen}
            onClick={() => onChoose(version.version)}
            className={classNames(
              'w-full rounded-lg px-3 py-2 text-left text-sm -outline-offset-2',
              version.version === chosen ? 'bg-sunken ring-1 ring-line ring-inset' : 'hover:bg-sunken',
            )}
          >
            <span className="flex items-center justify-between gap-2">
              <span className="font-medium">Version {version.version}</span>
              {version.is_live && <Badge tone="ok">live</Badge>}
            </span>
            <span className="block text-xs text-faint">
              {originName(version)} <Moment at={version.created_at} />
            </span>
            {version.batch_id !== null && (
              <span className="block truncate font-mono text-xs text-faint">{version.batch_id}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
