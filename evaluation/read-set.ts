// The evaluation set as it stands in the files beside this one.
import { readdirSync, readFileSync } from 'node:fs'

import type { EvaluationSet, Language, Question } from './evaluation-set.ts'
import { readQuestions } from './read-questions.ts'

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

export function readSet(language: Language): EvaluationSet {
  const names = readdirSync(new URL(`documents/${language}/`, import.meta.url)).sort()
  const synonyms = JSON.parse(textOf('synonyms.json')) as Record<Language, string[][]>
  return {
    name: language,
    language,
    documents: new Map(names.map((name) => [name, textOf(`documents/${language}/${name}`)])),
    questions: JSON.parse(textOf(`questions/${language}.json`)) as Question[],
    synonyms: synonyms[language],
  }
}

/** Small sites of other businesses, of which everything is for tuning. */
export function readTuningSites(): EvaluationSet[] {
  return readdirSync(new URL('tuning/', import.meta.url))
    .sort()
    .map((name) => {
      const files = readdirSync(new URL(`tuning/${name}/`, import.meta.url)).filter((file) => file.endsWith('.md'))
      const documents = new Map(files.sort().map((file) => [file, textOf(`tuning/${name}/${file}`)]))
      return { name, documents, ...readQuestions(name, textOf(`tuning/${name}/questions.txt`), documents) }
    })
}
