import { expect, test } from 'vitest'

import { expandObject, readExpansionTemplate } from './expansion.ts'

const template = (name: string, group: string, from: string, source: string, kind: string) =>
  readExpansionTemplate({
    apiVersion: 'expansion.gatekeeper.sh/v1beta1',
    kind: 'ExpansionTemplate',
    metadata: { name },
    spec: {
      applyTo: [{ groups: [group], versions: ['v1'], kinds: [from] }],
      templateSource: source,
      generatedGVK: kind === 'Pod' ? { group: '', version: 'v1', kind } : { group: 'batch', version: 'v1', kind },
    },
  })

test('a CronJob is expanded to its Job and its Pod', () => {
  const templates = [
    template('jobs', 'batch', 'CronJob', 'spec.jobTemplate', 'Job'),
    template('pods', 'batch', 'Job', 'spec.template', 'Pod'),
  ]
  const pod = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } }
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { jobTemplate: { spec: { template: pod } } },
  }
  const [job, made] = expandObject(templates, cron)
  expect([job!.by.name, made!.by.name]).toEqual(['jobs', 'pods'])
  expect(made!.object).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      labels: { app: 'x' },
      name: 'nightly-job-pod',
      namespace: 'shop',
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'nightly-job', uid: '' }],
    },
    spec: { containers: [] },
  })
})

test('a template that generates what it applies to does not run for ever', () => {
  const loop = template('loop', 'batch', 'Job', 'spec.template', 'Job')
  const job: Record<string, unknown> = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' } }
  job['spec'] = { template: job }
  expect(() => expandObject([loop], job)).toThrow('Job j: is expanded more than 10 times')
})
