import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noDebugMode = weaknessCheck({
  id: 'source/no-debug-mode',
  kind: 'debug',
  cwe: [489, 215],
  owasp: 'A05',
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Debugging is off in what is deployed', ja: 'デプロイするものではデバッグを無効にする' }),
  why: text({
    en: 'A debug page shows source, variables and settings to whoever causes an error; the one of Flask runs code.',
    ja: 'デバッグ画面は、エラーを起こした人にソースや変数、設定を見せます。Flask のデバッガーではコードも実行できます。',
  }),
  wrong: text({ en: '{what} turns debugging on, or a protection off', ja: '{what} によりデバッグが有効になるか、保護が無効になります' }),
  references: ['https://flask.palletsprojects.com/en/stable/debugging/'],
  examples: [
    {
      name: 'Python: Flask',
      file: 'shop.py',
      source: 'from flask import Flask\napp = Flask(__name__)\napp.run(debug=«True»)\n',
      fails: ['wrong'],
    },
    {
      name: 'Python: by the environment',
      file: 'shop.py',
      source: "from flask import Flask\napp = Flask(__name__)\napp.run(debug=os.environ.get('DEBUG') == '1')\n",
    },
  ],
})
