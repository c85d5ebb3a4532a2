import { wordsOf } from '#ui/language/language.ts'

const zh = {
  title: '取奖',
  'not-set': '还没有写。中签者看到的是“向主办方问清在哪里、几时取”。',
  'of-quiz': '这是整场竞答的，这一次没有另写。',
  place: '地点',
  times: '时间',
  bring: '要带',
  'place-help': '写到楼、窗口。',
  'times-help': '哪几天、几点到几点。',
  'bring-help': '证件、领奖码。',
  changed: '{at}改过',
  set: '写明',
  change: '改',
  'own-for-draw': '这一次另写',
  'quiz-note': '各次抽取没有另写的都照这个。中签者在“我的奖品”里看到；改了，以前的留着。',
  'draw-note': '只管这一次抽取，先于整场竞答的。中签者在“我的奖品”里看到；改了，以前的留着。',
  reason: '为什么改',
  save: '保存',
  cancel: '不改了',
  history: '以前的',
  'history-value': '{place}；{times}；带{bring}',
} as const

const en: Record<keyof typeof zh, string> = {
  title: 'Pick-up',
  'not-set': 'Not said yet. Winners are told to ask the organiser where and when.',
  'of-quiz': 'This is that of the whole quiz; the draw has none of its own.',
  place: 'Place',
  times: 'Time',
  bring: 'To bring',
  'place-help': 'Down to the building and the counter.',
  'times-help': 'Which days, from when to when.',
  'bring-help': 'Papers, and the code.',
  changed: 'changed {at}',
  set: 'Say where and when',
  change: 'Change',
  'own-for-draw': 'Another for this draw',
  'quiz-note':
    'It holds for every draw without one of its own. Winners read it among their prizes; what stood before is kept.',
  'draw-note':
    'It holds for this draw only, before that of the quiz. Winners read it among their prizes; what stood before is kept.',
  reason: 'Why it changes',
  save: 'Save',
  cancel: 'Cancel',
  history: 'Before',
  'history-value': '{place}; {times}; bring {bring}',
}

/** The words of where and when prizes are fetched. */
export const usePickUpWords = wordsOf('quiz-pick-up', { zh, en })
