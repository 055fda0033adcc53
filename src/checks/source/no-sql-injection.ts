import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noSqlInjection = weaknessCheck({
  id: 'source/no-sql-injection',
  kind: 'sql',
  cwe: [89],
  owasp: 'A03',
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Queries take values as parameters', ja: 'クエリーの値はパラメーターで渡す' }),
  why: text({
    en: 'Text that a user sends becomes part of the statement, so the user decides what the database does: reads other rows, changes or drops them. A parameter stays a value.',
    ja: '利用者が送った文字列が SQL 文の一部になると、ほかの行の読み取りや変更、削除など、データベースの動作を利用者が決められます。パラメーターとして渡せば値のままです。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a concatenated statement',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    String id = request.getParameter("id");\n    statement.executeQuery(«"SELECT * FROM item WHERE id = " + id»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a prepared statement',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    PreparedStatement query = connection.prepareStatement("SELECT * FROM item WHERE id = ?");\n    query.setString(1, request.getParameter("id"));\n    query.executeQuery();\n  }\n}\n',
    },
    {
      name: 'Java: through one call',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request) throws Exception {\n    find(request.getParameter("id"));\n  }\n  void find(String id) throws Exception {\n    statement.executeQuery(«"SELECT * FROM item WHERE id = " + id»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a text from a caller elsewhere',
      file: 'Shop.java',
      source:
        'class Items {\n  void find(String id) throws Exception {\n    statement.executeQuery(«"SELECT * FROM item WHERE id = " + id»);\n  }\n}\n',
      fails: ['parameter'],
    },
    {
      name: 'JavaScript: a template string',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  db.query(«`SELECT * FROM item WHERE id = ${req.query.id}`»)\n})\n",
      fails: ['flow'],
    },
    {
      name: 'JavaScript: a placeholder',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  db.query('SELECT * FROM item WHERE id = $1', [req.query.id])\n})\n",
    },
    {
      name: 'JavaScript: a client of a cache, not of a database',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  client.get(`item:${req.query.id}`)\n})\n",
    },
    {
      name: 'Python: a formatted statement',
      file: 'shop.py',
      source:
        "from flask import request\n@app.route('/show')\ndef show():\n    cursor.execute(«f\"SELECT * FROM item WHERE id = {request.args['id']}\"»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: a bound value',
      file: 'shop.py',
      source:
        'from flask import request\n@app.route(\'/show\')\ndef show():\n    cursor.execute("SELECT * FROM item WHERE id = %s", (request.args["id"],))\n',
    },
    {
      name: 'C#: an interpolated command',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    var command = new SqlCommand(«$"SELECT * FROM item WHERE id = {id}"», connection);\n    return View(command.ExecuteReader());\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: a parameter',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    var command = new SqlCommand("SELECT * FROM item WHERE id = @id", connection);\n    command.Parameters.AddWithValue("@id", id);\n    return View(command.ExecuteReader());\n  }\n}\n',
    },
  ],
})
