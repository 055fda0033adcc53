import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noWeakHash = weaknessCheck({
  id: 'source/no-weak-hash',
  kind: 'weak-hash',
  cwe: [328, 327],
  owasp: 'A02',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Hashes are of functions that hold', ja: '安全なハッシュ関数を使う' }),
  why: text({
    en: 'Two texts with the same MD5 or SHA-1 can be made at will, so that signatures and checks of integrity prove nothing. Passwords need a slow function of their own.',
    ja: 'MD5 や SHA-1 では同じハッシュ値の文字列を意図的に作れるため、署名や改ざん検知が意味を失います。パスワードには専用の低速な関数が必要です。',
  }),
  wrong: text({
    en: '{what} is not a hash to rely on; use SHA-256, or Argon2 or bcrypt for passwords',
    ja: '{what} は安全なハッシュではありません。SHA-256 を、パスワードには Argon2 や bcrypt を使ってください',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: MD5',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    MessageDigest.getInstance(«"MD5"»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: SHA-256',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    MessageDigest.getInstance("SHA-256");\n  }\n}\n',
    },
    {
      name: 'JavaScript: SHA-1',
      file: 'shop.js',
      source: "const crypto = require('crypto')\ncrypto.createHash(«'sha1'»)\n",
      fails: ['wrong'],
    },
    { name: 'JavaScript: SHA-256', file: 'shop.js', source: "const crypto = require('crypto')\ncrypto.createHash('sha256')\n" },
    { name: 'Python: MD5', file: 'shop.py', source: 'import hashlib\ndigest = «hashlib.md5(data)»\n', fails: ['wrong'] },
    { name: 'Python: not for security', file: 'shop.py', source: 'import hashlib\ndigest = hashlib.md5(data, usedforsecurity=False)\n' },
    {
      name: 'C#: SHA-1',
      file: 'ShopController.cs',
      source: 'class Sums {\n  byte[] Of(byte[] data) => «SHA1.HashData(data)»;\n}\n',
      fails: ['wrong'],
    },
    { name: 'C#: SHA-256', file: 'ShopController.cs', source: 'class Sums {\n  byte[] Of(byte[] data) => SHA256.HashData(data);\n}\n' },
  ],
})
