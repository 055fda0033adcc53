import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noHeaderInjection = weaknessCheck({
  id: 'source/no-header-injection',
  kind: 'header',
  cwe: [113],
  owasp: 'A03',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Headers of answers take only checked values', ja: '応答ヘッダーには検証済みの値だけを入れる' }),
  why: text({
    en: 'Line breaks in a header end it, and what follows is read as further headers or as another answer. Most servers refuse that today; what a header says to browsers and caches still changes.',
    ja: 'ヘッダー内の改行以降は別のヘッダーや応答として解釈されます。多くのサーバーは拒否しますが、ブラウザーやキャッシュへの指示が変わるおそれは残ります。',
  }),
  references: ['https://owasp.org/www-community/attacks/HTTP_Response_Splitting'],
  examples: [
    {
      name: 'Java: a header',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.setHeader("X-Name", «request.getParameter("name")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: encoded',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.setHeader("X-Name", URLEncoder.encode(request.getParameter("name"), "UTF-8"));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a header',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.setHeader('X-Name', «req.query.name»)\n})\n",
      fails: ['flow'],
    },
  ],
})
