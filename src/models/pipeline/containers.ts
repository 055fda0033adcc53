import type { Path } from '../../core/location.ts'
import { isObject, listAt, objectAt, stringAt } from '../kubernetes/json.ts'
import type { ActionsFile, Job } from './actions-file.ts'

/** The container of a job, or one of its services. */
export interface JobContainer {
  readonly job: Job
  readonly path: Path
  readonly image: string | undefined
  readonly password: string | undefined
}

export function containersOf(file: ActionsFile): readonly JobContainer[] {
  return file.jobs.flatMap((job) => {
    const services = Object.entries(objectAt(job.value, ['services']) ?? {}).map(([name, value]) =>
      toContainer(job, [...job.path, 'services', name], value),
    )
    return job.value['container'] === undefined
      ? services
      : [toContainer(job, [...job.path, 'container'], job.value['container']), ...services]
  })
}

function toContainer(job: Job, path: Path, value: unknown): JobContainer {
  return {
    job,
    path,
    image: typeof value === 'string' ? value : stringAt(value, ['image']),
    password: stringAt(value, ['credentials', 'password']),
  }
}

/** The images that a container can have: those of a matrix, where it takes it from there. What is not known is left out. */
export function imagesOf(_file: ActionsFile, { image, job }: JobContainer): readonly string[] {
  if (image === undefined || image === '') return []
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(image)?.[1]
  if (name === undefined) return image.includes('${{') ? [] : [image]
  const matrix = objectAt(job.value, ['strategy', 'matrix']) ?? {}
  const values = [...listAt(matrix, [name]), ...listAt(matrix, ['include']).map((entry) => (isObject(entry) ? entry[name] : undefined))]
  return values.filter((value): value is string => typeof value === 'string' && value !== '' && !value.includes('${{'))
}
