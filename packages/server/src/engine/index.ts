export { Engine } from './engine.ts'
export { createJobs, type JobResult, type Jobs, type NewJob } from './jobs.ts'
export type { Feedback, Performed, QueueDefinition, QueueHandle, Settled, Task } from './queue.ts'
