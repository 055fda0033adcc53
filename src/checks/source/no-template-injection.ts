import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noTemplateInjection = weaknessCheck({
  id: 'source/no-template-injection',
  kind: 'template',
  cwe: [1336],
  owasp: 'A03',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Templates are not put together from input', ja: '入力からテンプレートを組み立てない' }),
  why: text({
    en: 'Template languages can call functions. A template that a user writes a part of runs what the user writes.',
    ja: 'テンプレート言語は関数を呼び出せるため、利用者が一部を書けるテンプレートは、利用者の書いた処理を実行します。',
  }),
  references: [
    'https://owasp.org/www-project-web-security-testing-guide/v42/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection',
  ],
  examples: [
    {
      name: 'JavaScript: a compiled template',
      file: 'shop.js',
      source:
        "const handlebars = require('handlebars')\napp.get('/show', (req, res) => {\n  handlebars.compile(«'<h1>' + req.query.title»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: a value for a template',
      file: 'shop.js',
      source:
        "const handlebars = require('handlebars')\napp.get('/show', (req, res) => {\n  handlebars.compile('<h1>{{title}}')({ title: req.query.title })\n})\n",
    },
    {
      name: 'Python: a template',
      file: 'shop.py',
      source:
        "from flask import render_template_string, request\n@app.route('/show')\ndef show():\n    return render_template_string(«'<h1>' + request.args['title']»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a value for a template',
      file: 'shop.py',
      source:
        "from flask import render_template_string, request\n@app.route('/show')\ndef show():\n    return render_template_string('<h1>{{ title }}', title=request.args['title'])\n",
    },
  ],
})
