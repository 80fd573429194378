import { isIP } from 'node:net'

import { type SessionDriverName, sessionDrivers } from '@posthorn/contract'
import ipaddr from 'ipaddr.js'

import { LOG_LEVELS, type LogLevel } from './log.ts'
import { type MasterKey, masterKey } from './secret-box.ts'
import { SECOND_MS } from './time.ts'

/** Reads the text of a setting, or says what to write instead. */
export type Read<Value> = (text: string) => { value: Value } | { instead: string }

export function readText(text: string): { value: string } {
  return { value: text }
}

function partsOf(text: string): string[] {
  return text.split(',').flatMap((part) => part.trim() || [])
}

export function readNetworks(text: string): { value: string[] } | { instead: string } {
  const parts = partsOf(text)
  // ipaddr.js alone takes "1" and "0x7f.1", too, which others then trip over.
  const fit = parts.every((part) => isIP(part.replace(/\/.*$/, '')) !== 0 && ipaddr.isValidCIDR(asNetwork(part)))
  return fit
    ? { value: parts.map(asNetwork) }
    : { instead: 'write addresses or networks such as 10.1.0.0/16, separated by commas' }
}

function asNetwork(part: string): string {
  if (part.includes('/')) return part
  return isIP(part) === 4 ? `${part}/32` : `${part}/128`
}

export function readNameServers(text: string): { value: string[] } | { instead: string } {
  const parts = partsOf(text)
  const fit = parts.every((part) => isIP(part.replace(/^\[(.*)\](:\d+)?$|^([^:]+):\d+$/, '$1$3')) !== 0)
  return fit ? { value: parts } : { instead: 'write addresses such as 9.9.9.9 or 127.0.0.1:5353, separated by commas' }
}

export function readMailAddress(text: string): { value: string } | { instead: string } {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text)
    ? { value: text }
    : { instead: 'write a bare address such as no-reply@example.com' }
}

export function readDomain(text: string): { value: string } | { instead: string } {
  return /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i.test(text)
    ? { value: text.toLowerCase() }
    : { instead: 'write a domain such as mail.example.com' }
}

export function readWhole(least: number, most: number): Read<number> {
  return (text) => {
    const value = Number(text)
    const fits = /^\d+$/.test(text) && value >= least && value <= most
    return fits ? { value } : { instead: `write a whole number from ${least} to ${most}` }
  }
}

export function readFlag(text: string): { value: boolean } | { instead: string } {
  if (/^(true|1|yes|on)$/i.test(text)) return { value: true }
  if (/^(false|0|no|off)$/i.test(text)) return { value: false }
  return { instead: 'write true or false' }
}

export function readUrl(protocols: readonly string[]): Read<string> {
  return (text) => {
    const url = URL.parse(text)
    return url && protocols.includes(url.protocol)
      ? { value: text }
      : { instead: `write a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}` }
  }
}

export function readHeaderName(text: string): { value: string } | { instead: string } {
  return /^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(text)
    ? { value: text }
    : { instead: 'write letters, digits and hyphens, such as X-Timely' }
}

export function readWaits(text: string): { value: number[] } | { instead: string } {
  const waits = text.split(',').map((part) => Number(part.trim() || Number.NaN))
  const fit = waits.length <= 30 && waits.every((wait) => wait > 0 && wait <= 7 * 86_400)
  return fit
    ? { value: waits.map((wait) => Math.max(1, Math.round(wait * SECOND_MS))) }
    : { instead: 'write up to 30 waits in seconds, separated by commas, such as 5,15,60,300,900' }
}

export function readMasterKeys(text: string): { value: MasterKey[] } | { instead: string } {
  const keys = text.split(',').map((part) => part.trim())
  if (!keys.every((key) => /^[0-9a-f]{64}$/i.test(key)))
    return { instead: 'write 64 hex characters, as `openssl rand -hex 32` makes them' }
  return { value: keys.map((key) => masterKey(Buffer.from(key, 'hex'))) }
}

export function readDriver(text: string): { value: SessionDriverName } | { instead: string } {
  const driver = sessionDrivers.find((each) => each === text)
  return driver ? { value: driver } : { instead: `write one of ${sessionDrivers.join(', ')}` }
}

export function readLogLevel(text: string): { value: LogLevel } | { instead: string } {
  const level = LOG_LEVELS.find((each) => each === text)
  return level ? { value: level } : { instead: `write one of ${LOG_LEVELS.join(', ')}` }
}
