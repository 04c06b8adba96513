/** The handlers that AWS Lambda calls: `index.sqs`, `index.kinesis` and `index.kafka`. */
export { kafka } from './kafka.js'
export { kinesis } from './kinesis.js'
export { sqs } from './sqs.js'
