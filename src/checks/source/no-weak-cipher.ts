import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noWeakCipher = weaknessCheck({
  id: 'source/no-weak-cipher',
  kind: 'weak-cipher',
  cwe: [327],
  owasp: 'A02',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Data is encrypted with ciphers that hold', ja: '安全な暗号方式を使う' }),
  why: text({
    en: 'DES and RC4 can be broken, and ECB shows which blocks are the same. AES in GCM also tells when somebody changed the text.',
    ja: 'DES や RC4 は破られ、ECB モードでは同じ内容のブロックがわかります。AES-GCM なら改ざんも検知できます。',
  }),
  wrong: text({ en: '{what} can be broken; use AES-GCM', ja: '{what} は解読されるおそれがあります。AES-GCM を使ってください' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: DES',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Cipher.getInstance(«"DES/CBC/PKCS5Padding"»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: AES-GCM',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    Cipher.getInstance("AES/GCM/NoPadding");\n  }\n}\n',
    },
    {
      name: 'JavaScript: ECB',
      file: 'shop.js',
      source: "const crypto = require('crypto')\ncrypto.createCipheriv(«'aes-256-ecb'», key, null)\n",
      fails: ['wrong'],
    },
    {
      name: 'JavaScript: AES-GCM',
      file: 'shop.js',
      source: "const crypto = require('crypto')\ncrypto.createCipheriv('aes-256-gcm', key, iv)\n",
    },
    {
      name: 'Python: DES',
      file: 'shop.py',
      source: 'from Crypto.Cipher import DES\ncipher = «DES.new(key, DES.MODE_CBC, iv)»\n',
      fails: ['wrong'],
    },
    { name: 'Python: AES-GCM', file: 'shop.py', source: 'from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_GCM)\n' },
    { name: 'C#: DES', file: 'ShopController.cs', source: 'class Box {\n  object Make() => «DES.Create()»;\n}\n', fails: ['wrong'] },
    { name: 'C#: AES-GCM', file: 'ShopController.cs', source: 'class Box {\n  object Make(byte[] key) => new AesGcm(key, 16);\n}\n' },
  ],
})
