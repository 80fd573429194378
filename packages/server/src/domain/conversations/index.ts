export type { Conversation, Pairing } from './conversation.ts'
export { findOrMakeConversations } from './find-or-make-conversations.ts'
export { lastReceivedFrom, writeLastReceivedAt } from './store.ts'
