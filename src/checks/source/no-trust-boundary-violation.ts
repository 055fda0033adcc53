import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noTrustBoundaryViolation = weaknessCheck({
  id: 'source/no-trust-boundary-violation',
  kind: 'trust-boundary',
  cwe: [501],
  owasp: 'A04',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Sessions hold only checked values', ja: 'セッションには検証済みの値だけを入れる' }),
  why: text({
    en: 'The rest of the program takes what is in the session for its own. A value that a user sent is then trusted where nobody expects it.',
    ja: 'セッションの値はプログラム内部のものとして扱われるため、利用者が送った値が思わぬ場所で信頼されてしまいます。',
  }),
  references: ['https://owasp.org/Top10/A04_2021-Insecure_Design/'],
  examples: [
    {
      name: 'Java: a role from a request',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    request.getSession().setAttribute("role", «request.getParameter("role")»);\n  }\n}\n',
      fails: ['flow'],
    },
    {
      name: 'Java: a number',
      file: 'Shop.java',
      source:
        'class Shop {\n  void show(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    request.getSession().setAttribute("page", Integer.parseInt(request.getParameter("page")));\n  }\n}\n',
    },
    {
      name: 'C#: a role from a request',
      file: 'ShopController.cs',
      source:
        'public class ShopController : Controller {\n  public IActionResult Show(string id) {\n    HttpContext.Session.SetString("role", «id»);\n    return Ok();\n  }\n}\n',
      fails: ['flow'],
    },
  ],
})
