import { expect, test } from 'vitest'

import { dayOfNodeImage } from './node-image.ts'

test('the day of a node image', () => {
  const versions = [
    'AKSUbuntu-2204gen2containerd-202605.14.0',
    'AKSAzureLinux-V3gen2-202611.02.1',
    'AKSWindows-2022-20348.2.240',
    '',
    'x-202613.40.0',
  ]
  expect(versions.map(dayOfNodeImage)).toEqual(['2026-05-14', '2026-11-02', undefined, undefined, undefined])
})
