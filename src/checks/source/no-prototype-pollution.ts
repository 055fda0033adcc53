import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noPrototypePollution = weaknessCheck({
  id: 'source/no-prototype-pollution',
  kind: 'prototype',
  cwe: [1321],
  owasp: 'A08',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Input is not merged deep into objects', ja: '入力をオブジェクトに深くマージしない' }),
  why: text({
    en: 'A key `__proto__` in what a user sends changes the prototype of all objects, and with it what other code decides.',
    ja: '利用者が送った `__proto__` キーによって全オブジェクトのプロトタイプが変わり、ほかの処理の判断まで変わります。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'JavaScript: a deep merge',
      file: 'shop.js',
      source: "const _ = require('lodash')\napp.get('/show', (req, res) => {\n  _.merge(settings, «req.body»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: named fields',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  Object.assign(settings, { theme: String(req.body.theme) })\n})\n",
    },
  ],
})
