import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noPermissiveCors = weaknessCheck({
  id: 'source/no-permissive-cors',
  kind: 'cors',
  cwe: [942],
  owasp: 'A05',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Only known sites read answers', ja: '応答を読めるサイトを限定する' }),
  why: text({
    en: 'With `*`, every site that somebody visits reads what this service answers to their browser.',
    ja: '`*` を指定すると、利用者が訪れたあらゆるサイトが、このサービスの応答を読み取れます。',
  }),
  wrong: text({ en: 'every site may read the answers: {what}', ja: 'すべてのサイトが応答を読み取れます: {what}' }),
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS'],
  examples: [
    {
      name: 'Java: all sites',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.setHeader("Access-Control-Allow-Origin", «"*"»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: one site',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.setHeader("Access-Control-Allow-Origin", "https://shop.example");\n  }\n}\n',
    },
    {
      name: 'JavaScript: all sites',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', «'*'»)\n})\n",
      fails: ['wrong'],
    },
    { name: 'Python: all sites', file: 'shop.py', source: 'CORS_ALLOW_ALL_ORIGINS = «True»\n', fails: ['wrong'] },
    {
      name: 'C#: all sites',
      file: 'ShopController.cs',
      source: 'class Start {\n  void Add(CorsPolicyBuilder policy) { «policy.AllowAnyOrigin()»; }\n}\n',
      fails: ['wrong'],
    },
  ],
})
