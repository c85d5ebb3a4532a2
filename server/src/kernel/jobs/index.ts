export { type JobKind, type JobKinds, type JobWork, jobKind, type Progress } from './kinds.ts'
export { jobs } from './room.ts'
export { type JobRunner, type RunnerOptions, startJobs } from './runner.ts'
