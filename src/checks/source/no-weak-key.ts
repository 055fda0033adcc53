import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noWeakKey = weaknessCheck({
  id: 'source/no-weak-key',
  kind: 'weak-key',
  cwe: [326],
  owasp: 'A02',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Keys are long enough', ja: '十分な長さの鍵を使う' }),
  why: text({
    en: 'An RSA key of 1024 bits is within reach of those who have the means. 3072 bits are expected to hold beyond 2030.',
    ja: '1024 ビットの RSA 鍵は、相応の計算資源があれば破られます。3072 ビットなら 2030 年以降も耐えると見込まれています。',
  }),
  wrong: text({ en: 'a key of {what} bits is too short; use 3072', ja: '{what} ビットの鍵は短すぎます。3072 ビットにしてください' }),
  references: ['https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final'],
  examples: [
    {
      name: 'Java: 1024 bits',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");\n    generator.initialize(«1024»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: 3072 bits',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");\n    generator.initialize(3072);\n  }\n}\n',
    },
    {
      name: 'JavaScript: 1024 bits',
      file: 'shop.js',
      source: "const crypto = require('crypto')\ncrypto.generateKeyPairSync('rsa', «{ modulusLength: 1024 }»)\n",
      fails: ['wrong'],
    },
    {
      name: 'Python: 1024 bits',
      file: 'shop.py',
      source:
        'from cryptography.hazmat.primitives.asymmetric import rsa\nkey = rsa.generate_private_key(public_exponent=65537, key_size=«1024»)\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: 1024 bits',
      file: 'ShopController.cs',
      source: 'class Keys {\n  object Make() => RSA.Create(«1024»);\n}\n',
      fails: ['wrong'],
    },
  ],
})
