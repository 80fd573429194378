import type { AcceptedDocument, Client } from '@posthorn/sdk'
import { givenDetails, type Details } from './more-fields.tsx'

/** What the chooser of the browser offers; whether a file can be read, the server says. */
export const acceptedFiles = '.md,.markdown,.html,.htm,.txt,.pdf,.docx,.csv,.tsv'

/** A large file on a slow line. */
const patienceMs = 15 * 60_000

interface FileToSend {
  readonly client: Pick<Client, 'documents'>
  readonly siteId: string
  readonly file: File
  readonly details: Details
}

/** Sends one file with what was said about it. */
export const uploadFile = ({ client, siteId, file, details }: FileToSend): Promise<AcceptedDocument> =>
  client.documents.upload(siteId, { file, ...givenDetails(details) }, { timeoutMs: patienceMs })
