import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'

import type { DownloadCall } from '../../kernel/guarded-fetch/index.ts'
import { fetchMedia } from './fetch-media.ts'

const account = {
  channelId: 'chan_1',
  workspaceId: 'ws_1',
  settings: { phone_number_id: '106540352242922', waba_id: '102290129340398' },
  credentials: { access_token: 'EAA-the-token', app_secret: 'app-secret', verify_token: 'verify-token' },
}

/** Fetches media that the Graph API says is at `url`, and tells where the token went. */
async function fetchAt(url: unknown, mediaId = '1003383421387256') {
  const downloads: DownloadCall[] = []
  const body = Buffer.from(JSON.stringify({ id: mediaId, url, mime_type: 'image/jpeg', file_size: 3 }))
  const fetched = await fetchMedia(mediaId, account, {
    graph: async () => ({
      kind: 'answered',
      httpStatus: 200,
      durationMs: 1,
      responseHeaders: {},
      body,
      bodyComplete: true,
    }),
    options: {
      request: () => assert.fail('the graph is asked'),
      async download(call) {
        downloads.push(call)
        return { kind: 'answered', httpStatus: 200, responseHeaders: {}, body: Readable.from(['abc']) }
      },
      graphUrl: 'https://graph.facebook.com',
      userAgent: 'test',
    },
  })
  return { fetched, downloads }
}

test('media is read where Meta keeps it, with the token', async () => {
  for (const host of ['lookaside.fbsbx.com', 'mmg.whatsapp.net', 'graph.facebook.com', 'scontent.xx.fbcdn.net']) {
    const { fetched, downloads } = await fetchAt(`https://${host}/whatsapp_business/attachments/?mid=1`)
    assert.ok(fetched.kind === 'found', host)
    assert.deepEqual([fetched.mimeType, fetched.bytes], ['image/jpeg', 3])
    assert.equal((downloads[0]?.headers as Record<string, string>)['authorization'], 'Bearer EAA-the-token')
  }
})

test('the token goes nowhere else, whatever the answer says', async () => {
  for (const url of [
    'https://evil.example/a',
    'https://fbsbx.com.evil.example/a',
    'https://evilfbsbx.com/a',
    'http://lookaside.fbsbx.com/a',
    'https://lookaside.fbsbx.com@evil.example/a',
    'file:///etc/passwd',
    'nonsense',
    '',
    null,
    7,
  ]) {
    const { fetched, downloads } = await fetchAt(url)
    assert.deepEqual([fetched.kind, downloads.length], ['unavailable', 0], String(url))
  }
})

test('a name that is none of Meta’s is not asked for', async () => {
  for (const name of ['', '../me', 'a/b', '1?fields=x', 'x'.repeat(101)])
    assert.deepEqual((await fetchAt('https://lookaside.fbsbx.com/a', name)).fetched, { kind: 'gone' }, name)
})
