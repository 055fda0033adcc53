import { snapshotExamples } from './github-example.ts'

/** Examples for checks of an organisation. */
export const { example: organizationExample, hiddenExample: hiddenOrganizationExample } = snapshotExamples(
  'github-organization/1',
  'contoso',
  'contoso.json',
)
