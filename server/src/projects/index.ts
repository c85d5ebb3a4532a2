export { createAgreement, createBatch } from './commands/batches.ts'
export {
  addAmount,
  addParty,
  changeProject,
  confirmProject,
  createProject,
  withdrawProject,
} from './commands/projects.ts'
export { putStage, recogniseStage } from './commands/stages.ts'
export { importTable, importTables } from './imports.ts'
export { type PackBatch, type PackProject, projectsForPack } from './pack.ts'
export {
  type PromisedAgreement,
  type PromisedBatch,
  type PromisedProject,
  type PromisedStage,
  promisedProjects,
} from './promised.ts'
