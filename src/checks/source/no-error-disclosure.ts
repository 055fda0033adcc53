import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noErrorDisclosure = weaknessCheck({
  id: 'source/no-error-disclosure',
  kind: 'error-disclosure',
  cwe: [209],
  owasp: 'A05',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Errors are not shown to users', ja: 'エラーの詳細を利用者に見せない' }),
  why: text({
    en: 'A stack trace names versions, paths and queries, which is what somebody who wants in looks for.',
    ja: 'スタックトレースには、攻撃者が求めるバージョン、パス、クエリーの情報が含まれます。',
  }),
  wrong: text({ en: '{what} writes the trace into the answer', ja: '{what} がトレースを応答に書き込みます' }),
  references: ['https://owasp.org/www-community/Improper_Error_Handling'],
  examples: [
    {
      name: 'Java: into the answer',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    try { work(); } catch (Exception problem) { problem.printStackTrace(«response.getWriter()»); }\n  }\n}\n',
      fails: ['wrong'],
    },
    {
      name: 'Java: into the log',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    try { work(); } catch (Exception problem) { logger.error("failed", problem); }\n  }\n}\n',
    },
  ],
})
