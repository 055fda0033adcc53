import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const httpOnlyCookie = weaknessCheck({
  id: 'source/http-only-cookie',
  kind: 'cookie-http-only',
  cwe: [1004],
  owasp: 'A05',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Cookies are out of reach of scripts', ja: 'Cookie をスクリプトから読めないようにする' }),
  why: text({
    en: 'Without the attribute HttpOnly, a script that got into a page reads the session and sends it away.',
    ja: 'HttpOnly 属性がないと、ページに入り込んだスクリプトがセッションを読み取り、外部に送信できます。',
  }),
  wrong: text({ en: '{what}: this cookie is not marked HttpOnly', ja: '{what}: この Cookie に HttpOnly 属性がありません' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#httponly-attribute'],
  examples: [
    {
      name: 'Java: without the attribute',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Cookie cookie = new Cookie("id", id);\n    cookie.setSecure(true);\n    response.addCookie(«cookie»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: with the attribute',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Cookie cookie = new Cookie("id", id);\n    cookie.setHttpOnly(true);\n    response.addCookie(cookie);\n  }\n}\n',
    },
    {
      name: 'JavaScript: switched off',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.cookie('id', id, { secure: true, httpOnly: «false» })\n})\n",
      fails: ['wrong'],
    },
    {
      name: 'Python: switched off',
      file: 'shop.py',
      source: "def show(response):\n    response.set_cookie('id', value, secure=True, httponly=«False»)\n",
      fails: ['wrong'],
    },
    {
      name: 'C#: switched off',
      file: 'ShopController.cs',
      source: 'class Pages {\n  object Options() => new CookieOptions { HttpOnly = «false» };\n}\n',
      fails: ['wrong'],
    },
  ],
})
