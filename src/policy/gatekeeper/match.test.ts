import { describe, expect, test } from 'vitest'

import { FieldReader } from '../untyped.ts'
import { matches, readMatch } from './match.ts'
import { reviewOfObject, reviewOfRequest, type ReviewOptions } from './review.ts'

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop-prod', labels: { app: 'web' } } }
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-prod', labels: { team: 'a' } } }
const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }

const answer = (match: unknown, object: object, options?: ReviewOptions) =>
  matches(readMatch(new FieldReader('Constraint test', { match }), ['match']), reviewOfObject(object as never, options))

describe('which objects a constraint is about', () => {
  test.each([
    [{}, pod, 'yes'],
    [
      {
        kinds: [
          { apiGroups: ['apps'], kinds: ['*'] },
          { apiGroups: [''], kinds: ['Pod'] },
        ],
      },
      pod,
      'yes',
    ],
    [{ kinds: [{ apiGroups: ['apps'], kinds: ['Pod'] }] }, pod, 'no'],
    [{ namespaces: ['shop-*'] }, pod, 'yes'],
    [{ namespaces: ['*-prod'] }, pod, 'yes'],
    [{ namespaces: ['shop'] }, pod, 'no'],
    [{ excludedNamespaces: ['*prod'] }, pod, 'no'],
    [{ excludedNamespaces: ['shop-*'] }, namespace, 'no'],
    [{ namespaces: ['other'] }, node, 'yes'],
    [{ scope: 'Cluster' }, node, 'yes'],
    [{ scope: 'Cluster' }, namespace, 'yes'],
    [{ scope: 'Namespaced' }, namespace, 'no'],
    [{ name: 'we*' }, pod, 'yes'],
    [{ name: 'api' }, pod, 'no'],
    [{ source: 'Generated' }, pod, 'no'],
    [{ labelSelector: { matchLabels: { app: 'web' } } }, pod, 'yes'],
    [{ labelSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } }, pod, 'no'],
    [{ labelSelector: { matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }] } }, pod, 'yes'],
    [{ namespaceSelector: { matchLabels: { team: 'a' } } }, namespace, 'yes'],
    [{ namespaceSelector: { matchLabels: { team: 'a' } } }, node, 'yes'],
    [{ namespaceSelector: { matchLabels: { team: 'a' } } }, pod, 'undecided'],
  ] as const)('%j on %j: %s', (match, object, expected) => {
    expect(answer(match, object)).toBe(expected)
  })

  test('the labels of the namespace decide where they are known', () => {
    expect(answer({ namespaceSelector: { matchLabels: { team: 'a' } } }, pod, { namespaceObject: namespace })).toBe('yes')
    expect(answer({ namespaceSelector: { matchLabels: { team: 'b' } } }, pod, { namespaceObject: namespace })).toBe('no')
  })

  test('taking a label off does not take an object out of the match', () => {
    const match = readMatch(new FieldReader('Constraint test', { match: { labelSelector: { matchLabels: { app: 'web' } } } }), ['match'])
    const bare = { ...pod, metadata: { ...pod.metadata, labels: {} } }
    expect(matches(match, reviewOfRequest({ request: { operation: 'UPDATE', object: bare, oldObject: pod } }))).toBe('yes')
  })

  test('words that mean nothing are refused with their place', () => {
    expect(() => answer({ scope: 'Everything' }, pod)).toThrow(
      'Constraint test: match.scope: must be *, Cluster or Namespaced, not "Everything"',
    )
  })
})
