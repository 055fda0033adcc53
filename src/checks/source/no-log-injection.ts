import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noLogInjection = weaknessCheck({
  id: 'source/no-log-injection',
  kind: 'log-injection',
  cwe: [117],
  owasp: 'A09',
  severity: 'low',
  confidence: 'medium',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Log lines take input only without line breaks', ja: 'ログに改行を含む入力を書かない' }),
  why: text({
    en: 'Line breaks in what a user sends make lines that look like those of the program. Structured logging, as JSON, does not have the problem.',
    ja: '利用者が送った改行により、プログラムが書いたように見える行が作られます。JSON などの構造化ログでは起こりません。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a name',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    logger.info(«"name " + request.getParameter("name")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a number',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    logger.info("page " + Integer.parseInt(request.getParameter("page")));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a name',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  console.log(«'name ' + req.query.name»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a name',
      file: 'shop.py',
      source: "from flask import request\n@app.route('/show')\ndef show():\n    logger.info(«'name ' + request.args['name']»)\n",
      fails: ['flow'],
    },
    {
      name: 'C#: a name',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    logger.LogInformation(«"name " + id»);\n    return Ok();\n  }\n}\n',
      fails: ['flow'],
    },
  ],
})
