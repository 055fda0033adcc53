import { expect, it } from 'vitest'

import { commonPath, shellWord } from './suggested-command.ts'

it('names the smallest folder that holds all files', () => {
  expect(commonPath(['deploy/web.yaml'])).toBe('deploy/web.yaml')
  expect(commonPath(['deploy/a/x.yaml', 'deploy/a/y.yaml'])).toBe('deploy/a')
  expect(commonPath(['deploy/a/x.yaml', 'deploy/b.yaml'])).toBe('deploy')
  expect(commonPath(['a.yaml', 'b/c.yaml'])).toBe('.')
  expect(commonPath([])).toBe('.')
})

it('writes a path as one word that no shell takes for more', () => {
  expect(shellWord('deploy/web.yaml')).toBe('deploy/web.yaml')
  expect(shellWord('my app/$(rm -rf).yaml')).toBe("'my app/$(rm -rf).yaml'")
  expect(shellWord("it's.yaml")).toBe("'it'\\''s.yaml'")
  expect(shellWord('-rf')).toBe('./-rf')
  expect(shellWord('設定.yaml')).toBe("'設定.yaml'")
})
