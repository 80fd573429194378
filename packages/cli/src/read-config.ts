import { loadConfig, type Config } from '@posthorn/server'
import { explainFaults } from './explain-faults.ts'

/** The exit code of a configuration that cannot be used (EX_CONFIG of sysexits.h): restarting will not help. */
const badConfiguration = 78

/** Reads the configuration from the environment, or says all that is wrong with it and ends the process. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = loadConfig(env)
  if (read.ok) return read.config
  console.error(`posthorn: ${explainFaults(read.faults)}`)
  process.exit(badConfiguration)
}

/** For commands whose output is their result: log lines would stand in the middle of it. */
export function readQuietConfig(): Config {
  return readConfig({ ...process.env, POSTHORN_LOG_LEVEL: 'silent' })
}
