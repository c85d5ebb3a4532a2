import type { Role } from '#contract/kernel.ts'
import { wordsOf } from './language/language.ts'

const zh: Record<Role, string> = {
  viewer: '查看岗',
  'unit-reporter': '单位填报岗',
  'unit-head': '单位负责人',
  'office-staff': '办公室经办岗',
  'office-head': '办公室负责人',
  leader: '市领导',
  'system-operator': '系统管理员',
  'security-officer': '安全保密员',
  auditor: '安全审计员',
  partner: '协作地区',
  citizen: '市民',
}
const en: Record<Role, string> = {
  viewer: 'viewer',
  'unit-reporter': 'unit reporter',
  'unit-head': 'head of unit',
  'office-staff': 'office staff',
  'office-head': 'head of office',
  leader: 'city leader',
  'system-operator': 'system operator',
  'security-officer': 'security officer',
  auditor: 'auditor',
  partner: 'partner region',
  citizen: 'citizen',
}

/** Roles in words. */
export const useRoleWords = wordsOf('roles', { zh, en })
