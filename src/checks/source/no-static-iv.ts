import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noStaticIv = weaknessCheck({
  id: 'source/no-static-iv',
  kind: 'static-iv',
  cwe: [329],
  owasp: 'A02',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Every encryption has an initialisation vector of its own', ja: '暗号化のたびに新しい初期化ベクトルを使う' }),
  why: text({
    en: 'With the same vector, equal texts become equal ciphertexts, and in GCM the key for authentication can be computed.',
    ja: '同じ初期化ベクトルでは、同じ平文が同じ暗号文になります。GCM では認証用の鍵まで計算できてしまいます。',
  }),
  wrong: text({
    en: '{what} gets an initialisation vector that stands in the source',
    ja: '{what} にソース中の固定の初期化ベクトルが渡されています',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a text',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    new IvParameterSpec(«"0123456789abcdef".getBytes()»);\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: random',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    byte[] iv = new byte[16];\n    new java.security.SecureRandom().nextBytes(iv);\n    new IvParameterSpec(iv);\n  }\n}\n',
    },
    {
      name: 'JavaScript: a text',
      file: 'shop.js',
      source: "const crypto = require('crypto')\ncrypto.createCipheriv('aes-256-cbc', key, «'0123456789abcdef'»)\n",
      fails: ['wrong'],
    },
  ],
})
