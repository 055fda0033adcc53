import { text } from '../../core/text.ts'
import { resourceCheck, resourceWords } from '../resource-check.ts'

export const cpuRequest = resourceCheck({
  id: 'resources/cpu-request',
  severity: 'low',
  title: text({ en: 'Containers request CPU time', ja: 'コンテナーで CPU を要求する' }),
  why: resourceWords.unrequested,
  bound: 'requests',
  resource: 'cpu',
  proposed: '100m',
})
