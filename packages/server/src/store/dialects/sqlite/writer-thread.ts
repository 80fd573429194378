import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

import type { Row } from '../../value.ts'
import type { Answer, Command, Fault, Parcel, Reply } from './command.ts'

/**
 * The thread that writes to the database. A commit with full durability waits for the disk; here it keeps nobody else
 * waiting, and while it waits the next group of writes gathers. Commands run strictly in the order in which they came.
 */
const { path, settings } = workerData as { path: string; settings: string }

const database = new DatabaseSync(path)
database.exec(settings)
const texts = new Map<number, string>()
const statements: StatementSync[] = []
const DONE: Answer = { rows: [], changes: 0 }
/** A command of the open transaction failed: nothing more is done in it, and it cannot be committed. */
let spoiled: Fault | null = null

parentPort?.on('message', ({ id, newStatements, commands }: Parcel) => {
  const answers: Answer[] = []
  for (const [number, text] of newStatements) texts.set(number, text)
  for (const command of commands) {
    const answer = doCommand(command)
    if (command.do !== 'begin' && !(command.do === 'many' && command.quiet)) answers.push(answer)
  }
  const reply: Reply = { id, answers }
  parentPort?.postMessage(reply)
})
parentPort?.postMessage('ready')

function doCommand(command: Command): Answer {
  try {
    if (spoiled && command.do !== 'begin' && command.do !== 'rollback') return { fault: spoiled }
    switch (command.do) {
      case 'begin':
        begin()
        return DONE
      case 'rollback':
        rollback()
        return DONE
      case 'commit':
        database.exec('commit')
        return DONE
      case 'query':
        return runQuery(command)
      case 'many':
        return runMany(command)
    }
  } catch (error) {
    const fault = asFault(error)
    if (command.do !== 'rollback') spoiled = fault
    return { fault }
  }
}

function begin(): void {
  spoiled = null
  database.exec('begin immediate')
}

/** A full disk or an I/O error may already have ended the transaction; then there is nothing left to roll back. */
function rollback(): void {
  spoiled = null
  if (database.isTransaction) database.exec('rollback')
}

function runQuery(command: Extract<Command, { do: 'query' }>): Answer {
  const statement = statementOf(command.statement)
  const values = command.values as SQLInputValue[]
  if (statement.columns().length > 0) {
    const rows = statement.all(...values) as Row[]
    return { rows, changes: rows.length }
  }
  return { rows: [], changes: Number(statement.run(...values).changes) }
}

function runMany(command: Extract<Command, { do: 'many' }>): Answer {
  const statement = statementOf(command.statement)
  const { width, values, quiet } = command
  const changed: boolean[] = []
  for (let start = 0; start < values.length; start += width) {
    const { changes } = statement.run(...(values.slice(start, start + width) as SQLInputValue[]))
    if (!quiet) changed.push(changes === 1)
  }
  return { changed }
}

/** Prepared when first needed: inside a migration the tables of a later statement may not be there yet. */
function statementOf(number: number): StatementSync {
  return (statements[number] ??= database.prepare(texts.get(number) ?? ''))
}

function asFault(error: unknown): Fault {
  const { message, errcode } = error as { message?: string; errcode?: number }
  return { message: message ?? String(error), errcode }
}
