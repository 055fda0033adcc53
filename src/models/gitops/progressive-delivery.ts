import { defineView } from '../../core/estate.ts'
import { kubernetesObject, type KubernetesObject } from '../kubernetes/object.ts'

/** Whether something in the cluster looks at metrics while a new version is rolled out, and stops it: Argo Rollouts, Flagger. */
export const progressiveDelivery = defineView('progressive-delivery', (estate) => ({
  watches: estate.subjects(kubernetesObject).some((object) => analysesRollouts(object)),
}))

function analysesRollouts(object: KubernetesObject): boolean {
  const { kind } = object
  const group = object.apiVersion.split('/')[0]
  if (group === 'flagger.app') return kind === 'Canary' && object.get('spec', 'analysis') !== undefined
  if (group !== 'argoproj.io' || kind !== 'Rollout') return false
  if (object.get('spec', 'strategy', 'canary', 'analysis') !== undefined) return true
  if (object.get('spec', 'strategy', 'blueGreen', 'prePromotionAnalysis') !== undefined) return true
  const steps = object.get('spec', 'strategy', 'canary', 'steps')
  return Array.isArray(steps) && steps.some((step) => typeof step === 'object' && step !== null && 'analysis' in step)
}
