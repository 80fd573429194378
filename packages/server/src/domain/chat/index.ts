export { type Answer, type Citation, type ConfidenceLevel, levelOf } from './answer.ts'
export { answerQuestion, type Asked, attemptAnswer, type Attempt } from './answer-question.ts'
export { leastSupport } from './judge-support.ts'
export { type Answerer, type AnswererModels, type Answering, createAnswerer, type GivenAnswer } from './answerer.ts'
