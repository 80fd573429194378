export { answerQuestion, type Asked, type Attempt, attemptAnswer } from './answer-question.ts'
export { type Answer, type Citation, type ConfidenceLevel, levelOf } from './answer.ts'
export { type Answerer, type AnswererModels, type Answering, createAnswerer, type GivenAnswer } from './answerer.ts'
export { answeringRoutes } from './answering-routes.ts'
export { choosePassages } from './choose-passages.ts'
export { createChat } from './create-chat.ts'
export { judgeSupport, leastSupport, signalsOf } from './judge-support.ts'
export { givesOrders } from './orders-to-models.ts'
export { quotePassage } from './quote-passage.ts'
export {
  countSessionsSince,
  markGathered,
  sitesToGather,
  type UnansweredRequest,
  unansweredRequests,
} from './store-unanswered.ts'
export { watchModel } from './watch-model.ts'
