import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noPatternInjection = weaknessCheck({
  id: 'source/no-pattern-injection',
  kind: 'regex',
  cwe: [1333, 400],
  owasp: 'A03',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Input is not used as a pattern', ja: '入力を正規表現として使わない' }),
  why: text({
    en: 'A pattern of nested repetitions takes longer than the service lives, on one short text.',
    ja: '繰り返しを入れ子にしたパターンでは、短い文字列でも照合が終わらず、サービスが止まります。',
  }),
  references: ['https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS'],
  examples: [
    {
      name: 'Java: a pattern',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Pattern.compile(«request.getParameter("pattern")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: quoted',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Pattern.compile(Pattern.quote(request.getParameter("text")));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a pattern',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  new RegExp(«req.query.pattern»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a pattern',
      file: 'shop.py',
      source:
        "from flask import request\nimport re\n@app.route('/show')\ndef show():\n    return re.search(«request.args['pattern']», text)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: escaped',
      file: 'shop.py',
      source:
        "from flask import request\nimport re\n@app.route('/show')\ndef show():\n    return re.search(re.escape(request.args['text']), text)\n",
    },
    {
      name: 'C#: a pattern',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Ok(Regex.IsMatch(text, «id»));\n  }\n}\n',
      fails: ['flow'],
    },
  ],
})
