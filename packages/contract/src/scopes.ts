/**
 * What a key may do. Source: wire contract 2.2.
 *
 * The canonical scopes are ours; the aliases are the words that programs written for other platforms ask for. A key
 * keeps both: what was asked for, to give it back unchanged, and the canonical set, which is what is checked.
 */

/** Every canonical scope and what it allows. */
export const scopes = {
  'agents:read': 'Read agents, their settings and their transfer rules.',
  'agents:write': 'Create, change, activate and delete agents, and talk to them in the test chat.',
  'contacts:read': 'Read contacts.',
  'contacts:write': 'Create, change and delete contacts.',
  'conversations:read': 'Read conversations.',
  'conversations:write': 'Hand over, resume, assign, close and reopen conversations.',
  'messages:read': 'Read the messages of conversations.',
  'messages:write': 'Send messages into conversations.',
  'channels:read': 'Read channels and their connection state.',
  'channels:write': 'Create, change, connect and disconnect channels.',
  'webhooks:read': 'Read webhooks, their deliveries and the events of the workspace.',
  'webhooks:write': 'Register, change, test and delete webhooks, re-send deliveries and publish custom events.',
  'documents:read': 'Read the documents that answers are made from.',
  'documents:write': 'Add, change and delete documents.',
  'chat:write': 'Ask questions through the chat endpoints.',
  'feedback:write': 'Give feedback on chat answers.',
  'sms:write': 'Send SMS and read the status of what was sent.',
  'whatsapp:read': 'Read WhatsApp messages, sessions and templates.',
  'whatsapp:write': 'Send WhatsApp messages and manage sessions and templates.',
  'email:write': 'Send e-mail, read the status of what was sent, and manage sending domains and the suppression list.',
  'verify:write': 'Send verification codes, check them, and read their status.',
  'account:read': 'Read the workspace, its usage and its notifications.',
  admin: 'Everything, the management of API keys and of the workspace included.',
} as const

export type Scope = keyof typeof scopes

/** The canonical scopes, in the order in which they are shown. */
export const allScopes = Object.keys(scopes) as readonly Scope[]

/** Words accepted in place of canonical scopes when a key is made, and what each stands for. */
export const scopeAliases: Readonly<Record<string, readonly Scope[]>> = {
  'messages:send': ['messages:write'],
  'messages:delete': ['messages:write'],
  'chats:write': ['conversations:write'],
  'chats:manage': ['conversations:write'],
  'trainings:read': ['documents:read'],
  'trainings:write': ['documents:write'],
  'trainings:*': ['documents:read', 'documents:write'],
  'training:read': ['documents:read'],
  'training:write': ['documents:write'],
  'training:*': ['documents:read', 'documents:write'],
  'webhooks:manage': ['webhooks:read', 'webhooks:write'],
  'agents:delete': ['agents:write'],
  ...wildcards(),
}

/** `contacts:*` and the like: all that there is for one resource. */
function wildcards(): Record<string, Scope[]> {
  const byResource: Record<string, Scope[]> = {}
  for (const scope of allScopes) {
    const [resource, action] = scope.split(':')
    if (action !== undefined) (byResource[`${resource}:*`] ??= []).push(scope)
  }
  return byResource
}

export type ExpandedScopes =
  | { readonly asked: readonly string[]; readonly canonical: readonly Scope[] }
  /** The first word that is neither a scope nor an alias. */
  | { readonly unknown: string }

/** Turns the words that a key was asked to have into canonical scopes. `admin` implies all of them. */
export function expandScopes(asked: readonly string[]): ExpandedScopes {
  const granted = new Set<Scope>()
  for (const word of asked) {
    const meant = isScope(word) ? [word] : Object.hasOwn(scopeAliases, word) ? scopeAliases[word] : undefined
    if (meant === undefined) return { unknown: word }
    for (const scope of meant) granted.add(scope)
  }
  const canonical = granted.has('admin') ? allScopes : allScopes.filter((scope) => granted.has(scope))
  return { asked: [...new Set(asked)], canonical }
}

/** Whether `word` is a canonical scope. */
export function isScope(word: string): word is Scope {
  return Object.hasOwn(scopes, word)
}
