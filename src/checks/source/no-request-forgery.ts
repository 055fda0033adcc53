import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noRequestForgery = weaknessCheck({
  id: 'source/no-request-forgery',
  kind: 'ssrf',
  cwe: [918],
  owasp: 'A10',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Input does not choose where the service connects to', ja: '接続先を入力で決めさせない' }),
  why: text({
    en: 'The service fetches what a user names: the metadata service with the tokens of the node, the API server, whatever else only the cluster can reach.',
    ja: 'サービスが利用者の指定先に接続すると、ノードのトークンを返すメタデータサービスや API サーバーなど、クラスター内からしか届かない先まで読まれます。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: an address',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    «new URL(request.getParameter("url"))».openStream();\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a fixed host',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    restTemplate.getForObject("https://api.example/items/" + request.getParameter("id"), String.class);\n  }\n}\n',
    },
    {
      name: 'JavaScript: an address',
      file: 'shop.js',
      source: "const axios = require('axios')\napp.get('/show', (req, res) => {\n  axios.get(«req.query.url»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: a fixed host',
      file: 'shop.js',
      source:
        "const axios = require('axios')\napp.get('/show', (req, res) => {\n  axios.get(`https://api.example/items/${req.query.id}`)\n})\n",
    },
    {
      name: 'Python: an address',
      file: 'shop.py',
      source:
        "from flask import request\nimport requests\n@app.route('/show')\ndef show():\n    return requests.get(«request.args['url']»).text\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a fixed host',
      file: 'shop.py',
      source:
        "from flask import request\nimport requests\n@app.route('/show')\ndef show():\n    return requests.get('https://api.example/items/' + request.args['id']).text\n",
    },
    {
      name: 'C#: an address',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Ok(httpClient.GetStringAsync(«id»).Result);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: a fixed host',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Ok(httpClient.GetStringAsync("https://api.example/items/" + id).Result);\n  }\n}\n',
    },
  ],
})
