import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noUnsafeReflection = weaknessCheck({
  id: 'source/no-unsafe-reflection',
  kind: 'reflection',
  cwe: [470],
  owasp: 'A03',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Input does not name code to load', ja: '読み込むコードを入力で決めさせない' }),
  why: text({
    en: 'A class or module that a user names is loaded and its initialisers run, whatever it is.',
    ja: '利用者が指定したクラスやモジュールが、内容にかかわらず読み込まれ、初期化処理が実行されます。',
  }),
  references: ['https://owasp.org/www-community/vulnerabilities/Unsafe_use_of_Reflection'],
  examples: [
    {
      name: 'Java: a class by name',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Class.forName(«request.getParameter("type")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: one of a few',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    String type = request.getParameter("type");\n    if (TYPES.contains(type)) Class.forName(type);\n  }\n}\n',
    },
    {
      name: 'Python: a module by name',
      file: 'shop.py',
      source:
        "from flask import request\nimport importlib\n@app.route('/show')\ndef show():\n    return importlib.import_module(«request.args['module']»)\n",
      fails: ['flow'],
    },
    {
      name: 'C#: a type by name',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    return Ok(Activator.CreateInstance(Type.GetType(«id»)));\n  }\n}\n',
      fails: ['flow'],
    },
  ],
})
