import { writeFileSync } from 'node:fs'
import type { DatabaseMaker } from '../bench-database.ts'
import { inspectable, profileWhile, type Share, summarise } from '../cpu-profile.ts'
import { beginRun, runStep, settle } from '../run-step.ts'
import { openStage, type Partners } from '../stage.ts'
import { describeStep } from './w1-accept.ts'

const warmUpEvents = 30_000
const seconds = 6

/**
 * Not a workload but a look inside: a CPU profile of the server at W1, at a rate that it can just bear. The profile
 * itself goes to `file`, for Chrome's developer tools.
 */
export async function profileServer(
  maker: DatabaseMaker,
  partners: Partners,
  { rate, file }: { rate: number; file: string },
): Promise<string> {
  const stage = await openStage(maker, partners, { endpoints: 1, nodeArgs: inspectable })
  const lines: string[] = []
  try {
    await beginRun(stage, warmUpEvents)
    await stage.load.call('push', warmUpEvents)
    await settle(stage)
    const profile = await profileWhile(stage.server, async () => {
      lines.push(describeStep(await runStep(stage, { rate, seconds, warmUpSeconds: 1 })))
    })
    writeFileSync(file, JSON.stringify(profile))
    const { idle, areas, self, total } = summarise(profile)
    lines.push(`idle ${percent(idle)}; shares of the rest:`)
    lines.push('', 'by area', ...listed(areas, 24))
    lines.push('', 'in the function itself', ...listed(self, 40))
    lines.push('', 'in a function of ours and what it calls', ...listed(total, 40))
  } finally {
    await stage.close()
  }
  return lines.join('\n')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function listed(shares: readonly Share[], most: number): string[] {
  return shares.slice(0, most).map(({ name, share }) => `${percent(share).padStart(8)}  ${name}`)
}
