import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const verifiedTls = weaknessCheck({
  id: 'source/verified-tls',
  kind: 'tls',
  cwe: [295],
  owasp: 'A07',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Certificates are verified', ja: '証明書を検証する' }),
  why: text({
    en: 'Without verification, whoever is on the way between two services can read and change what they say, encrypted or not.',
    ja: '証明書を検証しないと、暗号化していても、通信経路上の第三者が内容を読み書きできます。',
  }),
  wrong: text({
    en: '{what} turns the verification of certificates off or allows old protocols',
    ja: '{what} により証明書の検証が無効になるか、古いプロトコルが許されます',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: an empty trust manager',
      file: 'Shop.java',
      source: 'class All implements X509TrustManager {\n  «public void checkServerTrusted(X509Certificate[] chain, String kind) {}»\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: a name verifier that looks',
      file: 'Shop.java',
      source:
        'class One implements HostnameVerifier {\n  public boolean verify(String host, SSLSession session) { return host.equals("shop.example"); }\n}\n',
    },
    {
      name: 'JavaScript: switched off',
      file: 'shop.js',
      source: "const https = require('https')\nconst agent = new https.Agent({ rejectUnauthorized: «false» })\n",
      fails: ['wrong'],
    },
    {
      name: 'JavaScript: with its own authority',
      file: 'shop.js',
      source: "const https = require('https')\nconst agent = new https.Agent({ ca })\n",
    },
    { name: 'Python: switched off', file: 'shop.py', source: 'import requests\nrequests.get(url, verify=«False»)\n', fails: ['wrong'] },
    { name: 'Python: with its own authority', file: 'shop.py', source: "import requests\nrequests.get(url, verify='/etc/ssl/ca.pem')\n" },
    {
      name: 'C#: a callback that says yes',
      file: 'ShopController.cs',
      source:
        'class Calls {\n  object Handler() => new HttpClientHandler { ServerCertificateCustomValidationCallback = «(message, certificate, chain, errors) => true» };\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'C#: a callback that looks',
      file: 'ShopController.cs',
      source:
        'class Calls {\n  object Handler() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => errors == SslPolicyErrors.None };\n}\n',
    },
  ],
})
