import { expect, it } from 'vitest'

import type { JsonObject } from '../kubernetes/json.ts'
import { Container } from './container.ts'
import { hasNothingToGain, usesNoCapability } from './privilege.ts'

function container(securityContext: JsonObject, ofPod: JsonObject = {}): Container {
  return new Container('main', ['spec', 'containers', 0], { name: 'app', securityContext }, { securityContext: ofPod }, ['spec'])
}

const dropsAll = { capabilities: { drop: ['ALL'] } }
const refuses = { allowPrivilegeEscalation: false }

it.each([
  ['not root by the pod', dropsAll, { runAsNonRoot: true }, true],
  ['a number', { ...dropsAll, runAsUser: 1000 }, {}, true],
  ['root by a number, whatever else is said', { ...dropsAll, runAsUser: 0 }, { runAsNonRoot: true }, false],
  ['whoever the image names', dropsAll, {}, false],
  ['capabilities left', {}, { runAsNonRoot: true }, false],
  ['one added again', { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }, { runAsNonRoot: true }, false],
  ['privileged', { ...dropsAll, privileged: true }, { runAsNonRoot: true }, false],
])('refusing escalation: %s', (_, own, ofPod, expected) => {
  expect(hasNothingToGain(container(own, ofPod))).toBe(expected)
})

it.each([
  ['not root, and no way up', refuses, { runAsNonRoot: true }, true],
  ['a program may bring some along', {}, { runAsNonRoot: true }, false],
  ['root', { ...refuses, runAsUser: 0 }, {}, false],
  ['one added', { ...refuses, capabilities: { add: ['NET_BIND_SERVICE'] } }, { runAsNonRoot: true }, false],
])('dropping capabilities: %s', (_, own, ofPod, expected) => {
  expect(usesNoCapability(container(own, ofPod))).toBe(expected)
})
