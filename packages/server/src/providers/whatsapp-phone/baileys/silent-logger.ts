/** The library logs what it sends and the keys that it seals with. Nothing of that is to be in a log. */
export const silentLogger = {
  level: 'silent',
  child: (): object => silentLogger,
  trace: (): void => undefined,
  debug: (): void => undefined,
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
}
