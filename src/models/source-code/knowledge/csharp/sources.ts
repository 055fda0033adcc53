import { indexRules, source, tracked, typed, type NamedRule, type ParameterRoles, type Typing } from '../../rules.ts'

const remoteAttributes = /^(?:From(?:Query|Body|Route|Form|Header|Uri)|QueryString|Bind)(?:Attribute)?$/

const plainTypes =
  /^(?:int|long|short|byte|bool|double|float|decimal|Guid|DateTime|DateTimeOffset|TimeSpan|CancellationToken|uint|ulong|ILogger|HttpContext|HttpRequest|HttpResponse)$|^I[A-Z]\w+$/

/** Parameters of actions come from the request, as controllers are found by their base, their name or an attribute. */
export const parameters: ParameterRoles = ({ type, annotations }, _name, _position, code, owner) => {
  if (annotations.some(({ name }) => remoteAttributes.test(name)))
    return type !== undefined && /^(?:int|long|bool|Guid|DateTime)$/.test(type) ? {} : { isRemote: true }
  if (type === 'IFormFile' || type === 'IFormCollection') return { isRemote: true }
  if (type !== undefined && plainTypes.test(type)) return { path: type }
  const isController =
    owner !== undefined &&
    (owner.name.endsWith('Controller') ||
      owner.bases.some((base) => /Controller(?:Base)?$|^PageModel$/.test(base)) ||
      owner.annotations.some(({ name }) => name === 'ApiController'))
  const isAction =
    (isController && code.isPublic && !code.isConstructor) ||
    code.annotations.some(({ name }) => /^Http(?:Get|Post|Put|Delete|Patch)$|^WebMethod$|^Route$/.test(name))
  if (isAction && !annotations.some(({ name }) => name === 'FromServices')) return { isRemote: true }
  return undefined
}

const request =
  'Request|HttpRequest|request|req|HttpContext.Request|Context.Request|HttpRequestBase|HttpRequestMessage|HttpContext.Current.Request|this.Request'

export const sources = indexRules<NamedRule>([
  source(
    `${request}.Query|QueryString|Form|Params|Headers|Cookies|Body|Path|RawUrl|Url|UserAgent|UrlReferrer|Files|InputStream|RouteValues|Item|Host|PathInfo|ServerVariables|ContentType|Unvalidated|ReadFormAsync|GetDisplayUrl|GetEncodedUrl|Content`,
  ),
  source('Request|HttpRequest|HttpContext.Request|Context.Request|HttpContext.Current.Request.[]'),
  source('ZipArchiveEntry|entry.FullName'),
  source('RouteData|routeData.Values'),
  source('TextBox|txt.Text'),
  source('Console.ReadLine'),
])

export const types = indexRules<Typing>([
  typed('MD5|System.Security.Cryptography.MD5.Create', '@WeakHash'),
  typed('Process.Start', '@Process'),
  typed('*.GetSection', '@Configuration'),
  tracked('XmlReader.Create', '@XmlReader'),
  typed('*.CreateCommand', 'DbCommand'),
])
