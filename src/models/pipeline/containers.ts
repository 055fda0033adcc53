import type { Path } from '../../core/location.ts'
import { isObject, listAt, objectAt, stringAt, type JsonObject } from '../kubernetes/json.ts'
import { AzurePipeline } from './azure-pipeline.ts'
import type { PipelineFile } from './pipeline-file.ts'

/** The container of a job, one of its services, or one that a pipeline names for its jobs. */
export interface JobContainer {
  /** The job that names it; a resource of a pipeline belongs to none. */
  readonly job: { readonly value: JsonObject }
  readonly path: Path
  readonly image: string | undefined
  /** Where the image is written: the container itself in its short form. */
  readonly imagePath: Path
  readonly password: string | undefined
}

/** The containers that jobs run in, and those that they start beside them. */
export function containersOf(file: PipelineFile): readonly JobContainer[] {
  const resources = file instanceof AzurePipeline ? listAt(file.value, ['resources', 'containers']) : []
  const aliases = new Set(resources.map((resource) => stringAt(resource, ['container'])))
  const named = resources.map((resource, index) => toContainer({ value: {} }, ['resources', 'containers', index], resource))
  const ofJobs = file.jobs.flatMap((job) => {
    const services = Object.entries(objectAt(job.value, ['services']) ?? {}).map(([name, value]) =>
      toContainer(job, [...job.path, 'services', name], value),
    )
    const { container } = job.value
    return container === undefined ? services : [toContainer(job, [...job.path, 'container'], container), ...services]
  })
  // Jobs of a pipeline may name a container by its alias, which is no image; an alias of a template's caller looks like one.
  const isAlias = (image: string): boolean => aliases.has(image) || (file instanceof AzurePipeline && !/[/:.]/.test(image))
  return [...named, ...ofJobs.filter(({ image }) => image === undefined || !isAlias(image))]
}

function toContainer(job: { readonly value: JsonObject }, path: Path, value: unknown): JobContainer {
  return {
    job,
    path,
    image: typeof value === 'string' ? value : stringAt(value, ['image']),
    imagePath: typeof value === 'string' ? path : [...path, 'image'],
    password: stringAt(value, ['credentials', 'password']),
  }
}

/** The images that a container can have: those of a matrix, where it takes it from there. What is not known is left out. */
export function imagesOf({ image, job }: JobContainer): readonly string[] {
  if (image === undefined || image === '') return []
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(image)?.[1]
  if (name === undefined) return /\$\{\{|\$\(|\$\[/.test(image) ? [] : [image]
  const matrix = objectAt(job.value, ['strategy', 'matrix']) ?? {}
  const values = [...listAt(matrix, [name]), ...listAt(matrix, ['include']).map((entry) => (isObject(entry) ? entry[name] : undefined))]
  return values.filter((value): value is string => typeof value === 'string' && value !== '' && !value.includes('${{'))
}
