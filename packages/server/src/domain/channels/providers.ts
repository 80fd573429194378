import { Ajv, type ValidateFunction } from 'ajv'

import { invalid } from '../../kernel/api-error.ts'
import { refuseSchemaFault } from '../../kernel/refuse-schema-fault.ts'
import type { ChannelProvider as PublicProvider } from '@posthorn/contract'
import type { ChannelProvider, OpenLine } from './port.ts'

type Fields = Record<string, unknown>

/** What a person entered, found to fit the provider. */
export interface EnteredAccount {
  readonly settings: Fields
  readonly credentials: Fields
}

interface Checked<Line extends OpenLine> {
  readonly provider: ChannelProvider<Line>
  readonly settings: ValidateFunction
  readonly credentials: ValidateFunction
}

/** The adapters that channels can be entered for, by name. */
export class Providers<Line extends OpenLine = OpenLine> {
  readonly #byName: ReadonlyMap<string, Checked<Line>>

  constructor(providers: readonly ChannelProvider<Line>[]) {
    const ajv = new Ajv({ strict: false, allErrors: false, useDefaults: false })
    this.#byName = new Map(
      providers.map((provider) => [
        provider.name,
        { provider, settings: ajv.compile(provider.settings), credentials: ajv.compile(provider.credentials) },
      ]),
    )
  }

  /** Undefined: a newer release, or another build, knew it. */
  named(name: string): ChannelProvider<Line> | undefined {
    return this.#byName.get(name)?.provider
  }

  /** Names of those whose lines hear things of their own accord. */
  thatListen(): string[] {
    return [...this.#byName.values()].flatMap(({ provider }) => (provider.listens === true ? provider.name : []))
  }

  /** Says which field does not fit, and never what it holds. */
  refuseUnfit(name: string, { settings, credentials }: EnteredAccount): ChannelProvider<Line> {
    const known = this.#byName.get(name)
    if (!known) throw invalid('provider', `it must be one of ${[...this.#byName.keys()].join(', ')}`)
    if (!known.settings(settings)) throw refuseSchemaFault(known.settings.errors, 'settings')
    if (!known.credentials(credentials)) throw refuseSchemaFault(known.credentials.errors, 'credentials')
    const fault = known.provider.problemOf?.(settings, credentials) ?? null
    if (fault !== null) throw invalid(fault.param, fault.problem)
    return known.provider
  }

  /** `publicUrl`: where carriers reach this server, without a slash at the end; null: nobody knows. */
  render(publicUrl: string | null): PublicProvider[] {
    return [...this.#byName.values()].map(({ provider: { name, type, settings, credentials, takesCallbacks } }) => ({
      provider: name,
      type,
      settings: { ...settings },
      credentials: { ...credentials },
      takes_callbacks: takesCallbacks === true,
      callback_url: takesCallbacks && publicUrl !== null ? `${publicUrl}/callbacks/${name}/{channel_id}` : null,
    }))
  }
}
