import { wordsOf } from '#ui/language/language.ts'
import { registerSentences } from '#ui/language/sentences.ts'

const zh = {
  product: '江海协同',
  title: '首次设置',
  lead: '写明这里归哪个地区用，再立第一个账号。办完这一步才能登录。',
  token: '口令',
  'token-help': '印在启动程序的终端里，在 /setup# 之后。',
  'region-id': '行政区划代码',
  'region-id-help': '六位数，例如320600。没有代码的用900000以后的自编号。',
  'region-zh': '地区名称',
  'region-en': '英文名称',
  unit: '您的单位',
  'unit-help': '例如：南通市科技创新委员会办公室。',
  name: '您的姓名',
  username: '用户名',
  'username-help': '登录用。2至40个字母、数字、点、横线或下划线。',
  password: '密码',
  'password-help': '至少{least}个字符。一句自己记得住的话最好。',
  again: '再写一遍密码',
  roles: '这个账号是系统管理员和办公室负责人。安全保密员、安全审计员由另外两人担任，进去之后再加。',
  act: '设置并登录',
  done: '已经设好。用刚才的用户名和密码登录。',
  already: '这里已经设好了，用账号登录。',
  'to-sign-in': '去登录',
  waiting: '这里还没有设置。',
  'to-setup': '现在设置',
  'region-part': '地区',
  'account-part': '第一个账号',
} as const

const en: Record<keyof typeof zh, string> = {
  product: 'Jianghai',
  title: 'First set-up',
  lead: 'Say which region this is for, then make the first account. Until this is done nobody can sign in.',
  token: 'Token',
  'token-help': 'Printed in the terminal that started the program, after /setup#.',
  'region-id': 'Division code',
  'region-id-help': 'Six digits, for example 320600. A region without a code takes a number of its own from 900000.',
  'region-zh': 'Name of the region in Chinese',
  'region-en': 'Name in English',
  unit: 'Your unit',
  'unit-help': 'In Chinese, as on its seal.',
  name: 'Your name',
  username: 'User name',
  'username-help': 'For signing in. 2 to 40 letters, digits, dots, hyphens or underscores.',
  password: 'Password',
  'password-help': 'At least {least} characters. A sentence you remember is best.',
  again: 'The password once more',
  roles:
    'This account is system operator and head of office. The security officer and the auditor are two other people, added afterwards.',
  act: 'Set up and sign in',
  done: 'Set up. Sign in with the user name and password you chose.',
  already: 'This installation is set up already; sign in.',
  'to-sign-in': 'To sign-in',
  waiting: 'This installation is not set up yet.',
  'to-setup': 'Set it up now',
  'region-part': 'Region',
  'account-part': 'First account',
}

/** The words of the first set-up. */
export const useSetUpWords = wordsOf('setup', { zh, en })

registerSentences(
  {
    'setup.token-needed': '口令：要填',
    'setup.region-unfit': '行政区划代码要六位数，不以0开头。',
    'setup.username-unfit': '用户名要2至40个字母、数字、点、横线或下划线。',
    'setup.password-short': '密码至少{least}个字符。',
    'setup.password-differs': '两遍密码不一样。',
  },
  {
    'setup.token-needed': 'Token: needed',
    'setup.region-unfit': 'A division code has six digits and does not begin with 0.',
    'setup.username-unfit': 'A user name has 2 to 40 letters, digits, dots, hyphens or underscores.',
    'setup.password-short': 'The password needs at least {least} characters.',
    'setup.password-differs': 'The two passwords differ.',
  },
)
