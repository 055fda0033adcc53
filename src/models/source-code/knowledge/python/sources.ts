import { indexRules, source, typed, type NamedRule, type ParameterRoles, type Typing } from '../../rules.ts'

const routes = /(?:^|\.)(?:route|get|post|put|delete|patch|api_route|websocket|api_view|view_config|expose|action)$/

/** Handlers of Flask, FastAPI and Django: by their decorator, or by a first parameter that is called `request`. */
export const parameters: ParameterRoles = ({ type }, name, position, code, owner) => {
  if (/^(?:self|cls)$/.test(name)) return {}
  if (name === 'request' || (type !== undefined && /^(?:HttpRequest|Request|WSGIRequest|starlette\.requests\.Request)$/.test(type)))
    return { path: '@Request' }
  if (name === 'event' && code.name.endsWith('handler') && position === 0) return { isRemote: true }
  if (type !== undefined && /^(?:int|float|bool|Session|AsyncSession|BackgroundTasks|Depends|Response|UUID|date|datetime)$/.test(type))
    return {}
  if (code.annotations.some((annotation) => routes.test(annotation.name) && annotation.name.includes('.'))) return { isRemote: true }
  const [first] = code.parameters
  const isView = owner === undefined && first?.target.kind === 'name' && first.target.name === 'request' && position > 0
  return isView && !/^(?:args|kwargs|response|context|form|session|db)$/.test(name) ? { isRemote: true } : undefined
}

const request = '@Request|request|self.request|flask.request|req|bottle.request|web.input|rq'

export const sources = indexRules<NamedRule>([
  source(
    `${request}.args|form|values|json|data|cookies|headers|files|get_json|get_data|query_string|full_path|url|base_url|host_url|stream|GET|POST|REQUEST|COOKIES|META|FILES|body|query_params|path_params|query|params|match_info|rel_url|get_full_path|build_absolute_uri|referrer|view_args|get_argument|get_body_argument|get_query_argument|forms|json_body|matchdict|environ|raw_uri|headerlist|path|path_info|host|user_agent|remote_addr|getparam|content`,
  ),
  source('self.get_argument|get_arguments|get_query_argument|get_body_argument|get_cookie'),
  source('self.rfile.read|readline'),
  source('sys.argv'),
  source('input|raw_input'),
  source('cgi.FieldStorage'),
  source('event.queryStringParameters|body|pathParameters|headers'),
])

export const types = indexRules<Typing>([
  typed(
    'sqlite3|psycopg2|pymysql|MySQLdb|mysql.connector|cx_Oracle|pyodbc|pymssql|asyncpg|oracledb|aiosqlite|psycopg.connect',
    '@Connection',
  ),
  typed('@Connection|conn|connection|db|con|mysql.connection|connections[].cursor', '@Cursor'),
  typed('*.cursor', '@Cursor'),
  typed('sqlalchemy|sa.create_engine', '@Connection'),
  typed('hashlib.new', '@Hash'),
  typed('tarfile.open', '@TarFile'),
  typed('tarfile.TarFile', '@TarFile'),
])
