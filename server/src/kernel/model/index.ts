export { jsonOf, LONGEST_ANSWER, type Model, modelAt, type Question } from './client.ts'
export { modelOf, settableOfModel } from './settings.ts'
