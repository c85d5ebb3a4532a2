/** Chinese surnames in common use (general knowledge, most frequent first), one character each. */
const SINGLE =
  '刀保冒王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由凤柒桓滑过操檀逄郗宓韶蓟暴怀鄂咸籍苍莘贡扶堵宰郦璩濮寿郏庾暨弘禄殳沃蔚夔融訾毋巢蒯竺钮隗汲邴糜羿綦眭郄鄞粘茆洪赖贲诸荀钭郤宦汝钦缑乜厍仉笪谯酆鱼牧弓归琴佴郁肇缐代'

const DOUBLE =
  '欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 完颜 慕容 尉迟 长孙 端木 东方 独孤 南宫 公孙 轩辕 宇文 淳于 单于 太史 公羊 澹台 万俟 闻人 赫连 钟离 濮阳 呼延 公西 谷梁 榖梁 梁丘 闾丘 壤驷 乐正 公冶 宗政 仲孙 鲜于 亓官 司寇 颛孙 巫马 漆雕 拓跋 左丘 羊舌 纳兰 叶赫'

const singles = new Set([...SINGLE].map(c => c.charCodeAt(0)))
const doubles = new Set(DOUBLE.split(' '))
const doubleHeads = new Set([...doubles].map(name => name.charCodeAt(0)))

/** How many characters of `text` from `at` are a surname: 2, 1, or 0. */
export function surnameLength(text: string, at = 0): 0 | 1 | 2 {
  const head = text.charCodeAt(at)
  if (doubleHeads.has(head) && doubles.has(text.slice(at, at + 2))) return 2
  return singles.has(head) ? 1 : 0
}

/** A whole text that can be a Chinese name: a surname and one or two characters, three after none; or a foreign name with a dot. */
export function canBeName(text: string): boolean {
  if (/^[\u4e00-\u9fffA-Z][\u4e00-\u9fffA-Za-z]*(?:·[\u4e00-\u9fffA-Za-z]+)+$/.test(text)) return text.length <= 20
  if (!/^[\u4e00-\u9fff\u3400-\u4dbf]{2,4}$/.test(text)) return false
  const surname = surnameLength(text)
  if (surname === 0) return false
  // married and mixed names carry two surnames and two characters more
  return text.length - surname <= 2 || (text.length === 4 && surnameLength(text, 1) > 0)
}
