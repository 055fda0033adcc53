import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noCleartextProtocol = weaknessCheck({
  id: 'source/no-cleartext-protocol',
  kind: 'cleartext',
  cwe: [319],
  owasp: 'A02',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Nothing is sent over protocols without encryption', ja: '暗号化のないプロトコルを使わない' }),
  why: text({
    en: 'FTP and Telnet send the password and all that follows as they are.',
    ja: 'FTP や Telnet は、パスワードもその後の内容もそのまま送信します。',
  }),
  wrong: text({ en: '{what} sends everything in the clear', ja: '{what} はすべてを平文で送信します' }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: FTP',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    FTPClient client = «new FTPClient()»;\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: SFTP',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    SftpClient client = SftpClientFactory.instance().createSftpClient(session);\n  }\n}\n',
    },
    { name: 'Python: Telnet', file: 'shop.py', source: 'import telnetlib\nline = «telnetlib.Telnet(host)»\n', fails: ['wrong'] },
  ],
})
