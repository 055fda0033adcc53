import { z } from 'zod'

import { failOnLevels } from '../../core/gate.ts'
import { severities } from '../../core/severity.ts'
import { isTaskId } from '../../sources/rebuild/rebuild-request.ts'
import { admissionSchema } from './admission-schema.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD')
const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)])

const scope = z.strictObject({
  uri: z.string().optional().describe('Files, as a glob from the working directory: charts/vendor/**'),
  kind: z.string().optional().describe('Kind of the object, or type of the Azure resource'),
  namespace: z.string().optional(),
  name: z.string().optional().describe('Name of the object; * stands for any characters'),
  path: z.string().optional().describe('Field, as reports write it: spec.containers[0].image; * stands for any characters'),
})

const exception = z.strictObject({
  check: oneOrMore(z.string()).describe('Check ids, or an area: pod/*'),
  scope: scope.optional().describe('What it is about; everything when left out'),
  owner: z.string().min(1).describe('Who answers for it'),
  reason: z.string().min(1).describe('Why the risk is accepted'),
  until: day.optional().describe('The last day on which it holds'),
})

const attestation = z
  .strictObject({
    control: z.string().describe('Id of the control, as breakwater controls lists it'),
    owner: z.string().min(1).describe('Who answers for it'),
    statement: z.string().min(1).describe('What is attested'),
    evidence: z.string().min(1).optional().describe('Where the proof is kept: an address or a path'),
    on: day.describe('The day on which it was attested'),
    until: day.describe('The last day on which it counts'),
  })
  .refine(({ on, until }) => on <= until, { path: ['until'], message: 'on ≤ until' })

const checkSetting = z.union([
  z.literal(['on', 'off']),
  z.strictObject({
    state: z.literal(['on', 'off']).optional(),
    severity: z.enum(severities).optional(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional(),
  }),
])

const podShape = z.strictObject({
  kind: z.string().describe('Group and kind, without the version: example.com/App'),
  spec: z.string().describe('Where its pod spec is: spec.template.spec'),
  metadata: z.string().describe("Where its pod's metadata is: spec.template.metadata"),
})

const chart = z.strictObject({
  chart: z.string().describe('Folder of the chart, from the working directory'),
  values: z.array(z.string()).optional().describe('Values files; the last one has the last word'),
  set: z.record(z.string(), z.string()).optional().describe('Single values, as --set takes them'),
})

const rebuild = z
  .union([
    z.strictObject({ acrTask: z.string().refine(isTaskId, '/subscriptions/…/registries/NAME/tasks/TASK') }),
    z.strictObject({
      github: z.strictObject({
        repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'OWNER/REPO'),
        workflow: z.string().describe('Name of the file: build.yml'),
        ref: z.string().optional().describe('Branch or tag; main when left out'),
        inputs: z.record(z.string(), z.string()).optional(),
      }),
    }),
    z.strictObject({ webhook: z.url({ protocol: /^https?$/ }) }),
  ])
  .describe('What `breakwater image rebuild` starts: a task of Azure Container Registry, a workflow of GitHub, or a webhook')

const image = z.strictObject({
  image: z.string().describe('Images by name, without tag and digest: contoso.azurecr.io/shop/web; * stands for any characters'),
  dockerfile: z.string().optional().describe('The Dockerfile that they are built from; found by its lines when left out'),
  owner: z.string().optional().describe('Who answers for them; CODEOWNERS of the Dockerfile, or a label, when left out'),
  rebuild: rebuild.optional(),
})

/** Everything that `breakwater.yaml` can say. The JSON Schema for editors is made from this. */
export const configSchema = z.strictObject({
  kubernetes: z
    .string()
    .regex(/^1\.\d+$/)
    .optional()
    .describe('Version of the cluster to judge for: "1.35"'),
  failOn: z.enum(failOnLevels).optional().describe('Lowest severity that fails the gate'),
  exclude: z.array(z.string()).optional().describe('Files and folders that are not scanned, as globs'),
  allowNotAnalysed: z.array(z.string()).optional().describe('Files that may stay unread without failing the gate, as globs'),
  checks: z.record(z.string(), checkSetting).optional().describe('Settings of single checks, by id'),
  exceptions: z.array(exception).optional().describe('Findings that are known and accepted'),
  attestations: z.array(attestation).optional().describe('What no machine can tell, and a person vouches for'),
  workloads: z.array(podShape).optional().describe('Custom kinds that carry pods'),
  admission: admissionSchema.optional(),
  images: z.array(image).optional().describe('What images are built from, and who answers for them'),
  charts: z.array(chart).optional().describe('What Helm charts are rendered with; a chart that is listed twice is judged twice'),
})

export type ConfigFile = z.infer<typeof configSchema>
