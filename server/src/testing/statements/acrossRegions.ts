/**
 * The statements that look over all regions, each with its reason; every other one must bind the region of every table it names. What
 * they do is still only what an engine that spreads regions over machines accepts: no locks, no rows asked one by one. Statements on
 * tables that stay on one machine (`tableKinds.ts`: jobs, accounts) need no line, nor do migrations, which run before anything else.
 */
export const acrossRegions: ReadonlyArray<{ file: string; by: string; why: string }> = [
  {
    file: 'kernel/accounts/members.ts',
    by: 'actorOfAccount',
    why: 'Who signs in is known by the account; which region it belongs to is what is asked.',
  },
  {
    file: 'kernel/accounts/members.ts',
    by: 'peopleWithAccounts',
    why: 'The accounts a demonstration offers, of every region of it.',
  },
  {
    file: 'kernel/accounts/members.ts',
    by: 'allUnits',
    why: 'Loaders name units of several regions by their codes.',
  },
  {
    file: 'kernel/accounts/members.ts',
    by: 'memberNamed',
    why: 'Whose sign-in failed is known by the user name; which region it belongs to is what is asked.',
  },
  {
    file: 'kernel/backup/snapshot.ts',
    by: 'declareRows',
    why: 'A backup holds every row of every table.',
  },
  {
    file: 'kernel/backup/catalogue.ts',
    by: 'logsOf',
    why: 'A backup tells the size and root of every region’s log.',
  },
  {
    file: 'matters/store/units.ts',
    by: 'partnerUnits',
    why: 'Whose part a matter may be, across regions: the names of the units of all of them.',
  },
  {
    file: 'kernel/log/verify.ts',
    by: 'regionsOfLog',
    why: 'Which regions have a log, or anything of one; each is then verified by itself.',
  },
  {
    file: 'kernel/log/sequencer.ts',
    by: 'round',
    why: 'Which regions have entries that are not yet in their tree; each is then sequenced by itself.',
  },
  {
    file: 'intake/store/sources.ts',
    by: 'restingSources',
    why: 'Which sources need no look yet, so that a region without any is left alone; each is then planned by itself.',
  },
  {
    file: 'participation/store/rounds.ts',
    by: 'regionsWithDue',
    why: 'Which regions have attempts whose time is over; each is then closed by itself.',
  },
  {
    file: 'participation/store/rounds.ts',
    by: 'regionsToTally',
    why: 'Which regions have finished attempts that are not in the tallies; each is then tallied by itself.',
  },
  {
    file: 'participation/store/prizeRounds.ts',
    by: 'regionsToTell',
    why: 'Which regions have winners who were not told; each is then told in its own.',
  },
  {
    file: 'participation/store/prizeRounds.ts',
    by: 'regionsToLapse',
    why: 'Which regions have prizes that were not claimed in time; each then lapses in its own.',
  },
  {
    file: 'participation/store/prizeRounds.ts',
    by: 'regionsToForget',
    why: 'Which regions have draws whose people are to be forgotten; each is then forgotten in its own.',
  },
  {
    file: 'participation/store/reminders.ts',
    by: 'regionsToRemind',
    why: 'Which regions have winners who have not claimed and are to be reminded; each is reminded in its own.',
  },
  {
    file: 'participation/store/forgetting.ts',
    by: 'regionsWithEnded',
    why: 'Which regions have quizzes whose people may be to be forgotten; which of them is asked in each.',
  },
]
