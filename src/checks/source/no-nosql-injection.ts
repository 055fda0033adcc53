import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noNosqlInjection = weaknessCheck({
  id: 'source/no-nosql-injection',
  kind: 'nosql',
  cwe: [943],
  owasp: 'A03',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Values in document queries are plain', ja: 'ドキュメント検索の値を単純な型にする' }),
  why: text({
    en: 'A body or query string can carry operators such as `$ne` where text was meant, and then every document matches.',
    ja: 'リクエストには文字列の代わりに `$ne` のような演算子も入れられ、すべての文書が一致してしまいます。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/NoSQL_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'JavaScript: a body in a query',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  users.findOne(«{ name: req.body.name }»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: as text',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  users.findOne({ name: String(req.body.name) })\n})\n",
    },
    {
      name: 'Python: a body in a query',
      file: 'shop.py',
      source: "from flask import request\n@app.route('/show')\ndef show():\n    return users.find_one(«{'name': request.json['name']}»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a number',
      file: 'shop.py',
      source: "from flask import request\n@app.route('/show')\ndef show():\n    return users.find_one({'id': int(request.json['id'])})\n",
    },
  ],
})
