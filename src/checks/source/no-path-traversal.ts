import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noPathTraversal = weaknessCheck({
  id: 'source/no-path-traversal',
  kind: 'path',
  cwe: [22],
  owasp: 'A01',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Paths are not put together from input', ja: '入力からファイルのパスを組み立てない' }),
  why: text({
    en: 'A name with `../` leads out of the folder that was meant, to keys, tokens of service accounts and the source of the program.',
    ja: '`../` を含む名前により、想定したフォルダーの外にある鍵やサービスアカウントのトークン、プログラムのソースまで読み書きされます。',
  }),
  references: ['https://owasp.org/www-community/attacks/Path_Traversal'],
  examples: [
    {
      name: 'Java: a file by name',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    new FileInputStream(«"/data/" + request.getParameter("name")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: only the last part',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    new FileInputStream("/data/" + FilenameUtils.getName(request.getParameter("name")));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a file by name',
      file: 'shop.js',
      source: "const fs = require('node:fs')\napp.get('/show', (req, res) => {\n  fs.readFile(«'/data/' + req.params.name», done)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: only the last part',
      file: 'shop.js',
      source:
        "const fs = require('node:fs')\napp.get('/show', (req, res) => {\n  fs.readFile('/data/' + path.basename(req.params.name), done)\n})\n",
    },
    {
      name: 'Python: a file by name',
      file: 'shop.py',
      source: "from flask import request\n@app.route('/show')\ndef show():\n    return open(«'/data/' + request.args['name']»).read()\n",
      fails: ['flow'],
    },
    {
      name: 'Python: only a safe name',
      file: 'shop.py',
      source:
        "from flask import request\n@app.route('/show')\ndef show():\n    return open('/data/' + secure_filename(request.args['name'])).read()\n",
    },
    {
      name: 'C#: a file by name',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Content(System.IO.File.ReadAllText(«"/data/" + id»));\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: only the last part',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Content(System.IO.File.ReadAllText("/data/" + Path.GetFileName(id)));\n  }\n}\n',
    },
  ],
})
