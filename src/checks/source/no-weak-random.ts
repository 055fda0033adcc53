import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noWeakRandom = weaknessCheck({
  id: 'source/no-weak-random',
  kind: 'weak-random',
  cwe: [330, 338],
  owasp: 'A02',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'What must not be guessed comes from a secure source of chance', ja: '推測されてはならない値には安全な乱数を使う' }),
  why: text({
    en: 'The state of an ordinary generator follows from a few of its numbers, and with it every token that it makes next.',
    ja: '通常の乱数生成器は、いくつかの出力から内部状態がわかり、次に作られるトークンまで予測されます。',
  }),
  wrong: text({
    en: '{what} can be predicted; use a generator for cryptography',
    ja: '{what} は予測できます。暗号用の乱数生成器を使ってください',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#secure-random-number-generation'],
  examples: [
    {
      name: 'Java: Random',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    String token = Long.toString(«new java.util.Random()».nextLong());\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: SecureRandom',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    String token = Long.toString(new java.security.SecureRandom().nextLong());\n  }\n}\n',
    },
    { name: 'JavaScript: a token', file: 'shop.js', source: 'const token = «Math.random()».toString(36)\n', fails: ['wrong'] },
    { name: 'JavaScript: a colour', file: 'shop.js', source: 'const hue = Math.random() * 360\n' },
    { name: 'Python: a token', file: 'shop.py', source: 'import random\ntoken = «random.randint(0, 999999)»\n', fails: ['wrong'] },
    { name: 'Python: secrets', file: 'shop.py', source: 'import secrets\ntoken = secrets.token_hex(16)\n' },
    {
      name: 'C#: a token',
      file: 'ShopController.cs',
      source: 'class Keys {\n  string Make() {\n    var token = «Random.Shared.Next()».ToString();\n    return token;\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: secure',
      file: 'ShopController.cs',
      source: 'class Keys {\n  string Make() {\n    var token = RandomNumberGenerator.GetHexString(32);\n    return token;\n  }\n}\n',
    },
  ],
})
