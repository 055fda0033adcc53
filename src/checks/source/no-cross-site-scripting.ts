import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noCrossSiteScripting = weaknessCheck({
  id: 'source/no-cross-site-scripting',
  kind: 'xss',
  cwe: [79],
  owasp: 'A03',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pages show input only encoded', ja: '入力はエンコードしてからページに出力する' }),
  why: text({
    en: 'What a user sends becomes part of a page and runs as a script in the browser of another, with that person’s session.',
    ja: '利用者が送った文字列がページの一部となり、別の利用者のブラウザーで、その人のセッションのままスクリプトとして動きます。',
  }),
  wrong: text({ en: '{what} writes into pages without encoding', ja: '{what} はエンコードせずにページへ出力します' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a name in a page',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.getWriter().println(«"<h1>" + request.getParameter("name")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: encoded',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    response.getWriter().println("<h1>" + HtmlUtils.htmlEscape(request.getParameter("name")));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a name in a page',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.send(«'<h1>' + req.query.name»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: encoded',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  res.send('<h1>' + escapeHtml(req.query.name))\n})\n",
    },
    {
      name: 'JavaScript: markup from the address',
      file: 'shop.js',
      source: "document.getElementById('name').innerHTML = «location.hash.slice(1)»\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a name in a page',
      file: 'shop.py',
      source: "from flask import request\n@app.route('/show')\ndef show():\n    return «f\"<h1>{request.args['name']}</h1>\"»\n",
      fails: ['flow'],
    },
    {
      name: 'Python: encoded',
      file: 'shop.py',
      source:
        "from flask import request\nfrom markupsafe import escape\n@app.route('/show')\ndef show():\n    return f\"<h1>{escape(request.args['name'])}</h1>\"\n",
    },
    {
      name: 'C#: raw markup',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return View(new HtmlString(«"<h1>" + id»));\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: encoded',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return View(new HtmlString("<h1>" + HtmlEncoder.Default.Encode(id)));\n  }\n}\n',
    },
  ],
})
