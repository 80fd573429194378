import { Component, type ReactNode } from 'react'
import { storedKey } from '../session/stored-key.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'

/** Shown where the first question, whose key this is, finds no answer. */
export class StartFailure extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return (
      <main className="mx-auto max-w-xl space-y-4 p-8">
        <h1 className="text-xl font-semibold">The server does not answer as it should</h1>
        <ErrorNotice error={this.state.error} onRetry={() => window.location.reload()} />
        <Button look="quiet" onClick={() => storedKey.clear()}>
          Sign out
        </Button>
      </main>
    )
  }
}
