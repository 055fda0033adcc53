import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const secureCookie = weaknessCheck({
  id: 'source/secure-cookie',
  kind: 'cookie',
  cwe: [614],
  owasp: 'A05',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Cookies are sent over TLS only', ja: 'Cookie は TLS でだけ送る' }),
  why: text({
    en: 'Without the attribute Secure, a browser sends the cookie over plain HTTP as well, where anybody on the way reads the session.',
    ja: 'Secure 属性がないと、ブラウザーは平文の HTTP でも Cookie を送信し、経路上の誰もがセッションを読めます。',
  }),
  wrong: text({ en: '{what}: this cookie is not marked Secure', ja: '{what}: この Cookie に Secure 属性がありません' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#secure-attribute'],
  examples: [
    {
      name: 'Java: switched off',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Cookie cookie = new Cookie("id", id);\n    cookie.setSecure(false);\n    response.addCookie(«cookie»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: switched on',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Cookie cookie = new Cookie("id", id);\n    cookie.setSecure(true);\n    response.addCookie(cookie);\n  }\n}\n',
    },
    {
      name: 'JavaScript: without the attribute',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.cookie('id', id, «{ httpOnly: true }»)\n})\n",
      fails: ['wrong'],
    },
    {
      name: 'JavaScript: with the attribute',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.cookie('id', id, { httpOnly: true, secure: true })\n})\n",
    },
    {
      name: 'Python: without the attribute',
      file: 'shop.py',
      source: "def show(response):\n    «response.set_cookie('id', value, httponly=True)»\n",
      fails: ['wrong'],
    },
    {
      name: 'Python: with the attribute',
      file: 'shop.py',
      source: "def show(response):\n    response.set_cookie('id', value, httponly=True, secure=True)\n",
    },
    {
      name: 'C#: switched off',
      file: 'ShopController.cs',
      source: 'class Pages {\n  object Options() => new CookieOptions { Secure = «false» };\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: switched on',
      file: 'ShopController.cs',
      source: 'class Pages {\n  object Options() => new CookieOptions { Secure = true };\n}\n',
    },
  ],
})
