export { DOCX, officialDocument } from './officialDocument.ts'
export type { Attachment, Block, Column, DocumentSpec, PrintedLight, Run } from './spec.ts'
