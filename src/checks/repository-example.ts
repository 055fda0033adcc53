import { snapshotExamples } from './github-example.ts'

/** Examples for checks of a repository: a snapshot of settings, given as JSON with marks. */
export const { example: repositoryExample, hiddenExample } = snapshotExamples('github-repository/1', 'contoso/shop', 'shop.json')
