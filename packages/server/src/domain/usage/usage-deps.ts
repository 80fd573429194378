import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store } from '../../store/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { ResumeSending, SendNotice } from './port.ts'

/** What the module's use cases are made of; each takes the part it needs. */
export interface UsageDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly jobs: Jobs
  readonly recordEvents: RecordEvents
  readonly notify: SendNotice
  readonly resumeSending: ResumeSending
}
