import type { TextNote, TextNoteCode } from '#contract/intake/sources.ts'

/**
 * Characters that are looked for, each kind by its code. Text is kept as it came and evidence stands on it to the character; a person is
 * told where it may not be what it seems.
 */
const kinds: ReadonlyArray<readonly [TextNoteCode, RegExp]> = [
  // Unicode Technical Report 36, 2.10.4: these turn the direction, so that a line is shown in another order than it is kept.
  ['direction', /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g],
  ['invisible', /[\u00AD\u180E\u200B-\u200D\u2060-\u2064\uFEFF]/g],
  ['unread', /\uFFFD/g],
  // What UTF-8 becomes where it was taken for GBK, or what was lost already was; 锟斤拷 is U+FFFD twice.
  [
    'garbled',
    /锟斤拷|烫烫烫|屯屯屯|(?:[\u00C2-\u00F4][\u0080-\u00BF\u0152-\u017E\u02C6\u02DC\u2013-\u203A\u20AC\u2122]{1,3}){2,}/g,
  ],
  ['private', /[\uE000-\uF8FF]|[\u{F0000}-\u{10FFFD}]/gu],
  ['control', /(?![\t\n\v\f\r\u0085])\p{Cc}/gu],
]

/** Traditional characters of common use that simplified text (GB 2312) does not have; such as 后, 里 and 著, which both have, are not among them. */
const traditional = new Set(
  [
    '萬與專業東絲兩嚴個豐臨為麗舉麼義烏樂喬習鄉書買亂爭虧雲亞產畝親億僅從侖倉儀們價眾優會傘偉傳傷倫偽體餘傭儉債傾側黨蘭關興養獸內岡冊寫軍農馮決況凍淨準涼減鳳憑凱擊鑿劉則剛創刪別製劑劍劇勸辦務動勵勁勞勢勳區醫華協單賣盧衛廠歷厲',
    '壓廳縣參雙發變敘號嘆嗎啟吳員問國圍園圓聖場壞塊堅壇墳墜壟壘聲處備複夠頭夾奪獎婦媽嬌孫學寧寶實寵審憲宮寬賓對尋導將爾塵嘗層屬歲豈島嶺幣帥師帳幟帶幫莊慶應廟廢廣開異棄張彌彎彈強歸當錄徹徑憂懷態總戀恆惡悶愛憤願憶懲懶戰戲戶執擴',
    '掃揚撫拋擔擁擇掛損換據擠攝擺搖攜數斷無舊時曠曉術機殺雜權條來楊極構槍樣橋檢樓標樹歡歐殘毀氣漢湯溝滅滬淚澤潔測濟濃濤漲潤漁滿灣災爐點煉燒熱爺牽狀獨獄環現瑪電畫療監盤盡礦碼確禮禍種積稱穩窮競筆築簡簽範糧糾紀約紅級紛紙紡線練組',
    '細織終絡結給絕統經綠維綜緊績續網羅罰職聯聞聽腦膚臉臺艦藝節蘇葉藥蘋虛蟲補裝見規視覺觀觸訂計討訓記許設訪證評詞試詩話該詳語誤說請諸論調談謀謝識譯議護讀譽貝財責賢敗貨質販貧購貯貴貿費賀資賭賞賜賠賴賺賽贈贊贏趕趙躍車軌轉輪軟輕',
    '載較輛輝輸辭邊遼達遷過運還這進遠違連遲適選遺郵鄧鄭鄰釋鐵鋼錢錯鍵鎮鏡鐘長門閃閉間閱隊陽陰際陸陳險隨隱難雞離霧靈靜頁頂項順須預領頻題額類顯風飛飯飲館馬馳駐駕驗魚鮮鳥鹽麥黃齊齒龍',
  ].join(''),
)
/** From this many traditional characters on, and beside as many of the simplified text, a page is of both. */
const LEAST_TRADITIONAL = 3
const MOSTLY = 0.9
/** Simplified characters that traditional text (Big5) does not have, common enough to tell the script of a page. */
const simplified = new Set(
  [
    '专业东两严个临为丽举义乐乡书买乱争亏亚产亲亿仅从仓们众会伟传伤债兰关兴养内写军农决况净减凤击则刚创别剂剧办务动励劳势区医华协单卖卫历压厅县参双发变号启吴员问国围园圆场块坚声处备头夺奖妇孙学宝实审宪宽宾对寻导将尔层属岁岛币',
    '师帐带帮庆应庙广开张弹强归当录彻径忆态总恶爱战戏户执扩扫扬护报担拥择损换摄摆数断无旧时显晓术杀杂权条来杨标树桥样检楼欢欧残汉汤沟沪测济浓涨润渔满湾灾点炼热爷状独环现电画疗监盘码礼积称稳穷竞笔简签粮纪约红级纷纸线练组细织终',
    '络结给绝统经绿维综紧绩续罗职联闻脑艺节苏药补装见规视觉观计讨训记许设访证评词试诗话该详语误说请诸论调谈谢识议读谱财责货质贵贸费贺资赏赛赠赢车转轮软轻载较辆输边达迁过运还这进远违连选邮邻释铁钢钱错键镇镜长门闪闭间阅队阳际陆',
    '陈险随隐难鸡雾灵静页顶项顺须预领频题额类风飞饭饮馆马驻验鱼鲜鸟盐麦黄齐龙',
  ].join(''),
)

/**
 * What a person should know of a page's text before trusting what it looks like, each kind with how often it stands there and where it
 * stands first (in UTF-16 units). Of a usual page, nothing.
 */
export function textNotes(text: string): TextNote[] {
  const notes: TextNote[] = []
  for (const [code, pattern] of kinds) {
    let count = 0
    let first = 0
    for (const { index } of text.matchAll(pattern)) {
      if (count === 0) first = index
      count++
    }
    if (count > 0) notes.push({ code, count, first })
  }
  const mixed = mixedScripts(text)
  return mixed === null ? notes : [...notes, mixed]
}

/** A page in both scripts: names written in the one are then not found in the other. One wholly in traditional characters is told too. */
function mixedScripts(text: string): TextNote | null {
  let [count, plain, first] = [0, 0, -1]
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (simplified.has(char)) plain++
    else if (traditional.has(char)) {
      if (first < 0) first = at
      count++
    }
  }
  if (count < LEAST_TRADITIONAL) return null
  return { code: count > MOSTLY * (count + plain) ? 'traditional' : 'mixed', count, first }
}

/** The fewest characters of a page that is held to consist of more than a few. */
const LEAST_LONG = 40
const FEWEST_CHARACTERS = 3

/** Whether a text is no page but the same few characters over and over: a leader, a ruled line, a key held down. */
export function isMonotone(text: string): boolean {
  const seen = new Set<string>()
  let length = 0
  for (const char of text) {
    if (/[\s\p{Cf}]/u.test(char)) continue
    length++
    seen.add(char)
    if (seen.size > FEWEST_CHARACTERS) return false
  }
  return length >= LEAST_LONG
}

/** Whether a text holds no letter and no digit: marks, spaces and what is not seen. */
export const isWordless = (text: string) => !/[\p{L}\p{N}]/u.test(text)
