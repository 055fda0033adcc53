import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noXpathInjection = weaknessCheck({
  id: 'source/no-xpath-injection',
  kind: 'xpath',
  cwe: [643],
  owasp: 'A03',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'XPath expressions take input only as variables', ja: 'XPath 式の値は変数で渡す' }),
  why: text({
    en: 'A quotation mark that a user sends ends the string in the expression, and what follows selects other nodes than were meant.',
    ja: '利用者が送った引用符で式の中の文字列が終わり、その後ろの文字列によって想定外のノードが選ばれます。',
  }),
  references: ['https://owasp.org/www-community/attacks/XPATH_Injection'],
  examples: [
    {
      name: 'Java: an expression',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, XPath xpath) throws Exception {\n    xpath.evaluate(«"//user[@id=\'" + request.getParameter("id") + "\']"», document);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a constant',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, XPath xpath) throws Exception {\n    xpath.evaluate("//user[@id=$id]", document);\n  }\n}\n',
    },
    {
      name: 'JavaScript: an expression',
      file: 'shop.js',
      source:
        "const xpath = require('xpath')\napp.get('/show', (req, res) => {\n  xpath.select(«`//user[@id='${req.query.id}']`», document)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'Python: an expression',
      file: 'shop.py',
      source:
        "from flask import request\n@app.route('/show')\ndef show():\n    return tree.xpath(«\"//user[@id='\" + request.args['id'] + \"']\"»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a variable',
      file: 'shop.py',
      source:
        "from flask import request\n@app.route('/show')\ndef show():\n    return tree.xpath('//user[@id=$id]', id=request.args['id'])\n",
    },
    {
      name: 'C#: an expression',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Ok(document.SelectSingleNode(«"//user[@id=\'" + id + "\']"»));\n  }\n}\n',
      fails: ['flow'],
    },
  ],
})
