import type { DocumentVersion, DocumentVersionText } from '@posthorn/sdk'

export type Version = DocumentVersion
export type VersionText = DocumentVersionText

const origins: Readonly<Record<Version['origin'], string>> = {
  created: 'Added',
  updated: 'Changed',
  rollback: 'Rolled back',
  crawled: 'Fetched',
}

export const originName = ({ origin, origin_version: of }: Pick<Version, 'origin' | 'origin_version'>): string =>
  of === null ? origins[origin] : `${origins[origin]} to version ${of}`

/** All that a version says, for comparing: a change of the title or the question is one, too. */
export function textOfVersion({ title, question, content }: VersionText): string {
  const head = question === null ? [`Title: ${title}`] : [`Title: ${title}`, `Question: ${question}`]
  return [...head, '', content ?? ''].join('\n')
}
