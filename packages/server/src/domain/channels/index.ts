export type { Channel, ChannelKind, ChannelType } from './channel.ts'
export { findOrMakeChannels } from './find-or-make-channels.ts'
