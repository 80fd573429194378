// The parts of a benchmark are processes of their own (load, receiver, bare loop), so that none takes time of another's
// event loop. The bench calls their methods over Node's IPC.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a part can be asked: methods by name. Arguments and results must survive structured cloning. */
export type Methods = Record<string, (...args: never[]) => unknown>

interface Call {
  readonly id: number
  readonly method: string
  readonly args: never[]
}

interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

export interface Part<Own extends Methods> {
  readonly pid: number
  call<Name extends keyof Own & string>(
    method: Name,
    ...args: Parameters<Own[Name]>
  ): Promise<Awaited<ReturnType<Own[Name]>>>
  stop(): Promise<void>
}

/** Starts `processes/<name>.ts`. It ends with this process, at the latest. */
export function startPart<Own extends Methods>(name: string): Part<Own> {
  const child = fork(join(import.meta.dirname, 'processes', `${name}.ts`), { serialization: 'advanced' })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let calls = 0
  child.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.error === undefined) call?.resolve(reply.result as never)
    else call?.reject(new Error(`${name}: ${reply.error}`))
  })
  child.once('exit', (code) => {
    for (const call of waiting.values()) call.reject(new Error(`${name} ended with ${String(code)}`))
  })
  return {
    pid: child.pid!,
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++calls
        waiting.set(id, { resolve, reject })
        child.send({ id, method, args } satisfies { id: number; method: string; args: unknown[] })
      }),
    async stop() {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** Answers the bench's calls; for the part's side. */
export function serveCalls(methods: Methods): void {
  process.on('message', (call: Call) => {
    void (async () => methods[call.method]!(...call.args))().then(
      (result) => process.send!({ id: call.id, result } satisfies Reply),
      (error: unknown) => process.send!({ id: call.id, error: String(error) } satisfies Reply),
    )
  })
  process.once('disconnect', () => process.exit(0))
}
