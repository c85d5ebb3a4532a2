export { freezePack } from './commands/freeze.ts'
export {
  addOutcome,
  createMeeting,
  createSeries,
  proveMeeting,
  putAgenda,
  setMeetingState,
} from './commands/meetings.ts'
export { packFile } from './pack/file.ts'
export { meetingDetail, meetingList, nextMeetings } from './queries/meetings.ts'
export { packOf } from './queries/pack.ts'
