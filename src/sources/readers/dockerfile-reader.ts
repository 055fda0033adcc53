import type { Reader } from '../reader.ts'

const dockerfile = /(?:^|\/)(?:(?:Docker|Container)file(?:\.[\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i
const ignoreFile = /(?:^|\/)[\w.-]*\.dockerignore$/i

/** Dockerfiles by their usual names, and the ignore files beside them. */
export const dockerfileReader: Reader = {
  id: 'dockerfile',
  wants: (uri) => (dockerfile.test(uri) && !/\.(?:md|txt|lock|json|ya?ml|tmpl|tpl|j2)$/i.test(uri)) || ignoreFile.test(uri),
  recognises: ({ uri, text }) => ignoreFile.test(uri) || /^\s*(?:FROM|ARG)\s/im.test(text),
  load: async () => import('./read-dockerfiles.ts'),
}
