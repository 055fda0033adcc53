import { z } from 'zod'

import { failurePolicies, modes, podAccesses } from '../../admission/settings.ts'
import { severities } from '../../core/severity.ts'
import { imageRuleSchema, imageVerificationSchema } from './admission-images-schema.ts'

const names = z.array(z.string())
const namespaces = names.optional().describe('Names; * stands for any characters; everywhere when left out')
const checks = names.optional().describe('Check ids, or areas: pod/*; all when left out')

const mode = z.enum(modes).describe('off: not looked at; audit: recorded; warn: the caller is told; deny: refused')

/** The `admission` section of `breakwater.yaml`: what the webhook does with findings. Of rules, the first that matches has the word. */
export const admissionSchema = z
  .strictObject({
    mode: mode.optional().describe('For findings that no rule is about; audit when left out'),
    rules: z
      .array(
        z.strictObject({
          mode,
          checks,
          namespaces,
          severity: z.enum(severities).optional().describe('Only findings at least as bad as this'),
        }),
      )
      .optional()
      .describe('Modes by check, namespace and severity'),
    podAccess: z
      .array(z.strictObject({ mode, accesses: z.array(z.enum(podAccesses)).min(1).optional(), namespaces }))
      .optional()
      .describe('Ways into running pods: exec, attach, port forwarding, debug containers; recorded when no rule is about them'),
    failurePolicy: z
      .array(z.strictObject({ policy: z.enum(failurePolicies), namespaces }))
      .optional()
      .describe('What a request gets that could not be judged in time or in full; ignore (let through) when no rule is about it'),
    exempt: z
      .strictObject({
        namespaces: names.optional().describe('Never judged; kube-system when left out'),
        users: names.optional().describe('Callers that are never judged, by user name; * stands for any characters'),
      })
      .optional(),
    acceptAnnotations: z
      .boolean()
      .optional()
      .describe('Whether breakwater.dev/ignore annotations count; whoever can write an object can then exempt it'),
    breakGlass: z
      .strictObject({
        users: names.optional().describe('Who may let an object through with the annotation breakwater.dev/break-glass: REASON'),
        groups: names.optional().describe('The same by group'),
        namespaces: names.optional().describe('Where everything is let through for now'),
      })
      .optional()
      .describe('For emergencies; every use is recorded'),
    mutate: z
      .array(
        z.strictObject({
          checks,
          namespaces,
          include: z.literal('review').optional().describe('Make fixes too that somebody should have looked at'),
        }),
      )
      .optional()
      .describe('Findings whose safe fix is made on the way in; none when left out'),
    images: z.array(imageRuleSchema).optional().describe('What images have to be before pods may run them; not verified when left out'),
    imageVerification: imageVerificationSchema.optional().describe('How images are verified'),
  })
  .describe('What the admission webhook does')

export type AdmissionFile = z.infer<typeof admissionSchema>
