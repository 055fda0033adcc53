import { createServer } from 'node:http'

createServer((request, response) => {
  response.end(request.url === '/healthz' || request.url === '/ready' ? 'ok' : 'shop')
}).listen(8080)
