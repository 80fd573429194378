export { Engine } from './engine.ts'
export type { Feedback, Performed, QueueDefinition, QueueHandle, Settled, Task } from './queue.ts'
