import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const csrfProtection = weaknessCheck({
  id: 'source/csrf-protection',
  kind: 'csrf',
  cwe: [352],
  owasp: 'A01',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Forms are protected against forged requests', ja: 'リクエストの偽造（CSRF）から保護する' }),
  why: text({
    en: 'Another site makes the browser of a person who is signed in send a request here, and it counts as theirs.',
    ja: '別のサイトが、サインイン中の利用者のブラウザーにリクエストを送らせ、本人の操作として処理させます。',
  }),
  wrong: text({ en: '{what} turns the protection against forged requests off', ja: '{what} により CSRF 対策が無効になります' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: switched off',
      file: 'Shop.java',
      source: 'class Security {\n  void configure(HttpSecurity http) throws Exception {\n    «http.csrf().disable()»;\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: as it comes',
      file: 'Shop.java',
      source: 'class Security {\n  void configure(HttpSecurity http) throws Exception {\n    http.csrf();\n  }\n}\n',
    },
    { name: 'Python: an exempt view', file: 'shop.py', source: '«@csrf_exempt»\ndef pay(request):\n    return done()\n', fails: ['wrong'] },
    { name: 'Python: a view', file: 'shop.py', source: '@login_required\ndef pay(request):\n    return done()\n' },
    {
      name: 'C#: switched off',
      file: 'ShopController.cs',
      source: 'class Pages : Controller {\n  [«IgnoreAntiforgeryToken»]\n  public IActionResult Pay() => Ok();\n}\n',
      fails: ['wrong'],
    },
  ],
})
