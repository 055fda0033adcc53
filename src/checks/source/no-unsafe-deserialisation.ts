import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noUnsafeDeserialisation = weaknessCheck({
  id: 'source/no-unsafe-deserialisation',
  kind: 'deserialisation',
  cwe: [502],
  owasp: 'A08',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Objects are not restored from untrusted data', ja: '信頼できないデータからオブジェクトを復元しない' }),
  why: text({
    en: 'Formats that name classes let whoever writes the data choose what is created and called, up to any command. Formats of plain data, such as JSON, do not.',
    ja: 'クラス名を含む形式では、データの作成者が生成・呼び出しの対象を選べ、任意のコマンド実行に至ります。JSON のような単純なデータ形式では起こりません。',
  }),
  wrong: text({ en: '{what} creates whatever the data names', ja: '{what} はデータが指定する任意のオブジェクトを生成します' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: objects from a request',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    ObjectInputStream stream = new ObjectInputStream(request.getInputStream());\n    «stream».readObject();\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a filter',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(InputStream file, ObjectInputFilter onlyItems) throws Exception {\n    ObjectInputStream stream = new ObjectInputStream(file);\n    stream.setObjectInputFilter(onlyItems);\n    stream.readObject();\n  }\n}\n',
    },
    {
      name: 'JavaScript: functions in data',
      file: 'shop.js',
      source:
        "const serialize = require('node-serialize')\napp.get('/show', (req, res) => {\n  serialize.unserialize(«req.cookies.profile»)\n})\n",
      fails: ['flow'],
    },
    { name: 'JavaScript: JSON', file: 'shop.js', source: "app.get('/show', (req, res) => {\n  JSON.parse(req.cookies.profile)\n})\n" },
    {
      name: 'Python: pickle',
      file: 'shop.py',
      source: "from flask import request\nimport pickle\n@app.route('/show')\ndef show():\n    return pickle.loads(«request.data»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: pickle of a file',
      file: 'shop.py',
      source: "import pickle\n\ndef restore(path):\n    with open(path, 'rb') as file:\n        return pickle.load(«file»)\n",
      fails: ['wrong'],
    },
    {
      name: 'Python: safe YAML',
      file: 'shop.py',
      source: "from flask import request\nimport yaml\n@app.route('/show')\ndef show():\n    return yaml.safe_load(request.data)\n",
    },
    {
      name: 'C#: BinaryFormatter',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    var formatter = new BinaryFormatter();\n    return Ok(formatter.Deserialize(«Request.Body»));\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: types from the data',
      file: 'ShopController.cs',
      source: 'var settings = new JsonSerializerSettings { TypeNameHandling = «TypeNameHandling.All» };\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: no types',
      file: 'ShopController.cs',
      source: 'var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None };\n',
    },
  ],
})
