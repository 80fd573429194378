export { createRollouts } from './create-rollouts.ts'
