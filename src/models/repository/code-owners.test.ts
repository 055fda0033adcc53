import { expect, test } from 'vitest'

import { ownersOf } from './code-owners.ts'

test.each([
  ['* @all', 'a/Dockerfile', ['@all']],
  ['* @all\n/web/ @web # ours', 'web/app/Dockerfile', ['@web']],
  ['* @all\n/web/', 'web/Dockerfile', []],
  ['Dockerfile @images', 'web/app/Dockerfile', ['@images']],
  ['web/ @web', 'shop/web/Dockerfile', ['@web']],
  ['/web/ @web', 'shop/web/Dockerfile', []],
  ['docs/* @docs', 'docs/a.md', ['@docs']],
  ['docs/* @docs', 'docs/en/a.md', []],
  ['**/deploy @ops', 'a/b/deploy/x.yaml', ['@ops']],
  ['a/**/z @deep', 'a/b/c/z', ['@deep']],
  ['*.js @js @web', 'src/a.js', ['@js', '@web']],
  ['!web @no', 'web', []],
  [`${'*a'.repeat(200)} @slow`, 'a'.repeat(2000), ['@slow']],
])('%j: %s', (file, path, owners) => expect(ownersOf(file, path)).toEqual(owners))
