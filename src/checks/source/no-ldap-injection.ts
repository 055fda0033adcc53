import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noLdapInjection = weaknessCheck({
  id: 'source/no-ldap-injection',
  kind: 'ldap',
  cwe: [90],
  owasp: 'A03',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'LDAP filters take input only escaped', ja: 'LDAP フィルターの値はエスケープする' }),
  why: text({
    en: 'Brackets and stars that a user sends change the filter, so that it finds other entries than were meant, such as everybody.',
    ja: '利用者が送った括弧や `*` がフィルターの意味を変え、全員分など想定外のエントリーまで検索されます。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a filter',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, DirContext context) throws Exception {\n    context.search("ou=people", «"(uid=" + request.getParameter("name") + ")"», controls);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: escaped',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, DirContext context) throws Exception {\n    context.search("ou=people", "(uid=" + LdapEncoder.filterEncode(request.getParameter("name")) + ")", controls);\n  }\n}\n',
    },
    {
      name: 'Python: a filter',
      file: 'shop.py',
      source:
        "from flask import request\nimport ldap\n@app.route('/show')\ndef show():\n    connection.search_s('ou=people', ldap.SCOPE_SUBTREE, «'(uid=%s)' % request.args['name']»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: escaped',
      file: 'shop.py',
      source:
        "from flask import request\nimport ldap\n@app.route('/show')\ndef show():\n    connection.search_s('ou=people', ldap.SCOPE_SUBTREE, '(uid=%s)' % escape_filter_chars(request.args['name']))\n",
    },
    {
      name: 'C#: a filter',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    var searcher = new DirectorySearcher(«"(uid=" + id + ")"»);\n    return Ok(searcher.FindOne());\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'C#: escaped',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    var searcher = new DirectorySearcher("(uid=" + Encoder.LdapFilterEncode(id) + ")");\n    return Ok(searcher.FindOne());\n  }\n}\n',
    },
  ],
})
