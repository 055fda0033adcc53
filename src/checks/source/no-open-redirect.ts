import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noOpenRedirect = weaknessCheck({
  id: 'source/no-open-redirect',
  kind: 'redirect',
  cwe: [601],
  owasp: 'A01',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Redirects lead only where the service means to', ja: 'リダイレクト先を入力で決めさせない' }),
  why: text({
    en: 'A link to your own site leads people to a copy of it that asks for their password, and tokens in the address go along.',
    ja: '自社サイトへのリンクから、パスワードを尋ねる偽サイトへ誘導されます。URL に含まれるトークンも一緒に渡ります。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: to a given address',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.sendRedirect(«request.getParameter("next")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: to a page of the site',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.sendRedirect("/items?next=" + request.getParameter("next"));\n  }\n}\n',
    },
    {
      name: 'JavaScript: to a given address',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.redirect(«req.query.next»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: to a page of the site',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.redirect('/items?next=' + req.query.next)\n})\n",
    },
    {
      name: 'Python: to a given address',
      file: 'shop.py',
      source: "from flask import request, redirect\n@app.route('/show')\ndef show():\n    return redirect(«request.args['next']»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: to an allowed page',
      file: 'shop.py',
      source:
        "from flask import abort, request, redirect\n@app.route('/show')\ndef show():\n    target = request.args['next']\n    if target not in ALLOWED:\n        abort(400)\n    return redirect(target)\n",
    },
    {
      name: 'C#: to a given address',
      file: 'ShopController.cs',
      source: 'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Redirect(«id»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: to a local page',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    if (!Url.IsLocalUrl(id)) return BadRequest();\n    return Redirect(id);\n  }\n}\n',
    },
  ],
})
