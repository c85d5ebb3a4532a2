import { describe, expect, it } from 'vitest'
import { restOfSentence } from './sentence.ts'

describe('the sentence around a quoted passage', () => {
  it.each([
    ['上一句完了。南通四个县市，', '南通四个县市，'],
    ['记者祁远\n\n# 四个县市进入百强\n\n本报讯　名单公布。四个县市入围，', '四个县市入围，'],
    ['\n\n本报讯　四个县市', '本报讯　四个县市'],
    ['第一栏到此\n又接着写，', '第一栏到此又接着写，'],
    ['', ''],
  ])('before it, %j gives %j', (text, rest) => {
    expect(restOfSentence(text, 'before')).toBe(rest)
  })

  it.each([
    ['，全市第一。下一句。', '，全市第一。'],
    ['。', '。'],
    ['，没有句号\n\n# 下一篇', '，没有句号'],
    ['，隔行\n再完。', '，隔行再完。'],
  ])('after it, %j gives %j', (text, rest) => {
    expect(restOfSentence(text, 'after')).toBe(rest)
  })
})
