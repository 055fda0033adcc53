import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noCodeInjection = weaknessCheck({
  id: 'source/no-code-injection',
  kind: 'code',
  cwe: [94, 95],
  owasp: 'A03',
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Input is never run as code', ja: '入力をコードとして実行しない' }),
  why: text({
    en: 'Whoever sends the text runs code of their own inside the service, with its memory, its secrets and its rights.',
    ja: '文字列の送信者が、サービスのメモリー、シークレット、権限のもとで任意のコードを実行できます。',
  }),
  references: ['https://owasp.org/www-community/attacks/Code_Injection'],
  examples: [
    {
      name: 'Java: a script',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, ScriptEngine engine) throws Exception {\n    engine.eval(«request.getParameter("rule")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a constant',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, ScriptEngine engine) throws Exception {\n    engine.eval("1 + 1");\n  }\n}\n',
    },
    {
      name: 'JavaScript: eval',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  eval(«req.query.rule»)\n})\n",
      fails: ['flow'],
    },
    { name: 'JavaScript: JSON', file: 'shop.js', source: "app.get('/show', (req, res) => {\n  JSON.parse(req.query.rule)\n})\n" },
    {
      name: 'Python: eval',
      file: 'shop.py',
      source: "from flask import request\n@app.route('/show')\ndef show():\n    return eval(«request.args['rule']»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a literal',
      file: 'shop.py',
      source:
        "from flask import request\nimport ast\n@app.route('/show')\ndef show():\n    return ast.literal_eval(request.args['rule'])\n",
    },
    {
      name: 'C#: a script',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Ok(CSharpScript.EvaluateAsync(«id»).Result);\n  }\n}\n',
      fails: ['flow'],
    },
  ],
})
