import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noCommandInjection = weaknessCheck({
  id: 'source/no-command-injection',
  kind: 'command',
  cwe: [78],
  owasp: 'A03',
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Commands are not put together from input', ja: '入力からコマンドを組み立てない' }),
  why: text({
    en: 'A shell reads what a user sends as further commands, which then run with the rights of the service. Programs that are started with a list of arguments, without a shell, take it as an argument.',
    ja: '利用者が送った文字列をシェルが別のコマンドとして解釈し、サービスの権限で実行します。シェルを介さず引数のリストで起動すれば、引数のまま渡ります。',
  }),
  wrong: text({
    en: '{what} hands a text that is put together here to a shell',
    ja: '{what} により、ここで組み立てた文字列がシェルに渡ります',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a command line',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Runtime.getRuntime().exec(«"ping " + request.getParameter("host")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a constant',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Runtime.getRuntime().exec("uptime");\n  }\n}\n',
    },
    {
      name: 'JavaScript: exec',
      file: 'shop.js',
      source: "const { exec } = require('child_process')\napp.get('/show', (req, res) => {\n  exec(«'ping ' + req.query.host»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: a list of arguments',
      file: 'shop.js',
      source: "const { execFile } = require('child_process')\napp.get('/show', (req, res) => {\n  execFile('ping', [req.query.host])\n})\n",
    },
    {
      name: 'Python: a shell',
      file: 'shop.py',
      source:
        "from flask import request\nimport subprocess\n@app.route('/show')\ndef show():\n    subprocess.run(«'ping ' + request.args['host']», shell=True)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a list of arguments',
      file: 'shop.py',
      source:
        "from flask import request\nimport subprocess\n@app.route('/show')\ndef show():\n    subprocess.run(['ping', request.args['host']])\n",
    },
    {
      name: 'C#: arguments of a shell',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    Process.Start("cmd", «"/c ping " + id»);\n    return Ok();\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: a constant',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    Process.Start("uptime");\n    return Ok();\n  }\n}\n',
    },
  ],
})
