/**
 * The typefaces of official documents. They are proprietary: named here with the names of their common substitutes, never
 * shipped. A reader without them shows its own Song, Kai, Hei or FangSong.
 */
const faces = {
  fangSong: { name: '仿宋_GB2312', substitutes: '仿宋,FangSong,STFangsong,FZFangSong-Z02S', family: 'modern' },
  kaiTi: { name: '楷体_GB2312', substitutes: '楷体,KaiTi,STKaiti,FZKai-Z03S', family: 'modern' },
  heiTi: { name: '黑体', substitutes: 'SimHei,STHeiti,Noto Sans CJK SC', family: 'swiss' },
  titleSong: {
    name: '方正小标宋简体',
    substitutes: '小标宋,FZXiaoBiaoSong-B05S,STZhongsong,Noto Serif CJK SC',
    family: 'roman',
  },
  song: { name: '宋体', substitutes: 'SimSun,STSong,Noto Serif CJK SC', family: 'roman' },
} as const

/** A typeface by its role on the page. */
export type Face = keyof typeof faces

/** The font attributes of a run: one face for every script, East Asian forms where a character has two (“ ” — …). */
export function fontOf(face: Face) {
  const { name } = faces[face]
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' }
}

/** The document's font table (word/fontTable.xml): each face with its substitutes. */
export function fontTable(): string {
  const fonts = Object.values(faces).map(
    ({ name, substitutes, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${substitutes}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`
}
