import { text } from '../../core/text.ts'
import { resourceCheck, resourceWords } from '../resource-check.ts'

export const memoryRequest = resourceCheck({
  id: 'resources/memory-request',
  severity: 'low',
  title: text({ en: 'Containers request memory', ja: 'コンテナーでメモリーを要求する' }),
  why: resourceWords.unrequested,
  bound: 'requests',
  resource: 'memory',
  proposed: '128Mi',
})
