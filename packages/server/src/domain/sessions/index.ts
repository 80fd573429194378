export { type ChooseSession, createChooseSession } from './choose-session.ts'
export { createSessions } from './create-sessions.ts'
export { Phones } from './keep-sessions.ts'
export { createSessionProvider } from './session-provider.ts'
