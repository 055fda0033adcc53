import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noSensitiveLog = weaknessCheck({
  id: 'source/no-sensitive-log',
  kind: 'sensitive-log',
  cwe: [532],
  owasp: 'A09',
  controls: ['code-log-masking'],
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Logs hold no secrets and no personal data', ja: 'ログにシークレットや個人情報を出力しない' }),
  why: text({
    en: 'Logs are kept for long, copied to other systems and read by many. Mask the value, or log that it is there.',
    ja: 'ログは長く保存され、ほかのシステムへ転送され、多くの人に読まれます。値をマスクするか、値があることだけを記録してください。',
  }),
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html'],
  examples: [
    {
      name: 'Java: a password',
      file: 'Shop.java',
      source: 'class Shop {\n  void show(User user) throws Exception {\n    logger.info(«"login " + user.getPassword()»);\n  }\n}\n',
      fails: ['named'],
    },
    {
      name: 'Java: a number that was masked',
      file: 'Shop.java',
      source: 'class Shop {\n  void show(User user) throws Exception {\n    logger.info("card " + mask(user.getCardNumber()));\n  }\n}\n',
    },
    {
      name: 'JavaScript: a header',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  console.log(«req.headers.authorization»)\n})\n",
      fails: ['named'],
    },
    {
      name: 'JavaScript: whether it is there',
      file: 'shop.js',
      source: "app.get('/show', (req, res) => {\n  console.log('authorised', Boolean(req.headers.authorization))\n})\n",
    },
    {
      name: 'JavaScript: the name of a variable of the environment',
      file: 'shop.js',
      source: 'logger.info(`${VariableNames.MSI_SECRET} is not set`)\n',
    },
    {
      name: 'Python: a token',
      file: 'shop.py',
      source: "import logging\n\ndef login(user, token):\n    logging.info('login of %s with %s', user, «token»)\n",
      fails: ['named'],
    },
    {
      name: 'Python: who it is',
      file: 'shop.py',
      source: "import logging\n\ndef login(user, token):\n    logging.info('login of %s', user)\n",
    },
    {
      name: 'C#: a number of a card',
      file: 'ShopController.cs',
      source: 'class Till {\n  void Pay(Card card) {\n    logger.LogInformation("paid with {Card}", «card.CardNumber»);\n  }\n}\n',
      fails: ['named'],
    },
    {
      name: 'C#: how much',
      file: 'ShopController.cs',
      source: 'class Till {\n  void Pay(Card card, decimal amount) {\n    logger.LogInformation("paid {Amount}", amount);\n  }\n}\n',
    },
  ],
})
