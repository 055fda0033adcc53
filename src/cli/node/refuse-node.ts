import { render, message, text } from '../../core/text.ts'
import { chooseLocale } from '../locale.ts'

const words = text({
  en: 'breakwater: Node.js {found} is not supported; it needs {needed}\nhelp: install Node.js 24 LTS, or run `npm start` in a clone, which brings its own',
  ja: 'breakwater: Node.js {found} には対応していません。{needed} が必要です\nヘルプ: Node.js 24 LTS をインストールするか、クローンで `npm start` を実行してください（対応する Node.js が付属します）',
})

/**
 * What somebody with another Node.js is told, before anything is loaded that it might not even be able to read.
 * Nothing that this file imports may use what is newer than the oldest Node.js in use.
 */
export function nodeRefusal(found: string, needed: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const flag = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = args[flag]?.startsWith('--lang=') === true ? args[flag].slice('--lang='.length) : flag === -1 ? undefined : args[flag + 1]
  return `${render(message(words, { found, needed }), chooseLocale(asked, env))}\n`
}
