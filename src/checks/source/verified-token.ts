import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const verifiedToken = weaknessCheck({
  id: 'source/verified-token',
  kind: 'jwt',
  cwe: [347],
  owasp: 'A02',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Tokens are verified', ja: 'トークンの署名を検証する' }),
  why: text({
    en: 'A token whose signature is not checked says what its bearer wants: another user, more rights.',
    ja: '署名を検証しないトークンでは、別の利用者やより強い権限など、所持者が内容を自由に書き換えられます。',
  }),
  wrong: text({
    en: '{what} does not hold tokens to a signature or to their limits',
    ja: '{what} はトークンの署名や有効条件を検証しません',
  }),
  references: ['https://datatracker.ietf.org/doc/html/rfc8725'],
  examples: [
    {
      name: 'Java: without an algorithm',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    JWT.create().sign(«Algorithm.none()»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: signed',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    JWT.create().sign(Algorithm.RSA256(keys));\n  }\n}\n',
    },
    {
      name: 'JavaScript: without an algorithm',
      file: 'shop.js',
      source: "const jwt = require('jsonwebtoken')\njwt.verify(text, key, «{ algorithms: ['none'] }»)\n",
      fails: ['wrong'],
    },
    {
      name: 'Python: unverified',
      file: 'shop.py',
      source: "import jwt\nclaims = «jwt.decode(text, options={'verify_signature': False})»\n",
      fails: ['wrong'],
    },
    { name: 'Python: verified', file: 'shop.py', source: "import jwt\nclaims = jwt.decode(text, key, algorithms=['RS256'])\n" },
    {
      name: 'C#: no end',
      file: 'ShopController.cs',
      source: 'class Tokens {\n  object Rules() => new TokenValidationParameters { ValidateLifetime = «false» };\n}\n',
      fails: ['wrong'],
    },
  ],
})
