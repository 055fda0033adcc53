import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noExternalEntities = weaknessCheck({
  id: 'source/no-external-entities',
  kind: 'xxe',
  cwe: [611],
  owasp: 'A05',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'XML parsers load nothing from outside', ja: 'XML パーサーに外部実体を読み込ませない' }),
  why: text({
    en: 'A document can name files and addresses that the parser then reads: tokens of service accounts, the metadata service, other services of the cluster.',
    ja: '文書に書かれたファイルや URL をパーサーが読み込むため、サービスアカウントのトークンやメタデータサービス、クラスター内の別サービスに手が届きます。',
  }),
  wrong: text({
    en: '{what} is used without being told to leave external entities alone',
    ja: '{what} が外部実体を無効にしないまま使われています',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a factory as it comes',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();\n    «factory».newDocumentBuilder().parse(request.getInputStream());\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: without document types',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();\n    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);\n    factory.newDocumentBuilder().parse(request.getInputStream());\n  }\n}\n',
    },
    {
      name: 'JavaScript: entities on',
      file: 'shop.js',
      source:
        "const libxmljs = require('libxmljs')\napp.get('/show', (req, res) => {\n  libxmljs.parseXml(«req.body», { noent: «true» })\n})\n",
      fails: ['flow', 'wrong'],
    },
    {
      name: 'Python: lxml',
      file: 'shop.py',
      source:
        "from flask import request\nfrom lxml import etree\n@app.route('/show')\ndef show():\n    return etree.fromstring(«request.data»)\n",
      fails: ['flow'],
    },
    {
      name: 'Python: defusedxml',
      file: 'shop.py',
      source:
        "from flask import request\nimport defusedxml.ElementTree\n@app.route('/show')\ndef show():\n    return defusedxml.ElementTree.fromstring(request.data)\n",
    },
    {
      name: 'C#: document types are processed',
      file: 'ShopController.cs',
      source: 'var settings = new XmlReaderSettings { DtdProcessing = «DtdProcessing.Parse» };\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: they are refused',
      file: 'ShopController.cs',
      source: 'var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };\n',
    },
  ],
})
