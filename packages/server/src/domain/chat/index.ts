export { type Answer, type Citation, type ConfidenceLevel, levelOf } from './answer.ts'
export { answerQuestion, type Asked, attemptAnswer, type Attempt } from './answer-question.ts'
export { choosePassages } from './choose-passages.ts'
export { judgeSupport, leastSupport, signalsOf } from './judge-support.ts'
export { type Answerer, type Answering, createAnswerer, type GivenAnswer } from './answerer.ts'
export { quotePassage } from './quote-passage.ts'
export { createChat } from './create-chat.ts'
export { givesOrders } from './orders-to-models.ts'
export {
  countSessionsSince,
  markGathered,
  sitesToGather,
  type UnansweredRequest,
  unansweredRequests,
} from './store-unanswered.ts'
