import type { Clock } from '../../kernel/clock.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { signsAfter, type VectorSet, vectorsOf } from './store-meaning.ts'
import { cosineOf, distanceOf, signsOf, signWordsFor } from './vector.ts'

export interface NearText {
  readonly hash: string
  readonly similarity: number
}

/** Finds the texts of a site that are nearest to a vector of length 1, the nearest first. */
export type NearestVectors = (set: VectorSet, vector: Float32Array, limit: number) => Promise<NearText[]>

/** Signs are read in pages: SQLite reads on the thread that serves. */
const PAGE = 2_000
/** Bytes of vectors that are compared as they are, those whose signs differ least: 500 of 1,024 numbers, all of a small site. */
const COMPARED_BYTES = 2 * 1024 * 1024
const LEAST_COMPARED = 300
/** Of all sites together; the site that was asked longest ago goes first. At 1,024 numbers a million vectors. */
const MOST_BYTES = 128 * 1024 * 1024
/** Texts that are gone, and those that another process brought out of turn, are noticed so late. */
const RELOAD_MS = 10 * MINUTE_MS

interface SiteSigns {
  readonly words: number
  readonly loadedAt: number
  readonly hashes: string[]
  signs: Uint32Array
  last: number
}

/**
 * Keeps one bit for each number of a site's vectors in memory, compares those, and then the nearest of them as they are in the
 * database. Measured at 80,000 vectors of 1,024 numbers against what else there is: docs/decisions/0031.
 */
export function createNearestVectors({
  read,
  clock,
  mostBytes = MOST_BYTES,
  comparedBytes = COMPARED_BYTES,
}: {
  readonly read: Reader
  readonly clock: Clock
  readonly mostBytes?: number
  readonly comparedBytes?: number
}): NearestVectors {
  // In the order in which they were last asked for.
  const sites = new Map<string, SiteSigns>()

  return async (set, vector, limit) => {
    const site = await load(set, vector.length)
    const compared = Math.max(Math.floor(comparedBytes / vector.byteLength), LEAST_COMPARED, limit)
    const hashes = nearestBySigns(site, signsOf(vector), compared)
    const vectors = await vectorsOf(read, set, hashes)
    return vectors
      .filter((each) => each.vector.length === vector.length)
      .map(({ hash, vector: other }) => ({ hash, similarity: cosineOf(vector, other) }))
      .sort((one, other) => other.similarity - one.similarity || (one.hash < other.hash ? -1 : 1))
      .slice(0, limit)
  }

  async function load(set: VectorSet, dimensions: number): Promise<SiteSigns> {
    const name = `${set.workspaceId} ${set.siteId} ${set.model}`
    const words = signWordsFor(dimensions)
    const known = sites.get(name)
    const isFresh = known && known.words === words && clock.monotonic() - known.loadedAt < RELOAD_MS
    const site = isFresh
      ? known
      : { words, loadedAt: clock.monotonic(), hashes: [], signs: new Uint32Array(0), last: 0 }
    await addNew(set, site)
    sites.delete(name)
    sites.set(name, site)
    makeRoom(name)
    return site
  }

  async function addNew(set: VectorSet, site: SiteSigns): Promise<void> {
    for (;;) {
      const room = Math.floor(mostBytes / 4 / site.words) - site.hashes.length
      const rows = room > 0 ? await signsAfter(read, set, { number: site.last, limit: Math.min(PAGE, room) }) : []
      for (const { number, hash, signs } of rows) {
        // Two questions at once read the same page: the later one finds it done.
        if (number <= site.last) continue
        site.last = number
        if (signs.length === site.words) append(site, hash, signs)
      }
      if (rows.length < PAGE) return
    }
  }

  function makeRoom(kept: string): void {
    let bytes = [...sites.values()].reduce((sum, { signs }) => sum + signs.byteLength, 0)
    for (const [name, { signs }] of sites) {
      if (bytes <= mostBytes || name === kept) return
      sites.delete(name)
      bytes -= signs.byteLength
    }
  }
}

function append(site: SiteSigns, hash: string, signs: Uint32Array): void {
  const at = site.hashes.length * site.words
  if (at + site.words > site.signs.length) {
    const larger = new Uint32Array(Math.max(site.words * 256, Math.ceil(site.signs.length * 1.5), at + site.words))
    larger.set(site.signs)
    site.signs = larger
  }
  site.signs.set(signs, at)
  site.hashes.push(hash)
}

/** The texts whose signs differ least; as many as are at the same distance as the last one go by their order. */
function nearestBySigns({ words, signs, hashes }: SiteSigns, wanted: Uint32Array, limit: number): string[] {
  if (hashes.length <= limit) return hashes
  const distances = new Uint16Array(hashes.length)
  const counts = new Uint32Array(words * 32 + 1)
  for (let at = 0; at < hashes.length; at++) {
    const distance = distanceOf(wanted, signs, at * words)
    distances[at] = distance
    counts[distance] = (counts[distance] ?? 0) + 1
  }
  let [most, sum] = [0, 0]
  while (sum + (counts[most] ?? 0) < limit) sum += counts[most++] ?? 0
  let last = limit - sum
  return hashes.filter((_, at) => {
    const distance = distances[at] ?? 0
    return distance < most || (distance === most && last-- > 0)
  })
}
