import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noHardCodedCredential = weaknessCheck({
  id: 'source/no-hard-coded-credential',
  kind: 'credential',
  cwe: [798, 259],
  owasp: 'A07',
  controls: ['secret-none-in-code', 'secret-no-shared-credentials'],
  severity: 'high',
  confidence: 'medium',
  coveredBy: ['secret/no-secret'],
  since: '0.1.0',
  title: text({ en: 'Credentials do not stand in the source', ja: '資格情報をソースに書かない' }),
  why: text({
    en: 'Whoever can read the repository or an image has the credential, and it is the same everywhere and hard to change.',
    ja: 'リポジトリやイメージを読める人は誰でも資格情報を手にできます。どの環境でも同じ値になり、変更も困難です。',
  }),
  wrong: text({
    en: '{what} is given a credential that stands in the source; read it from a secret store',
    ja: '{what} にソース中の資格情報が渡されています。シークレットストアから読み取ってください',
  }),
  references: ['https://cwe.mitre.org/data/definitions/798.html'],
  examples: [
    {
      name: 'Java: a password of a database',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(String url) throws Exception {\n    DriverManager.getConnection(url, "shop", «"Sunny-Harbour7"»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: from the environment',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(String url) throws Exception {\n    DriverManager.getConnection(url, "shop", System.getenv("DB_PASSWORD"));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a key for tokens',
      file: 'shop.js',
      source: "const jwt = require('jsonwebtoken')\njwt.sign(claims, «'quiet-lemon-42'»)\n",
      fails: ['wrong'],
    },
    {
      name: 'JavaScript: from the environment',
      file: 'shop.js',
      source: "const jwt = require('jsonwebtoken')\njwt.sign(claims, process.env.JWT_KEY)\n",
    },
    { name: 'Python: by name', file: 'shop.py', source: "db_password = «'sunnyharbour7'»\n", fails: ['wrong'] },
    {
      name: 'JavaScript: names of things that are called tokens and credentials',
      file: 'shop.js',
      source:
        "const kinds = { UNEXPECTED_TOKEN: 'unexpected-content', imagePullSecrets: 'name', credential: 'azure', serverAuth: '1.3.6.1.5.5.7.3.1' }\n",
    },
    { name: 'Python: the name of a field', file: 'shop.py', source: "PASSWORD_FIELD = 'password'\n" },
    {
      name: 'C#: a key for tokens',
      file: 'ShopController.cs',
      source: 'class Keys {\n  object Make() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(«"quiet-lemon-42-and-more"»));\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: from the configuration',
      file: 'ShopController.cs',
      source:
        'class Keys {\n  object Make(IConfiguration settings) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings["Jwt:Key"]));\n}\n',
    },
  ],
})
