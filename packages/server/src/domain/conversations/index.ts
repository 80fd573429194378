export type { Conversation, Pairing } from './conversation.ts'
export { findOrMakeConversations } from './find-or-make-conversations.ts'
export { writeLastReceivedAt } from './store.ts'
