import type { Reader } from '../../store/index.ts'
import type { ChooseShelves } from '../chat/port.ts'
import { LIVE, type Site } from '../knowledge/index.ts'
import { exampleOf, hasOwnAnswers } from './store.ts'

/** The example's documents, where something of the site's own answers: the two never answer together. */
export async function hiddenExample(read: Reader, site: Site): Promise<string[]> {
  const found = await exampleOf(read, site)
  return found.length > 0 && (await hasOwnAnswers(read, site)) ? found.map(({ id }) => id) : []
}

/** What a session is shown, without the example as soon as there is anything else: also a batch that is being tried on it. */
export function withoutExample(read: Reader, choose: ChooseShelves): ChooseShelves {
  return async (session) => {
    const shown = await choose(session)
    const onTrial = shown.shelves.some((shelf) => shelf !== LIVE)
    const hidden = onTrial ? (await exampleOf(read, session)).map(({ id }) => id) : await hiddenExample(read, session)
    return hidden.length === 0 ? shown : { ...shown, hidden: [...(shown.hidden ?? []), ...hidden] }
  }
}
