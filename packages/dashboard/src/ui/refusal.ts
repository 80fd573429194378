import { isAllowed, type StateMachine, stateMachines, type StateOf } from '@posthorn/contract'

type ActionOf<Machine extends StateMachine> = keyof (typeof stateMachines)[Machine]['allowedFrom'] & string

/** Why this cannot be done to a thing in this state; null where it can. Read from the contract's table of states. */
export function refusal<Machine extends StateMachine>(
  machine: Machine,
  action: ActionOf<Machine>,
  state: StateOf<Machine>,
): string | null {
  if (isAllowed(machine, action as never, state)) return null
  const allowedFrom = stateMachines[machine].allowedFrom as Readonly<Record<string, readonly string[]>>
  const from = (allowedFrom[action] ?? []).map(inWords)
  return `Possible only while it is ${from.join(' or ')}; it is ${inWords(state)}.`
}

const inWords = (state: string): string => state.replaceAll('_', ' ')
