import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { nodeRefusal } from './refuse-node.ts'
import { isSupportedNode, supportedNode } from './supported-node.ts'

test('the range is that of package.json', () => {
  const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { engines: { node: string } }
  expect(engines.node).toBe(supportedNode)
})

test.each([
  ['v20.19.4', false],
  ['v22.20.0', false],
  ['v24.10.0', false],
  ['v24.11.0', true],
  ['v25.2.0', false],
  ['v26.0.0', true],
  ['v30.1.0', true],
])('%s: %s', (version, supported) => expect(isSupportedNode(version)).toBe(supported))

test('the refusal says what is needed, in the language of the reader', () => {
  const english = nodeRefusal('v20.19.4', supportedNode, ['scan', '.'], {})
  expect(english.split('\n')[0]).toBe('breakwater: Node.js v20.19.4 is not supported; it needs ^24.11 || >=26')
  const japanese = 'breakwater: Node.js v20.19.4 には対応していません。^24.11 || >=26 が必要です'
  for (const [args, env] of [
    [['scan', '--lang', 'ja'], {}],
    [['scan', '--lang=ja'], { LANG: 'en_GB.UTF-8' }],
    [[], { LANG: 'ja_JP.UTF-8' }],
  ] as const)
    expect(nodeRefusal('v20.19.4', supportedNode, args, env).split('\n')[0]).toBe(japanese)
})
