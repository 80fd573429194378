export { createSimulator, type SimulatorDelays, usualDelays } from './simulated-carrier.ts'
