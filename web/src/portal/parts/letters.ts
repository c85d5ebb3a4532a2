/** Letters of the options, as papers print them. */
export const letters = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const
