import { hostPathsInCel } from '../../models/workload/host-path.ts'
import { imagesInCel } from '../../models/workload/images-in-cel.ts'

const pod = `object.kind == 'Pod' ? object.spec
: object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec
: object.kind == 'PodTemplate' ? object.template.spec
: object.spec.template.spec`

const podMetadata = `object.kind == 'Pod' ? object.metadata
: object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.?metadata.orValue({})
: object.kind == 'PodTemplate' ? object.template.?metadata.orValue({})
: object.spec.template.?metadata.orValue({})`

const containers = `variables.pod.?initContainers.orValue([])
+ variables.pod.containers
+ variables.pod.?ephemeralContainers.orValue([])`

/** An init container that restarts always runs beside the main ones: that is what a sidecar is. */
const lastingContainers = `variables.pod.?initContainers.orValue([]).filter(container, container.?restartPolicy.orValue('') == 'Always')
+ variables.pod.containers`

/** What the rules of checks of pods may ask for, each after those that it is made of. */
const variablesInCel: Readonly<Record<string, string>> = {
  pod,
  podMetadata,
  annotations: 'variables.podMetadata.?annotations.orValue({})',
  labels: 'variables.podMetadata.?labels.orValue({})',
  containers,
  lastingContainers,
  volumes: 'variables.pod.?volumes.orValue([])',
  hostPaths: hostPathsInCel,
  images: imagesInCel,
}

/** The variables that an expression mentions, and those that they mention, in the order in which a policy has to declare them. */
export function variablesFor(expression: string): readonly { readonly name: string; readonly expression: string }[] {
  const names = Object.keys(variablesInCel)
  const wanted = new Set<string>()
  const add = (text: string): void => {
    for (const name of names) {
      if (wanted.has(name) || !new RegExp(String.raw`\bvariables\.${name}\b`).test(text)) continue
      wanted.add(name)
      add(variablesInCel[name]!)
    }
  }
  add(expression)
  return names.filter((name) => wanted.has(name)).map((name) => ({ name, expression: variablesInCel[name]! }))
}
