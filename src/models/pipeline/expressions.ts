/** What checks ask of expressions. */
export { contextPath } from '../../syntax/github-expression/parse.ts'
