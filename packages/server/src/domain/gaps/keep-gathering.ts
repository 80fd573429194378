import { type Clock, repeat, type Timer } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { sitesToGather } from '../chat/index.ts'
import type { Site } from '../knowledge/index.ts'
import { draftDue, type DraftDeps } from './draft-gap.ts'
import { gatherSome, type GatherDeps } from './gather-gaps.ts'
import { sitesToDraft } from './store-drafts.ts'

/** How often is looked at what was asked in vain; the dashboard says so. */
export const GATHER_EVERY_MS = 30 * SECOND_MS

/** Sites of one look; those that are left come with the next. */
const MOST_SITES = 50
/** Batches of one site in one look, so that a busy one does not keep the others waiting. */
const MOST_BATCHES = 100

export interface KeepGatheringDeps extends GatherDeps, DraftDeps {
  readonly clock: Clock
  readonly log: Log
}

/**
 * Looks regularly at what was asked in vain, behind the answers. All that is to be done stands in the tables (requests that are
 * not gathered, gaps whose draft is due), so that a process that died half-way is gone on from, and any number may look.
 */
export class GapGathering {
  readonly #deps: KeepGatheringDeps
  #timer: Timer | null = null
  #looking: Promise<void> | null = null
  #stopped = false

  constructor(deps: KeepGatheringDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#timer = repeat(this.#deps.clock, GATHER_EVERY_MS, () => void this.look())
  }

  /** Gathers and drafts what there is. A look that comes while another is under way is that one. */
  look(): Promise<void> {
    this.#looking ??= this.#lookOnce()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'gaps.look_failed'))
      .finally(() => (this.#looking = null))
    return this.#looking
  }

  /** Finishes the batch that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    await this.#looking
  }

  async #lookOnce(): Promise<void> {
    const { store } = this.#deps
    for (const site of await sitesToGather(store.read, MOST_SITES)) await this.#within(site, () => this.#gather(site))
    for (const site of await sitesToDraft(store.read, MOST_SITES)) await this.#within(site, () => this.#draft(site))
  }

  async #gather(site: Site): Promise<void> {
    for (let batch = 0; batch < MOST_BATCHES && !this.#stopped; batch++)
      if (!(await gatherSome(this.#deps, site))) return
  }

  async #draft(site: Site): Promise<void> {
    if (!this.#stopped) await draftDue(this.#deps, site)
  }

  /** One site's trouble is not the others'. */
  async #within(site: Site, work: () => Promise<void>): Promise<void> {
    try {
      if (!this.#stopped) await work()
    } catch (error) {
      this.#deps.log.error({ err: error, site_id: site.siteId }, 'gaps.site_failed')
    }
  }
}
