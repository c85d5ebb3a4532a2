export { type BackupSummary, backupSummary } from './manifest.ts'
export { type Restored, restoreBackup } from './restore.ts'
export { recordRestored } from './restoredNote.ts'
export { type BackupSource, giveName, verifyBackup, writeBackup } from './write.ts'
