export { type Answer, type Citation, type ConfidenceLevel, levelOf } from './answer.ts'
export { answerQuestion, type Asked, attemptAnswer, type Attempt } from './answer-question.ts'
export { leastSupport } from './judge-support.ts'
export { type Answerer, type Answering, createAnswerer, type GivenAnswer } from './answerer.ts'
export { createChat } from './create-chat.ts'
export { givesOrders } from './orders-to-models.ts'
export {
  countSessionsSince,
  markGathered,
  sitesToGather,
  type UnansweredRequest,
  unansweredRequests,
} from './store-unanswered.ts'
