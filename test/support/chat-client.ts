// Calls of the chat surface to a server that runs as a process of its own.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'

import type { ChatAccepted, ChatRequest, Document } from '@posthorn/contract'

import type { ServerProcess, Setup } from './start-server.ts'

export class ChatClient {
  readonly #site: Pick<Setup, 'api_key' | 'site_id'>
  server: Pick<ServerProcess, 'url'>

  constructor(server: Pick<ServerProcess, 'url'>, site: Pick<Setup, 'api_key' | 'site_id'>) {
    this.server = server
    this.#site = site
  }

  /** A call to a path of the site; rejects where no answer comes. */
  async call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.server.url}/api/v1/m2m/sites/${this.#site.site_id}${path}`, {
      method,
      headers: { 'x-api-key': this.#site.api_key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }

  /** Adds a text, and waits until answers are made from it. */
  async addText(title: string, content: string): Promise<void> {
    const added = await this.call('POST', '/documents/text', { title, content })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    const { id } = added.body as Document
    const readiness = async (): Promise<string> =>
      ((await this.call('GET', `/documents/${id}`)).body as Document).readiness
    while ((await readiness()) !== 'ready') await pause(50)
  }

  async askAsync(message: string): Promise<string> {
    const { status, body } = await this.call('POST', '/chat/async', { session_id: 'crash', message })
    assert.equal(status, 202, JSON.stringify(body))
    return (body as ChatAccepted).request_id
  }

  async poll(requestId: string): Promise<ChatRequest> {
    const { status, body } = await this.call('GET', `/chat/requests/${requestId}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body as ChatRequest
  }
}
