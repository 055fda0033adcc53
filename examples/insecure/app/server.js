import { createServer } from 'node:http'

// Logs what nobody should log.
createServer((request, response) => {
  console.log('login', request.headers.authorization)
  response.end('shop')
}).listen(80)
