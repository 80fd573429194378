import type { Static, TObject } from 'typebox'

import type { ChannelType } from './channel.ts'

/** An account with a carrier, opened: settings and credentials fit the provider's schemas. */
export interface Account<Settings = Record<string, unknown>, Credentials = Record<string, unknown>> {
  readonly channelId: string
  readonly workspaceId: string
  readonly settings: Settings
  readonly credentials: Credentials
}

export type CheckResult =
  | { readonly ok: true }
  /** `message` is for the person who entered the account: what is wrong, in words, without the secret. */
  | { readonly ok: false; readonly code: string; readonly message: string }

/**
 * Of a carrier that takes free text only for a while after the contact wrote, and at other times what it approved before.
 */
export interface Templating<Settings = Record<string, unknown>> {
  /** Milliseconds since the contact wrote. */
  readonly windowMs: number
  /** The account whose templates a channel sends, the same for its several numbers. */
  accountOf(settings: Settings): string
  /** As what a text goes out when its time is over; null: it does not. */
  fallbackOf(settings: Settings): { readonly name: string; readonly language: string | null } | null
}

/**
 * What a carrier's adapter tells of itself. `Line` is what `open` gives: for messages a carrier (domain/messages/port),
 * which this module keeps, hands out and closes, and otherwise knows nothing of.
 */
export interface ChannelProvider<
  Line extends OpenLine = OpenLine,
  S extends TObject = TObject,
  C extends TObject = TObject,
> {
  readonly name: string
  readonly type: ChannelType
  /** Whether its lines hear things of their own accord, so that they are opened before anybody sends. */
  readonly listens?: boolean
  /** What anybody may see. */
  readonly settings: S
  /** What is sealed at once and never given back. */
  readonly credentials: C
  readonly templating?: Templating<Static<S>>
  /** Whether its lines read what the carrier posts to the channel's callback address. */
  readonly takesCallbacks?: boolean
  /** What the schemas cannot say; null: nothing is wrong. */
  problemOf?(settings: Static<S>, credentials: Static<C>): { readonly param: string; readonly problem: string } | null
  /** Asks the carrier whether it knows the account, within a time limit of its own. Sends nothing to anybody. */
  check(account: Account<Static<S>, Static<C>>): Promise<CheckResult>
  /** Makes ready to work with the account; connects when there is something to do. */
  open(account: Account<Static<S>, Static<C>>): Line
}

export interface OpenLine {
  /** Ends its connections once what is under way on them is done. */
  close(): void
}
