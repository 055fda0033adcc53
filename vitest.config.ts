import { availableParallelism } from 'node:os'

import { defineConfig } from 'vitest/config'

import AbsentParts from './tests/absent-parts.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    reporters: ['default', new AbsentParts()],
    // Tests that start programs wait more than they compute.
    maxWorkers: Math.max(2, Math.ceil(availableParallelism() * 1.5)),
  },
})
